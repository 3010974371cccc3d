"""Who hosts an event without a verb of hosting: the body at whose seat it is held, and the body that is visited."""

from __future__ import annotations

from etl.institutions.field import SIGNS, VERBS, Field, Role
from etl.institutions.grammar import arabic_words, latin_words
from etl.institutions.mention import Name
from etl.institutions.verbs import stands_for, subject_of
from etl.vocabulary import Hit

_SENTENCE = 400  # characters of a sentence that are looked at before a name
_PASSING = "passing"  # "تم بمدرسة … تنظيم": holds only right before the body
_NEAR_PERSON = 6  # words between a person and the body that employs them
_HALL = 64  # characters before a name in which its hall may stand
_HALL_WORDS = 4  # words between a hall and the body whose it is ("بقاعة الاجتماعات الكبرى لعمالة …")
_FRONTED = 40  # characters between a seat that opens its sentence and the comma behind it
_FRONTED_WORDS = 6  # words before such a seat ("Two days later, at")
_SEAT = 14  # characters before a name in which "at the" stands
_PARENT = 6  # characters between a unit and its parent ("إدارة … في مديرية …")
_PARTS = frozenset({"faculty", "library", "center"})  # of a university: "the Faculty of Health at Iringa University"
_VISIT = 140  # characters between a visit and the body visited


def seat_hosts(field: Field) -> None:
    """A named body at whose seat the event is held: with a bare "ب", in its hall, "at", "au"."""
    for index, name in enumerate(field.names):
        known = field.roles[index]
        if known is not None and known.role == "host" and _is_venue(field, name):
            field.roles[index] = None
        if known is not None or not _is_body(field, name):
            continue
        if field.lang_at(index) == "ar" and (hall := _hall(field, name)):
            field.roles[index] = Role("host", "hall", 0.85, hall)
        elif (
            name.reference != "short"
            and _is_seat(field, index, name)
            and (held := _held_before(field, name) or _held_after(field, index, name))
        ):
            field.roles[index] = Role("host", "seat", 0.8, (held.start, held.end))


def visited_hosts(field: Field) -> None:
    """Whom a visit leads to is its host; who visits organises it, where the verb says so."""
    for cue in field.cues:
        if cue.kind == "visit" and cue.value == "noun":
            _visited_after_noun(field, cue)
        elif cue.kind == "visit":
            _visited_by_verb(field, cue)


def _is_body(field: Field, name: Name) -> bool:
    """Whether a name is that of a body with a seat, not of a venue."""
    return name.kind in arabic_words().host_kind and not _is_venue(field, name)


def _is_venue(field: Field, name: Name) -> bool:
    """Whether the head is that of a building that anyone may hire ("مركب", "مجمع")."""
    arabic = arabic_words()
    return arabic.bare(field.folded[name.start : name.end].split(" ", 1)[0]) in arabic.venue_head


def _is_seat(field: Field, index: int, name: Name) -> bool:
    arabic = arabic_words()
    if (lang := field.lang_at(index)) == "ar":
        particle = name.prefix.removesuffix(arabic.article)
        if not particle and _word_before(field, name) == arabic.into_word:
            return index == 0 or field.starts[index] - field.names[index - 1].end > _PARENT
        return particle.endswith(arabic.inside)
    previous = field.names[index - 1] if index else name
    if name.kind == "university" and previous.kind in _PARTS and 0 < name.word_start - previous.end <= _SEAT:
        return False
    owner = previous if index and field.folded[previous.end : name.word_start] == "'s " else name
    before = " " + field.folded[max(0, owner.word_start - _SEAT) : owner.word_start].replace("\n", " ")
    return before.endswith(tuple(latin_words(lang).seat))


def _word_before(field: Field, name: Name) -> str:
    return field.folded[max(0, name.word_start - 16) : name.word_start].rstrip(" ").rsplit(" ", 1)[-1]


