"""Roles that French and English say by other words than a verb and its subject.

A noun in apposition ("X, partner of the event"), a plain "with" after a verb of making ("organised with X"), the owner
of an event ("X's annual workshop"), and a publisher that speaks of itself ("we at X", "our charity, X").
"""

from __future__ import annotations

from etl.institutions.field import SIGNS, VERBS, Field, Role, role_of
from etl.institutions.grammar import LatinWords, latin_words
from etl.institutions.lists import coordinated_back, list_from
from etl.vocabulary import Hit

_OBJECT = 48  # characters after a noun of role in which the event is named
_OBJECT_WORDS = 5
_COPULA_WORDS = 3
_OPENING = 8  # characters of a sentence that "La" or "Le" may take before such a noun
_FRONTED = 90  # characters between a noun of role that opens a sentence and the comma before its name
_WITH_REACH = 110  # characters between a verb of making and its "with"
_WITH_WORDS = 14
_CLOSE_WORDS = 3  # so near its verb, "with" needs no event between
_NOUN_BEFORE = 160  # characters before a participle in which its noun stands
_OWNED_WORDS = 5  # words between an owner and the event
_WITHOUT = 16  # characters before a cue in which "without a" may stand
_DENIAL = 240  # characters around "without" in which another word may deny
_CAUTION = 0.45  # of a publisher that only names itself somewhere


def read_role_noun(field: Field, cue: Hit) -> None:
    """Give the role of a noun ("organisatrice de", "partner of") to the name beside it, where an event is its object.

    Args:
        field: names and cues.
        cue: the noun with its preposition.
    """
    words = latin_words(field.lang_of(cue))
    if not _tells_of_event(field, cue.end, words):
        return
    role = role_of(cue, "noun", 0.92)
    index = field.name_from(cue.word_start) - 1
    if index >= 0 and field.names[index].end >= field.sentence_start(cue.word_start):
        gap = field.folded[field.names[index].end : cue.word_start].replace("'", "' ")
        between = gap.replace(",", " ").split()
        if len(between) <= _COPULA_WORDS and all(word in words.copula for word in between) and "\n" not in gap:
            field.give(coordinated_back(field, index), role)
            return
    if cue.word_start - field.sentence_start(cue.word_start) <= _OPENING:
        start = _behind_object(field, cue, words)
        field.give(list_from(field, start, field.lang_of(cue), opening=True)[:1] if start else [], role)


def _behind_object(field: Field, cue: Hit, words: LatinWords) -> int:
    """Where the name of a noun that opens its sentence begins: behind a comma, or behind "is"; 0 where neither is."""
    stop = min(field.sentence_end(cue.end), cue.end + _FRONTED)
    comma = field.folded.find(",", cue.end, stop)
    position = cue.end
    for word in field.folded[cue.end : comma if comma >= 0 else stop].split():
        position = field.folded.index(word, position) + len(word)
        if word in words.auxiliary:
            return position
    return comma + 1


def _tells_of_event(field: Field, position: int, words: LatinWords) -> bool:
    """Whether the object that begins at a position is an event ("de cette sixième édition")."""
    stop = min(position + _OBJECT, field.sentence_end(position))
    near = field.folded[position:stop].split(",", 1)[0].replace("'", "' ").replace("-", " ").split()
    return any(word.strip(SIGNS + ".") in words.event for word in near[:_OBJECT_WORDS])


def read_with(field: Field, order: int) -> None:
    """Make partners of the names after a plain "with" that a verb of making governs ("organises every autumn with").

    Whom an agreement is signed with is a party to it.

    Args:
        field: names and cues.
        order: index of the "with" among the cues.
    """
    cue = field.cues[order]
    verb = _maker(field, order)
    if verb is None:
        return
    if verb.kind == "party":
        if latin_words(field.lang_of(cue)).talks.intersection(field.folded[verb.end : cue.word_start].split()):
            items = list_from(field, cue.end, field.lang_of(cue), opening=True)
            field.give(items, Role("organiser", "party-with", 0.8, (verb.start, cue.end)))
        return
    words = latin_words(field.lang_of(cue))
    gap = field.folded[verb.end : cue.word_start]
    between = [word.strip(SIGNS + ".") for word in gap.split()]
    if len(between) > _WITH_WORDS or any(word.isdigit() and len(word) == 4 for word in between):
        return
    if between and (between[-1] in words.talks or "." in gap or "\n" in gap):
        return
    near = len(between) <= _CLOSE_WORDS
    if not near and not any(word in words.event for word in between):
        return
    if verb.kind == "passive" and not _has_subject(field, verb) and is_of_work(field, verb, words, needs_event=True):
        return
    items = list_from(field, cue.end, field.lang_of(cue), opening=True, capitals=False)
    field.give(items, Role("partner", "with-partner", 0.85 if near else 0.55, (cue.start, cue.end)))


def _has_subject(field: Field, verb: Hit) -> bool:
    """Whether a name stands right before a form that may be a verb or, its accent folded, a participle."""
    index = field.name_from(verb.word_start) - 1
    return index >= 0 and verb.word_start - field.names[index].end <= 1


