"""Counts of people: who is counted, how exactly, and what the clause makes of the number."""

from etl.people.mentions import CountMention
from etl.people.reading import read_counts
from etl.people.settling import Settled, settle_counts

__all__ = ["CountMention", "Settled", "read_counts", "settle_counts"]
