"""Marsad reads press releases into events."""
