"""Short names and acronyms led back to the full name that the text gave before ("اللجنة", "the Institute", "(GIZ)")."""

from __future__ import annotations

import re
from collections.abc import Mapping

from etl.institutions.grammar import arabic_words
from etl.institutions.mention import Name
from etl.vocabulary import Scan

_WORD = re.compile(r"[^\W_]+")
_SHORT_WORDS = 3  # a name of up to so many words may be the beginning of a longer one


def refer_back(scan: Scan, names: list[Name], acronyms: Mapping[str, Name]) -> list[Name]:
    """Give short references their full names; leave out those that refer to nothing.

    Args:
        scan: the scan that the names come from.
        names: names in text order.
        acronyms: acronyms that the text puts in brackets, folded -> the name before them.

    Returns:
        Names in text order, later acronyms added.
    """
    folded = scan.text.folded
    resolved: list[Name] = []
    full: list[tuple[list[str], Name]] = []
    later = _by_words(folded, names) if any(name.reference == "short" for name in names) else []
    for name in names:
        if name.reference == "acronym" and _in_brackets_behind(folded, resolved, name):
            resolved[-1] = _joined(resolved[-1], name)
            full[-1] = (full[-1][0], resolved[-1])
            continue
        words = _words(folded, name)
        if name.reference == "short":
            found = _refers_to(words, full) or _refers_to(words, later)
            if found is not None:
                resolved.append(_led_back(name, found, "short"))
            continue
        if name.institution_id is None and len(words) <= _SHORT_WORDS and (found := _longer(words, full)):
            resolved.append(_led_back(name, found, "short"))
            continue
        resolved.append(name)
        full.append((words, name))
    if acronyms:
        resolved = _with_acronyms(folded, resolved, acronyms)
    return resolved


def _words(folded: str, name: Name) -> list[str]:
    words = _WORD.findall(folded, name.start, name.end)
    article = arabic_words().article
    if words and words[0].startswith(article) and name.prefix.endswith(article):
        words[0] = words[0][len(article) :]
    elif words and name.prefix.endswith(arabic_words().hidden_article):
        words[0] = words[0][1:]
    return words


def _by_words(folded: str, names: list[Name]) -> list[tuple[list[str], Name]]:
    return [(_words(folded, name), name) for name in reversed(names) if name.reference == "full"]


def _refers_to(words: list[str], full: list[tuple[list[str], Name]]) -> Name | None:
    """The last full name with the head of a short one: its first word, in Latin letters any of its words."""
    if not words:
        return None
    head = words[-1] if words[0].isascii() else words[0]
    for found, name in reversed(full):
        if found and (found[0] == head or (head.isascii() and head in found)):
            return name
    return None


def _longer(words: list[str], full: list[tuple[list[str], Name]]) -> Name | None:
    """The last full name that begins with all the words of this one."""
    for found, name in reversed(full):
        if len(found) > len(words) and found[: len(words)] == words:
            return name
    return None


def _led_back(name: Name, to: Name, reference: str) -> Name:
    return name._replace(institution_id=to.institution_id, name=to.name, kind=to.kind, reference=reference,
                         rule=name.rule + "/back", confidence=min(0.85, to.confidence),
                         refers_to=to.refers_to or (to.start, to.end))  # fmt: skip


def _in_brackets_behind(folded: str, names: list[Name], acronym: Name) -> bool:
    """Whether an acronym stands in brackets right behind the name before it."""
    if not names or not acronym.institution_id:
        return False
    gap = folded[names[-1].end : acronym.word_start]
    return len(gap) <= 4 and gap.strip(' "') == "(" and names[-1].institution_id in (None, acronym.institution_id)


def _joined(name: Name, acronym: Name) -> Name:
    """A full name with the id that its acronym gives it."""
    return name._replace(institution_id=acronym.institution_id, name=acronym.name, kind=acronym.kind)


def _with_acronyms(folded: str, names: list[Name], acronyms: Mapping[str, Name]) -> list[Name]:
    """Names with the later places of acronyms that the text introduced itself."""
    forms = "|".join(sorted(map(re.escape, acronyms), key=len, reverse=True))
    taken = [(name.start, name.end) for name in names]
    added: list[Name] = []
    current = 0
    for found in re.finditer(rf"(?<!\w)(?:{forms})(?!\w)", folded):
        start, end = found.span()
        to = acronyms[found.group()]
        while current < len(taken) and taken[current][1] <= start:
            current += 1
        if start > to.end + 3 and (current == len(taken) or end <= taken[current][0]):
            added.append(_led_back(to._replace(start=start, end=end, word_start=start, prefix=""), to, "acronym"))
    return sorted(names + added, key=lambda name: name.start) if added else names