def _maker(field: Field, order: int) -> Hit | None:
    """The verb or participle of making that a "with" belongs to: the nearest before it in its sentence."""
    cue = field.cues[order]
    floor = max(field.sentence_start(cue.word_start), cue.word_start - _WITH_REACH)
    for index in range(order - 1, -1, -1):
        verb = field.cues[index]
        if verb.start < floor:
            return None
        if verb.kind == "party" and verb.value == "signed":
            return verb
        if verb.kind in VERBS or verb.kind == "passive":
            return verb if verb.value.startswith("organiser") else None
    return None


def is_of_work(field: Field, verb: Hit, words: LatinWords, *, needs_event: bool = False) -> bool:
    """Whether what a participle belongs to is a study or a work ("a review carried out by"), not an event.

    Args:
        field: names and cues.
        verb: the participle.
        words: the settings of its language.
        needs_event: whether a noun that is neither event nor work is taken for a work, too.
    """
    start = max(field.sentence_start(verb.word_start), verb.word_start - _NOUN_BEFORE)
    before = field.folded[start : verb.word_start].replace("'", "' ")
    clause = [word.strip(SIGNS + ".") for word in before.split()]
    if not [word for word in clause if word]:
        return _opens_on_work(field, verb, words)
    free = clause[-1] in words.auxiliary or before.rstrip(" ").endswith((",", '"'))
    if free:
        return any(word in words.work for word in clause[-_OBJECT_WORDS:]) and not words.event.intersection(clause)
    if words.event.intersection(clause[-_OBJECT_WORDS:]):
        return False
    return needs_event or bool(words.work.intersection(clause[-_COPULA_WORDS:]))


def _opens_on_work(field: Field, verb: Hit, words: LatinWords) -> bool:
    """As in "Menée auprès de 1.150 personnes, l'enquête": the first noun after the comma says what it is."""
    sentence = field.folded[verb.end : field.sentence_end(verb.end)]
    for part in sentence.split(", ")[1:]:
        nouns = part.replace("'", "' ").split()[:2]
        if words.event.intersection(nouns):
            return False
        if words.work.intersection(nouns):
            return True
    return False


def is_denied(field: Field, cue: Hit) -> bool:
    """Whether "without" stands before a cue and nothing else denies ("without a grant from", but "none … without").

    Args:
        field: names and cues.
        cue: a cue that owns the names after it.
    """
    lang = field.lang_of(cue)
    if lang == "ar":
        return False
    words = latin_words(lang)
    near = field.folded[max(0, cue.word_start - _WITHOUT) : cue.end].split()
    if not words.without.intersection(near):
        return False
    start = max(field.sentence_start(cue.word_start), cue.word_start - _DENIAL)
    end = min(field.sentence_end(cue.end), cue.end + _DENIAL)
    sentence = field.folded[start:end].replace("n'", "n' ").replace(",", " ").split()
    return not words.negation.intersection(sentence)


def read_owners(field: Field) -> None:
    """Give the owner of an event a weak role: "Coral College's annual workshop"."""
    words = latin_words("en")
    for index, name in enumerate(field.names):
        if field.roles[index] is None and field.folded.startswith("'s ", name.end):
            owned = field.folded[name.end + 3 : name.end + 3 + _OBJECT].split()[:_OWNED_WORDS]
            noun = next((at for at, word in enumerate(owned) if word.strip(SIGNS + ".") in words.event), None)
            if noun is None or (owned[noun + 1 : noun + 2] and owned[noun + 1].strip(SIGNS + ".") in words.room):
                continue
            if not any("," in word or "." in word or word in words.and_ for word in owned[:noun]):
                cue = (name.end, name.end + 2)
                field.roles[index] = Role("organiser", "owner-organiser", 0.5, cue, "weak")


def read_named_self(field: Field, cue: Hit) -> None:
    """The name that a publisher gives itself: "notre asbl, la Maison des Possibles", "we at Tern Watch"."""
    start = cue.end + field.folded.startswith(",", cue.end)
    items = list_from(field, start, field.lang_of(cue), opening=True, places=False)
    field.give(items[:1], Role("organiser", "self-organiser", 0.8, (cue.start, cue.end)))


def read_self(field: Field) -> None:
    """Where nobody is named as organiser, the publisher that says "we", by the name that it gives itself."""
    if any(role is not None and role.role == "organiser" for role in field.roles):
        return
    ours = next((cue for cue in field.cues if cue.kind == "first_person"), None)
    if ours is None:
        return
    for index, name in enumerate(field.names):
        if field.roles[index] is None and name.reference != "short" and _opens_clause(field, index):
            role = Role("organiser", "self-organiser", _CAUTION, (ours.start, ours.end))
            field.roles[index] = role
            return


def _opens_clause(field: Field, index: int) -> bool:
    """Whether a name is the first of its sentence or stands behind a colon."""
    start = field.starts[index]
    before = field.folded[max(field.sentence_start(start), start - _OBJECT) : start].rstrip(' "')
    words = latin_words(field.lang_at(index)) if field.lang_at(index) != "ar" else None
    if words is not None and before.rsplit(" ", 1)[-1] in words.article:
        before = before.rsplit(" ", 1)[0] if " " in before else ""
    return not before.strip(SIGNS) or before.rstrip(" ").endswith(":")
