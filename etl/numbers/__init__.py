"""Cardinals in digits or words: what is written, where, and the value it stands for."""

from etl.numbers.mentions import NumberMention, find_numbers, read_numbers

__all__ = ["NumberMention", "find_numbers", "read_numbers"]