def _hall(field: Field, name: Name) -> tuple[int, int] | None:
    """Folded span of the hall of a body: "بمدرج كلية …", "على قاعة المكتبة", "بقاعة الاجتماعات لعمالة …"."""
    arabic = arabic_words()
    particle = name.prefix.removesuffix(arabic.article)
    if particle not in ("", arabic.toward, arabic.hidden_article, arabic.inside):
        return None
    floor = max(field.sentence_start(name.word_start), name.word_start - _HALL)
    words = field.folded[floor : name.word_start].split()
    if words and (same := words[-1].removeprefix(arabic.inside)) in arabic.same and same != words[-1]:
        particle, words = arabic.inside, words[:-1]
    near = _HALL_WORDS if particle else 1
    for back in range(1, min(near, len(words)) + 1):
        word = words[-back]
        inside = word.startswith(arabic.inside) and arabic.bare(word[1:]) in arabic.hall
        leads = arabic.bare(word) in arabic.hall and len(words) > back and words[-back - 1] in arabic.hall_link
        if (inside or leads) and not (near == 1 and arabic.definite(word.removeprefix(arabic.inside))):
            start = field.folded.rfind(word, floor, name.word_start)
            return start, start + len(word)
    return None


def _held_before(field: Field, name: Name) -> Hit | None:
    """The word that says an event is held, earlier in the sentence, with no person between."""
    floor = max(field.sentence_start(name.word_start), name.word_start - _SENTENCE)
    index, bare = field.cue_from(name.word_start) - 1, arabic_words().bare
    while index >= 0 and field.cue_starts[index] >= floor:
        cue = field.cues[index]
        far = cue.value == _PASSING and cue.end < name.word_start - 1
        if not far and (cue.kind in VERBS or cue.kind in ("held", "passive")):
            persons = field.words(field.lang_of(cue)).person
            between = field.folded[cue.end : name.word_start].replace(",", " ").split()
            return None if any(bare(word) in persons for word in between[-_NEAR_PERSON:]) else cue
        index -= 1
    return None


def _held_after(field: Field, index: int, name: Name) -> Hit | None:
    """The verb after a seat that opens its sentence: "At Ibn Zohr School in Saba, the club held …"."""
    start = field.sentence_start(name.word_start)
    if field.lang_at(index) == "ar" or len(field.folded[start : name.word_start].split()) > _FRONTED_WORDS:
        return None
    stop = field.sentence_end(name.end)
    comma = field.folded.find(",", name.end, min(stop, name.end + _FRONTED))
    first = field.cue_from(max(comma, name.end))
    for cue in field.cues[first : first + 4] if comma >= 0 else ():
        if cue.word_start < stop and (cue.kind in VERBS or cue.kind in ("held", "passive")):
            return cue
    return None


def _visited_after_noun(field: Field, cue: Hit) -> None:
    """As in "زيارة ميدانية إلى مركز …", "زيارة لمتحف …"."""
    arabic, stop = arabic_words(), min(field.sentence_end(cue.end), cue.end + _VISIT)
    index = field.name_from(cue.end)
    while index < len(field.names) and field.starts[index] < stop:
        name = field.names[index]
        particle = name.prefix.removesuffix(arabic.article)
        led = particle in (arabic.toward, arabic.hidden_article) and not field.folded[cue.end : name.word_start].strip()
        if led or (not particle and _word_before(field, name) == arabic.onto_word):
            if name.kind in arabic.host_kind:
                field.give([index], Role("host", "visited", 0.8, (cue.start, cue.end)))
            return
        index += 1


def _visited_by_verb(field: Field, cue: Hit) -> None:
    """As in "زار وفد من جمعية … مستشفى …": who visits, and the object of the verb."""
    arabic = arabic_words()
    visitors = [index for index in subject_of(field, cue)[0] if _close(field, index, cue)]
    field.give(visitors, Role("organiser", "visitor", 0.6, (cue.start, cue.end), "weak"))
    after = max([cue.end, *(field.names[index].end for index in visitors)])
    stop = field.next_verb(cue.end, min(field.sentence_end(cue.end), after + _VISIT))
    index = field.name_from(after)
    while index < len(field.names) and field.starts[index] < stop:
        name = field.names[index]
        free = not name.prefix.removesuffix(arabic.article) and _word_before(field, name) not in arabic.governor
        if field.roles[index] is None and free and name.kind in arabic.host_kind:
            field.give([index], Role("host", "visited", 0.75, (cue.start, cue.end)))
            return
        index += 1


def _close(field: Field, index: int, cue: Hit) -> bool:
    """Whether a visitor stands right at its verb, or a delegation of it does."""
    name = field.names[index]
    gap = field.folded[cue.end : name.word_start]
    return name.end <= cue.word_start or not gap.strip(SIGNS) or stands_for(gap)
