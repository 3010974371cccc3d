"""How a place stands in its sentence: the particle on it, the words before it, its place in the line or in a list."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

from etl.text import Text, fold
from etl.vocabulary import Hit, Scan
from etl.vocabulary.sources import LANGUAGES, read_language

REACH = 36  # folded characters before a place in which its cue stands
VERB = 24  # folded characters of the longest verb of hosting
GAP = 10  # folded characters between the places of a list
_DATELINE = re.compile(
    r"\s*(?:\([^)\n]{1,30}\)\s*|[,/][^\n:]{0,40}?)?\s*[-:](?!\w)"
    r"|\s(?:[^\W\d]{1,3}\s)?\d{1,2}\s[^\n\d:.,;]{3,20}(?:\s?\d{4})?[^\n\d:.,;]{0,12}[(/][^)/\n]{2,30}[)/]"
)
_HEADLINE = re.compile(r"\s?(?:\.\.|[:|]|-\s)(?!\s*\d)")
TITLE = 200  # folded characters up to which a first line is a title
_NO_LIST = frozenset({"", "dateline", "headline", "to", "from", "host"})
_start = attrgetter("start")
_HOST_VERBS = ("verb_past", "verb_present", "verb_future")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `language.toml` of all languages says of places, folded.

    `cues`: words before a place -> in, town, region, province, commune, country, from or to; `longest`: words of the
    longest one; `particles`: what is written onto a place -> in, to or never; `with_article`: those that hold the
    article; `joined`: what stands between the places of a list.
    """

    cues: Mapping[str, str]
    longest: int
    particles: Mapping[str, str]
    with_article: frozenset[str]
    joined: re.Pattern[str]


@functools.cache
def settings() -> Settings:
    """The settings of all languages, read once."""
    cues: dict[str, str] = {}
    particles: dict[str, str] = {}
    with_article: set[str] = set()
    joiners: list[str] = []
    attached: list[str] = []
    for lang in LANGUAGES:
        words = read_language(lang)["language"]
        for cue, forms in words["place_cues"].items():
            for form in forms:
                cues.setdefault(fold(form), cue)
        for cue, forms in words.get("place_particles", {}).items():
            particles.update(dict.fromkeys(map(fold, forms), cue))
        with_article.update(map(fold, words.get("article_particles", [])))
        joiners += map(fold, words["place_joiners"])
        attached += map(fold, words.get("particles", []))
    single = [(form, cue) for form, cue in cues.items() if not form.isascii() and " " not in form]
    cues.update((particle + form, cue) for particle in attached for form, cue in single if particle + form not in cues)
    between = "|".join(sorted(map(re.escape, joiners), key=len, reverse=True))
    longest = max(len(cue.split()) for cue in cues)
    return Settings(
        cues, longest, particles, frozenset(with_article), re.compile(rf"\s?[,/]?\s?(?:{between})?\s?|\s?-\s?")
    )


def is_hosting(scan: Scan, hit: Hit) -> bool:
    """Whether a place or venue is the subject of a verb of hosting: right after it, or before it opening a sentence."""
    start, after = hit.word_start - 1, hit.end + 1
    topics = scan.of("topics")
    for index in range(bisect_left(topics, max(0, start - VERB), key=_start), len(topics)):
        verb = topics[index]
        if verb.start > after + len(verb.prefix):
            return False
        if verb.value == "host" and verb.kind in _HOST_VERBS:
            if verb.end == start:
                return True
            if verb.word_start == after:
                return scan.text.folded[max(0, start - 2) : start + 1].rstrip(' "')[-1:] in ("", "\n", ".", ",", ";")
    return False


def read_cue(text: Text, hit: Hit, before: tuple[int, str] | None) -> str:
    """How a place stands.

    Args:
        text: the folded text.
        hit: the place's hit.
        before: folded end and cue of the place read before it, for lists.

    Returns:
        dateline, headline, in, town, region, province, commune, country, from, to, chain, or "" where nothing says it.
    """
    folded, start = text.folded, hit.word_start
    if (start == 0 or folded[start - 1] == "\n" or (start == 1 and not folded[0].isalnum())) and (
        line := _line_cue(folded, start, hit.end)
    ):
        return line
    particle = settings().particles.get(hit.prefix, "")
    if particle == "in":
        return particle
    if words := _cue_before(folded, start):
        return words
    if before and before[1] not in _NO_LIST and hit.start - before[0] <= GAP:
        joint = "" if not hit.prefix else hit.prefix[0]
        gap = folded[before[0] : start] + joint
        if settings().joined.fullmatch(gap):
            return "chain"
    return particle


def _line_cue(folded: str, start: int, end: int) -> str:
    """What a place at the beginning of a line is: that of a dateline, of a headline, or neither."""
    if start < 2 and folded.find("\n", end) < TITLE and _HEADLINE.match(folded, end):
        return "headline"
    if _DATELINE.match(folded, end, end + 70):
        return "dateline"
    return "headline" if _HEADLINE.match(folded, end) else ""


def _cue_before(folded: str, start: int) -> str:
    """The cue that the words before a place are, the longest first."""
    if not start or folded[start - 1] not in " '":
        return ""
    words = folded[max(0, start - REACH) : start].rpartition("\n")[2].replace("'", "' ").split()
    cues = settings().cues
    for count in range(min(settings().longest, len(words)), 0, -1):
        if cue := cues.get(" ".join(words[-count:]).replace("' ", "'")):
            return cue
    return ""
