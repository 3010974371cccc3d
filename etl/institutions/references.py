"""Short names and acronyms led back to the full name that the text gave before ("اللجنة", "the Institute", "(GIZ)")."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping

from etl.institutions.grammar import arabic_words
from etl.institutions.mention import Name
from etl.vocabulary import Scan

_WORD = re.compile(r"[^\W_]+")
_REMEMBERED = 5  # full names with the same first two words that are kept in mind


class _Known:
    """Full names by the words that may refer to them, the last one said first."""

    def __init__(self) -> None:
        self._by_head: dict[str, Name] = {}
        self._by_start: dict[tuple[str, ...], deque[tuple[list[str], Name]]] = {}

    def add(self, words: list[str], name: Name) -> None:
        """Keep a name: in Arabic under its head, in Latin letters under each of its words."""
        if not words:
            return
        if words[0].isascii():
            self._by_head.update(dict.fromkeys(words, name))
        else:
            self._by_head[words[0]] = name
        start = tuple(words[:2])
        known = self._by_start.get(start)
        if known is None:
            self._by_start[start] = deque(((words, name),), _REMEMBERED)
        else:
            known.append((words, name))

    def add_head(self, words: list[str], name: Name) -> None:
        """Keep a body in which a unit stands, where nothing else has its head."""
        if words:
            self._by_head.setdefault(words[0], name)

    def by_head(self, words: list[str]) -> Name | None:
        """The name that a head noun alone stands for."""
        if not words:
            return None
        return self._by_head.get(words[-1] if words[0].isascii() else words[0])

    def longer(self, words: list[str]) -> Name | None:
        """The name that begins with all of some words and goes on."""
        for found, name in reversed(self._by_start.get(tuple(words[:2]), ())):
            if len(found) > len(words) and found[: len(words)] == words:
                return name
        return None

    def longer_ahead(self, folded: str, words: list[str], name: Name) -> Name | None:
        """The one longer name in a later sentence that begins so (a headline's short name); None where two do."""
        found = [
            (longer, to)
            for longer, to in self._by_start.get(tuple(words[:2]), ())
            if to.start > name.end and len(longer) > len(words) and longer[: len(words)] == words
        ]
        if not found or any(longer[: len(found[-1][0])] != found[-1][0] for longer, _ in found):
            return None
        between = folded[name.end : found[-1][1].start]
        return found[-1][1] if "\n" in between or ". " in between else None


def refer_back(scan: Scan, names: list[Name], acronyms: Mapping[str, Name], parents: Mapping[int, Name]) -> list[Name]:
    """Give short references their full names; leave out those that refer to nothing.

    Args:
        scan: the scan that the names come from.
        names: names in text order.
        parents: the body in which a unit stands, by the start of the unit's name: "الكلية" may mean it.
        acronyms: acronyms that the text puts in brackets, folded -> the name before them.

    Returns:
        Names in text order, later acronyms added.
    """
    folded = scan.text.folded
    said, later = _Known(), _Known()
    own = [_words(folded, name) for name in names]
    towns = _latin_towns(scan) if any(folded[name.start].isascii() for name in names) else ()
    if _refers_ahead(own, names):
        for words, name in zip(reversed(own), reversed(names), strict=True):
            if name.reference == "full":
                later.add(words, name)
    resolved: list[Name] = []
    for words, name in zip(own, names, strict=True):
        if resolved and name.reference == "acronym" and _in_brackets_behind(folded, resolved[-1], name):
            resolved[-1] = _joined(resolved[-1], name)
            said.add(_words(folded, resolved[-1]), resolved[-1])
        elif (found := _resolved(folded, words, name, said, _Known() if name.end in towns else later)) is not None:
            resolved.append(found)
            if (parent := parents.get(name.start)) is not None:
                said.add_head(_words(folded, parent), parent)
    return _with_acronyms(folded, resolved, acronyms) if acronyms else resolved


def _resolved(folded: str, words: list[str], name: Name, said: _Known, later: _Known) -> Name | None:
    """A name as it is or led back to the one it stands for; None for a head alone that stands for none.

    A name that is the beginning of a longer one, said before or in a later sentence, stands for the longer.
    """
    if name.reference == "common":
        return name
    if name.reference == "short":
        found = said.by_head(words) or later.by_head(words)
        return None if found is None else _led_back(name, found, "short")
    if name.institution_id is None and words and name.reference == "full":
        found = said.longer(words) or later.longer_ahead(folded, words, name)
        if found is not None:
            return _led_back(name, found, "short")
    said.add(words, name)
    return name


def _refers_ahead(own: list[list[str]], names: list[Name]) -> bool:
    """Whether a name may refer to a later one: a head alone, or two names that begin alike."""
    return any(name.reference == "short" for name in names) or len({tuple(words[:2]) for words in own}) < len(own)


def _latin_towns(scan: Scan) -> set[int]:
    """Where places in Latin letters end: a name with its town is complete."""
    folded, text = scan.text.folded, scan.text
    return {
        hit.end
        for hit in scan.of("places", "place")
        if folded[hit.start].isascii() and text.words(hit.start, hit.end)[:1].isupper()
    }


def _words(folded: str, name: Name) -> list[str]:
    """The words of a name, the first without its article."""
    said = folded[name.start : name.end]
    words = said.split(" ") if said.replace(" ", "").isalnum() and "  " not in said else _WORD.findall(said)
    arabic = arabic_words()
    if words and name.prefix.endswith(arabic.article):
        words[0] = words[0].removeprefix(arabic.article)
    elif words and name.prefix.endswith(arabic.hidden_article):
        words[0] = words[0].removeprefix(arabic.toward)
    return words


def _led_back(name: Name, to: Name, reference: str) -> Name:
    return name._replace(institution_id=to.institution_id, name=to.name, kind=to.kind, reference=reference,
                         rule=name.rule + "/back", confidence=min(0.85, to.confidence),
                         refers_to=to.refers_to or (to.start, to.end))  # fmt: skip


def _in_brackets_behind(folded: str, name: Name, acronym: Name) -> bool:
    """Whether an acronym of the registry stands in brackets right behind a name."""
    if not acronym.institution_id or acronym.word_start - name.end > 4:
        return False
    gap = folded[name.end : acronym.word_start]
    return gap.strip(' "') == "(" and name.institution_id in (None, acronym.institution_id)


def _joined(name: Name, acronym: Name) -> Name:
    """A full name with the id that its acronym gives it."""
    return name._replace(institution_id=acronym.institution_id, name=acronym.name, kind=acronym.kind)


def _with_acronyms(folded: str, names: list[Name], acronyms: Mapping[str, Name]) -> list[Name]:
    """Names with the later places of acronyms that the text introduced itself."""
    return sorted([*names, *_later_acronyms(folded, names, acronyms)], key=lambda name: name.start)


def _later_acronyms(folded: str, names: list[Name], acronyms: Mapping[str, Name]) -> Iterable[Name]:
    forms = "|".join(sorted(map(re.escape, acronyms), key=len, reverse=True))
    current, count = 0, len(names)
    for found in re.finditer(rf"(?<!\w)(?:{forms})(?!\w)", folded):
        start, end = found.span()
        to = acronyms[found.group()]
        while current < count and names[current].end <= start:
            current += 1
        if start > to.end + 3 and (current == count or end <= names[current].start):
            yield _led_back(to._replace(start=start, end=end, word_start=start, prefix=""), to, "acronym")
