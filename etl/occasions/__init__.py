"""What an activity marks and under which words: occasions (days, campaigns) and slogans with their owner."""

from etl.occasions.days import OccasionMention, read_occasions
from etl.occasions.slogans import SloganMention, read_slogans

__all__ = ["OccasionMention", "SloganMention", "read_occasions", "read_slogans"]
