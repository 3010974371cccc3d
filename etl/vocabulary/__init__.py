"""The vocabulary floor: words of the languages and names of the registry, read from `data/` and found in one scan."""

from etl.vocabulary.language import detect_language
from etl.vocabulary.lexicon import Hit, Lexicon, Scan, read_scan
from etl.vocabulary.registry import read_registry

__all__ = ["Hit", "Lexicon", "Scan", "detect_language", "read_registry", "read_scan"]
