"""Which of the three languages a text is in: its letters decide the script, function words the rest."""

from __future__ import annotations

import functools
import re

from etl.text import Text
from etl.vocabulary.sources import LANGUAGES, read_language

_ARABIC = re.compile("[\u0621-\u064a]")
_WORD = re.compile("[a-z]+")
_SAMPLE = 1600  # characters; enough for a headline and a lead, keeps the cost flat


@functools.cache
def _function_words(lang: str) -> frozenset[str]:
    return frozenset(read_language(lang)["language"]["function_words"])


def detect_language(text: Text) -> str:
    """The main language of a text: "ar", "fr" or "en".

    Args:
        text: the folded text.

    Returns:
        Arabic where at least a third of the letters are Arabic; else the Latin language with more function words
        (French on a tie of none, as in the region's press).
    """
    sample = text.folded[:_SAMPLE]
    plain = len(sample.encode("ascii", "ignore"))
    arabic = len(sample) - plain if _ARABIC.search(sample) else 0  # folding has made other letters plain
    if arabic * 2 >= plain and arabic:
        return "ar"
    words = _WORD.findall(sample)
    if arabic * 2 >= sum(map(len, words)) and arabic:
        return "ar"
    counts = {lang: sum(map(_function_words(lang).__contains__, words)) for lang in LANGUAGES if lang != "ar"}
    return max(counts, key=lambda lang: counts[lang])
