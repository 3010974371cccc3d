"""Roles that nouns say: a partner by apposition, who takes charge of the money; and links to other articles."""

from __future__ import annotations

from etl.institutions.field import SIGNS, Field, Role
from etl.institutions.grammar import arabic_words
from etl.institutions.verbs import subject_of
from etl.vocabulary import Hit

_BEHIND = 48  # characters between a name and what is said of it
_TOPIC = 72  # characters between the money and the verb of who takes charge of it
_WEAKER = frozenset({"participant", "host"})


def read_nouns(field: Field) -> None:
    """Give the roles that nouns say of a name beside them."""
    for order, cue in enumerate(field.cues):
        if cue.kind == "behind":
            _said_behind(field, cue)
        elif cue.kind == "paid" and cue.value == "verb" and _money_before(field, order):
            payers = subject_of(field, cue._replace(kind="object_subject"))[0]
            field.give(payers, Role("funder", "pays", 0.85, (cue.start, cue.end)))
        elif cue.kind == "paid" and cue.value == "taker" and _money_after(field, order):
            field.give(subject_of(field, cue)[0], Role("funder", "pays", 0.8, (cue.start, cue.end)))


def leave_related(field: Field) -> None:
    """Take the roles from names in links to other articles ("Read also: …"): to the line's end, or below a heading."""
    for cue in field.cues:
        if cue.kind == "related" and not field.folded[: cue.start].rpartition("\n")[2].strip(SIGNS):
            line = field.folded.find("\n", cue.end)
            heading = line >= 0 and not field.folded[cue.end : line].strip(SIGNS)
            stop = len(field.folded) if heading or line < 0 else line
            for index in range(field.name_from(cue.end), field.name_from(stop)):
                field.roles[index] = None


def _said_behind(field: Field, cue: Hit) -> None:
    """As in "جمعية … التي كانت شريكا", "المجلس …، باعتباره شريكا"."""
    index = field.name_from(cue.word_start) - 1
    if index < 0 or cue.word_start - field.names[index].end > _BEHIND:
        return
    gap = field.folded[field.names[index].end : cue.word_start]
    known = field.roles[index]
    if "." in gap or "\n" in gap or not arabic_words().relative.issuperset(gap.replace(",", " ").split()):
        return
    if known is None or known.note == "weak" or known.role in _WEAKER:
        field.roles[index] = Role(cue.value, "behind", 0.9, (cue.start, cue.end))


def _money_before(field: Field, order: int) -> bool:
    """Whether the topic before a verb of taking charge is money ("تمويل الدورة تولته …")."""
    verb = field.cues[order]
    floor = max(field.sentence_start(verb.word_start), verb.word_start - _TOPIC)
    for cue in reversed(field.cues[:order]):
        if cue.word_start < floor:
            return False
        if cue.kind == "paid" and cue.value == "topic":
            return True
    return False


def _money_after(field: Field, order: int) -> bool:
    """Whether what is taken charge of is money ("تكفل المجلس بتمويل المهرجان")."""
    verb = field.cues[order]
    stop = min(field.sentence_end(verb.end), verb.end + _TOPIC)
    for cue in field.cues[order + 1 :]:
        if cue.word_start >= stop:
            return False
        if (cue.kind == "paid" and cue.value == "topic") or (cue.kind == "after" and cue.value == "funder"):
            return True
    return False
