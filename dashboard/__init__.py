"""The dashboard over the events that Marsad has read."""
