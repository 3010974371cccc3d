"""What each institution does in a text: its role, from the cue that owns its name.

A cue owns names in one of four ways: those listed after it ("بشراكة مع", "funded by"), the subject of its verb, the
agent of its passive ("من طرف", "par", "by"), or both sides of an agreement. A name that no cue owns and that stands
with a bare "ب", "au" or "at" in a sentence that tells of an event is the event's host.
"""

from __future__ import annotations

from etl.institutions.field import VERBS, Field, Role, role_of
from etl.institutions.grammar import arabic_words
from etl.institutions.hosts import seat_hosts, visited_hosts
from etl.institutions.lists import is_subject_of_next, list_from
from etl.institutions.mention import Name
from etl.institutions.names import Namer
from etl.institutions.nominal import leave_related, read_nouns
from etl.institutions.phrases import is_denied, read_named_self, read_owners, read_role_noun, read_self, read_with
from etl.institutions.verbs import read_verb, subject_of
from etl.vocabulary import Hit, Scan

_SENTENCE = 400  # characters of a sentence that are looked at before a cue
_PERSON_REACH = 90  # characters between a cue, a person and the body that the person heads
_NEAR = 0.6  # sureness of a weak organiser right before its verb
_UNCONTRADICTED = 0.75  # sureness of a weak organiser right before its verb; chosen, not measured apart
_MEETING_WORDS = 3  # adjectives between "الجمع العام" and the body whose it is
_BESIDE = 90  # characters around a verb of many uses and its subject in which an event is looked for
_EVENT_NEAR = 0.72  # sureness of such a verb where one is
_NO_EVENT = 0.57  # and where none is: review is asked
_WITH = 90  # characters between an agreement and "with"
_BEFORE_PARTY = 12  # characters before an agreement in which a word of the past may stand


def assign_roles(scan: Scan, names: list[Name], namer: Namer) -> tuple[list[Name], list[Role | None]]:
    """Give names the roles that the cues of the text say.

    Args:
        scan: the scan, with the domain "roles".
        names: names in text order.
        namer: reads further names where a cue stands before (or after) capitals that no head noun announces.

    Returns:
        The names, with those read for a cue's sake, and for each its role or None.
    """
    field = Field(scan, names, namer)
    _read_lists(field)
    for order, cue in enumerate(field.cues):
        if cue.kind in VERBS or cue.kind == "passive":
            read_verb(field, order)
        elif cue.kind == "party":
            _read_party(field, cue)
        elif cue.kind == "with":
            read_with(field, order)
    read_nouns(field)
    visited_hosts(field)
    seat_hosts(field)
    leave_related(field)
    read_owners(field)
    read_self(field)
    _weigh(field)
    return field.names, field.roles


def _read_lists(field: Field) -> None:
    """Lists go before verbs: the names they own are nobody's subject."""
    for cue in field.cues:
        if cue.kind == "after" and not is_denied(field, cue):
            _list_after(field, cue, role_of(cue, "after", 0.95))
        elif cue.kind == "patron":
            _list_after(field, cue, Role("mentioned", cue.value, 0.9, (cue.start, cue.end), cue.value))
        elif cue.kind == "meeting_of":
            _meeting_of(field, cue)
        elif cue.kind == "role_noun":
            read_role_noun(field, cue)
        elif cue.kind == "self":
            read_named_self(field, cue)


def _list_after(field: Field, cue: Hit, role: Role) -> None:
    """Every name of the list that a cue opens."""
    items = list_from(
        field, cue.end, field.lang_of(cue), opening=True, capitals=role.role != "host", places=role.note != "weak"
    )
    if items and is_subject_of_next(field, items):
        items.pop()
    if not items and role.role == "organiser":
        _through_person(field, cue, role)
    if not items and role.role == "funder" and (country := field.country_at(cue.end)):
        items = [index] if (index := field.insert(country)) is not None else []
    project = role.role in ("partner", "funder") and _tells_of_project(field, cue)
    for index in items:
        known = field.roles[index]
        if known is None or known.cue[1] < role.cue[1]:
            field.roles[index] = _of_kind(role, field.names[index], project=project)


def _of_kind(role: Role, name: Name, *, project: bool) -> Role:
    """Partners of a programme are only mentioned; a company's patronage is money."""
    if project:
        return role._replace(role="mentioned", note="project")
    if role.note == "patronage" and name.kind == "company":
        return role._replace(role="funder", confidence=0.75, note=None)
    return role


def _through_person(field: Field, cue: Hit, role: Role) -> None:
    """As in "à l'initiative de Mme X, présidente de l'association Y": the body that the person heads."""
    index = field.name_from(cue.end)
    if index == len(field.names) or field.roles[index] is not None or field.starts[index] - cue.end > _PERSON_REACH:
        return
    gap = field.folded[cue.end : field.starts[index]]
    if "." in gap or "\n" in gap or field.cue_between(cue.end, field.starts[index]):
        return
    governors = field.words(field.lang_of(cue)).governor
    if any(word in governors for word in gap.replace(",", " ").split()):
        field.roles[index] = role._replace(rule="through-person", confidence=0.6)


def _tells_of_project(field: Field, cue: Hit) -> bool:
    """Whether a cue stands in a sentence of the background that tells of a programme, not of the event."""
    settings, start = field.words(field.lang_of(cue)), field.sentence_start(cue.word_start)
    if field.lang_of(cue) == "ar" and _tells_of_period(field.folded[start : cue.word_start][-_SENTENCE:].split()):
        return True
    if field.folded[start : start + 24].lstrip().split(" ", 1)[0] not in settings.background:
        return False
    near = field.folded[max(start, cue.word_start - _SENTENCE) : cue.word_start]
    return any(word in settings.project for word in near.split())


