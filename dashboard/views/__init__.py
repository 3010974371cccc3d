"""The screens, one module each, and the pieces that they share. They lay out; numbers come from `dashboard.metrics`."""
