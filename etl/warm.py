"""Imported by the process that the reading ones are forked from: they find the vocabulary loaded, and share it."""

from etl.extract import read_events

read_events("")