def _tells_of_period(words: list[str]) -> bool:
    """Whether a statement tells of a span of time ("إن 60 مهندسا تلقوا خلال العام الجاري تدريبا")."""
    arabic = arabic_words()
    if arabic.statement.isdisjoint(words) or arabic.over.isdisjoint(words):
        return False
    said = next((order for order, word in enumerate(words) if word in arabic.statement), len(words))
    return any(
        word in arabic.over and arabic.bare(after) in arabic.period
        for word, after in zip(words[said:], words[said + 1 :], strict=False)
    )


def _meeting_of(field: Field, cue: Hit) -> None:
    """The body whose assembly it is: the name with "ل" a few adjectives later ("الجمع العام الخامس للائتلاف")."""
    index, arabic = field.name_from(cue.end), arabic_words()
    if index == len(field.names) or field.starts[index] - cue.end > _PERSON_REACH:
        return
    gap = field.folded[cue.end : field.starts[index]].split()
    if field.names[index].prefix in (arabic.toward, arabic.hidden_article) and len(gap) <= _MEETING_WORDS:
        field.give([index], role_of(cue, "meeting", 0.9))


def _read_party(field: Field, cue: Hit) -> None:
    """The parties of an agreement: its signing verb's subject, or both sides of "between"."""
    if cue.value not in ("signed", "agreement"):
        return
    role = Role("organiser", "party", 0.85, (cue.start, cue.end))
    between = _between(field, cue)
    if _background(field, cue, between):
        return
    if between is not None:
        field.give(list_from(field, between.end, field.lang_of(cue), opening=True), role)
    elif cue.value == "signed":
        field.give(subject_of(field, cue)[0], role)
        for index in _signed_with(field, cue):
            known = field.roles[index]
            if known is None or known.note == "weak" or known.role in ("partner", "host", "participant"):
                field.roles[index] = role


def _signed_with(field: Field, cue: Hit) -> list[int]:
    """Whom a party signs with: "أبرمت الكلية، الخميس الماضي، اتفاقية تعاون في مجال التكوين مع الغرفة"."""
    arabic, stop = arabic_words(), min(field.sentence_end(cue.end), cue.end + _SENTENCE)
    if field.lang_of(cue) != "ar":
        return []
    index = field.cue_from(cue.end)
    while index < len(field.cues) and field.cue_starts[index] < stop:
        paper = field.cues[index]
        if paper.kind == "party" and paper.value == "agreement":
            found = field.folded.find(f" {arabic.with_word} ", paper.end - 1, min(stop, paper.end + _WITH))
            last = field.folded[paper.end : found].split()[-1:] if found >= paper.end else []
            if found < 0 or "." in field.folded[paper.end : found] or (last and last[0].startswith(arabic.inside)):
                return []
            return list_from(field, found + len(arabic.with_word) + 2, "ar", opening=True)
        index += 1
    return []


def _between(field: Field, cue: Hit) -> Hit | None:
    """The "between" of an agreement, in its sentence."""
    index, stop = field.cue_from(cue.end), min(field.sentence_end(cue.end), cue.end + _SENTENCE)
    while index < len(field.cues) and field.cue_starts[index] < stop:
        other = field.cues[index]
        if other.kind == "party" and other.value == "between":
            return other
        index += 1
    return None


def _background(field: Field, cue: Hit, between: Hit | None) -> bool:
    """An agreement of another day: "the agreement signed in 2014 between …"."""
    index, stop = field.cue_from(cue.start - _BEFORE_PARTY), between.start if between else cue.end + 1
    while index < len(field.cues) and field.cue_starts[index] < stop:
        if field.cues[index].kind == "party" and field.cues[index].value == "background":
            return True
        index += 1
    return False


def _weigh(field: Field) -> None:
    """Weak organisers stand back where a sure one is named; where none is, a supervisor or an English host is one."""
    organisers = [role for role in field.roles if role is not None and role.role == "organiser"]
    pairs = zip(field.names, field.roles, strict=True)
    sure = {name.name for name, role in pairs if role is not None and role.role == "organiser" and role.note is None}
    for index, role in enumerate(field.roles):
        if role is None:
            continue
        if role.note == "weak":
            stays = not sure or (field.lang_at(index) != "ar" and field.names[index].name in sure)
            field.roles[index] = _alone(field, index, role) if stays else None
        elif not organisers and role.note == "auspices":
            field.roles[index] = role._replace(role="organiser", confidence=0.5)
        elif not organisers and role.rule in ("subject-host", "agent-host") and field.lang == "en":
            field.roles[index] = role._replace(role="organiser", confidence=0.7)


def _alone(field: Field, index: int, role: Role) -> Role:
    """A weak organiser that no sure one contradicts: in French and English surer right before its verb."""
    name = field.names[index]
    if field.lang_at(index) == "ar":
        return role._replace(note=None, confidence=_EVENT_NEAR if _acts_on_event(field, index, role) else _NO_EVENT)
    near = role.rule == "subject-organiser" and role.confidence > _NEAR and name.rule != "capitals-before-verb"
    return role._replace(note=None, confidence=max(role.confidence, _UNCONTRADICTED) if near else role.confidence)


def _acts_on_event(field: Field, index: int, role: Role) -> bool:
    """Whether an event is named right beside an Arabic verb and its subject ("قادت الحملة …", "أجرت … زيارة")."""
    arabic, name = arabic_words(), field.names[index]
    start = max(field.sentence_start(role.cue[0]), role.cue[0] - _BESIDE)
    stop = min(field.sentence_end(role.cue[1]), max(role.cue[1], name.end) + _BESIDE)
    words = field.folded[start:stop].replace(",", " ").replace('"', " ").split()
    return any(arabic.bare(word.removeprefix(arabic.inside)) in arabic.event for word in words)
