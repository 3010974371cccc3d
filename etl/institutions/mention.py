"""What flows out of the reading of institutions: mentions with their names, and ids for names of no registry."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from etl.text import fold
from etl.vocabulary import read_registry

_LETTERS = re.compile(r"[^\W_]+")


class Name(NamedTuple):
    """A name found in a text, in folded offsets, before it has a role.

    `start` to `end` are the name with its article, `word_start` is where its first word begins with its particles
    (`prefix`). `kind` is the kind of institution that its head noun or the registry says; `reference` is "full",
    "short" or "acronym", or "common" for a phrase that is no name but may be a verb's subject; `refers_to` is the
    folded span of the full name that a short one or an acronym stands for.
    """

    start: int
    end: int
    word_start: int
    prefix: str
    institution_id: str | None
    name: str
    kind: str
    reference: str
    rule: str
    confidence: float
    refers_to: tuple[int, int] | None = None


class InstitutionMention(NamedTuple):
    """An institution where the text names it, in body offsets.

    Attributes:
        start: where the name begins, after attached particles but with its article (of "للمرصد", whose article is
            hidden, from the second lam on; of "بالمرصد" from the alif).
        end: where it ends.
        text: `body[start:end]`.
        institution_id: the registry's id, or None.
        name: the full name: the registry's in the text's language where linked, else the text's own.
        role: one of `etl.event.ROLES`, or None where no cue says any.
        rule: which rule read it.
        confidence: of the name and its role together, 0 to 1.
        kind: how it is referred to: "full", "short" ("اللجنة", "ladite association") or "acronym".
        institution_kind: ministry, commission, association …; "" where only the name's shape says it is one.
        cue: body span of the words that give the role, or None.
        refers_to: body span of the full name that a short one stands for, or None.
        note: "patronage" of a patron, "auspices" of a body under whose supervision it is, else None.
    """

    start: int
    end: int
    text: str
    institution_id: str | None
    name: str
    role: str | None
    rule: str
    confidence: float
    kind: str = "full"
    institution_kind: str = ""
    cue: tuple[int, int] | None = None
    refers_to: tuple[int, int] | None = None
    note: str | None = None


def unlinked_id(name: str) -> str:
    """The id of an institution that no row of the registry names: "x-" and a short hash of its folded name.

    Args:
        name: the full name.

    Returns:
        The same id for the same name whatever its spelling variants, letter case and spaces.
    """
    folded = " ".join(_LETTERS.findall(fold(name)))
    return "x-" + hashlib.sha256(folded.encode()).hexdigest()[:10]


def one_line(name: str) -> str:
    """A name with single spaces, as its row shows it."""
    return " ".join(name.split())


def registry_name(institution_id: str, lang: str) -> str:
    """The registry's name of an institution in a language, in the next best where it has none."""
    row = read_registry("institutions")[institution_id]
    for column in (f"name_{lang}", "name_fr", "name_en", "name_ar", "acronym"):
        if row[column]:
            return row[column]
    return institution_id
