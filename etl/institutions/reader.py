"""Find the institutions of a text and what each of them does there."""

from __future__ import annotations

from etl.institutions.field import Role
from etl.institutions.grammar import arabic_words
from etl.institutions.mention import InstitutionMention, Name
from etl.institutions.names import Namer
from etl.institutions.references import refer_back
from etl.institutions.roles import assign_roles
from etl.vocabulary import Scan, read_scan

_UNSURE = frozenset({"seat", "subject-participant"})  # rules that prove no name
_DOUBT = 0.65  # as sure as a weak cue makes a role


def find_institutions(text: str, lang: str | None = None) -> list[InstitutionMention]:
    """Every institution that a text names, with its role where a cue gives one.

    Args:
        text: the body; its first line is the title.
        lang: its main language ("ar", "fr", "en"); None detects it. Names in other languages are read as well.

    Returns:
        Mentions in text order, none overlapping another.
    """
    return read_institutions(read_scan(text, lang, "institutions", "roles", "places"))


def read_institutions(scan: Scan) -> list[InstitutionMention]:
    """The same on a scan that other recognisers share.

    Args:
        scan: a scan that has looked for the domains "institutions" and "roles", and for "places" if there are any.

    Returns:
        Mentions in text order, none overlapping another.
    """
    namer = Namer(scan)
    names = namer.read()
    names, roles = assign_roles(scan, refer_back(scan, names, namer.acronyms(names), namer.parents), namer)
    return [_mention(scan, name, role) for name, role in zip(names, roles, strict=True) if _stands(scan, name, role)]


def _stands(scan: Scan, name: Name, role: Role | None) -> bool:
    """A head that is as often a common noun ("إدارة الأزمات") makes a name only where a sure cue speaks of it."""
    if name.reference == "common":
        return False
    if name.institution_id or (role is not None and role.rule not in _UNSURE and role.confidence > _DOUBT):
        return True
    if name.reference == "short":
        return True
    if scan.text.folded[name.start].isascii():
        return any(map(str.isupper, scan.text.words(name.start, name.end)))
    words = arabic_words()
    if role is not None and (name.prefix.endswith(words.article) or role.role == "organiser"):
        return True
    return words.bare(scan.text.folded[name.start : name.end].split(" ", 1)[0]) not in words.ambiguous


def _mention(scan: Scan, name: Name, role: Role | None) -> InstitutionMention:
    text = scan.text
    start, end = text.span(name.start, name.end)
    refers = text.span(*name.refers_to) if name.refers_to else None
    if role is None:
        return InstitutionMention(start, end, text.body[start:end], name.institution_id, name.name, None, name.rule,
                                  name.confidence, name.reference, name.kind, None, refers)  # fmt: skip
    return InstitutionMention(start, end, text.body[start:end], name.institution_id, name.name, role.role,
                              f"{name.rule}/{role.rule}", round(name.confidence * role.confidence, 2), name.reference,
                              name.kind, text.span(*role.cue), refers, role.note)  # fmt: skip
