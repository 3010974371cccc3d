"""The subject of a verb and the agent of a passive: who organises, hosts, pays or takes part.

In Arabic the subject stands after the verb, unless a name stands right before it ("المركز، الذي نظم …"); in French and
English it stands before.
"""

from __future__ import annotations

from etl.institutions.field import SIGNS, VERBS, Field, role_of
from etl.institutions.grammar import arabic_words, latin_words
from etl.institutions.lists import coordinated_back, list_from, past_brackets
from etl.institutions.mention import Name
from etl.institutions.phrases import is_of_work
from etl.vocabulary import Hit

_AGENT_REACH = 160  # characters between a participle and its agent ("organisé, mardi dernier à Casablanca, par")
_SUBJECT_REACH = 320  # characters between a verb and its subject
_RELATIVE_GAP = 48  # characters between a name and the verb of its relative clause
_BEFORE = 48  # characters looked at for what governs a name
_HOSTED = 80  # characters after a verb of hosting in which its event is named
_DELEGATION = 4  # words between a verb and the body whose delegation acts
_LINK = 12  # characters of "et" and an article between two names
_HALL_WORDS = 5  # words between a verb of hosting and the body whose hall it is


def read_verb(field: Field, order: int) -> None:
    """Give the role of a verb or a participle to its agent, or else to its subject.

    Args:
        field: names and cues.
        order: index of the verb among the cues.
    """
    cue = field.cues[order]
    lang = field.lang_of(cue)
    agent = _agent(field, order)
    if agent and (lang == "ar" or cue.kind == "passive" or _is_participle(field, order)):
        role = role_of(cue, "agent", 0.95, agent.end)
        if lang == "ar" or not is_of_work(field, cue, latin_words(lang)):
            capitals, places = role.role != "host", lang == "ar"
            items = list_from(field, agent.end, lang, opening=True, capitals=capitals, places=places, agent=True)
            field.give(items, role)
    elif cue.kind != "passive" and (cue.value != "host" or lang == "ar" or hosts_event(field, cue)):
        items, sure = subject_of(field, cue)
        field.give(items, role_of(cue, "subject", sure))


def hosts_event(field: Field, cue: Hit) -> bool:
    """Whether the object of a French or English verb of hosting is an event: a bank that houses seeds hosts none."""
    words = latin_words(field.lang_of(cue))
    near = field.folded[cue.end : min(field.sentence_end(cue.end), cue.end + _HOSTED)].replace("'", "' ")
    return any(word.strip(SIGNS + ".") in words.event for word in near.replace("-", " ").split())


def _is_participle(field: Field, order: int) -> bool:
    """Whether a verb's form is a participle as well ("organised"), which an agent may follow."""
    start, near = field.cues[order].start, field.cues[max(0, order - 2) : order + 3]
    return any(other.kind == "passive" and other.start == start for other in near)


def subject_of(field: Field, cue: Hit) -> tuple[list[int], float]:
    """Indices of the names that are a verb's subject, and how sure that is; none where it is a passive."""
    return _subject_after(field, cue) if field.lang_of(cue) == "ar" else _subject_before(field, cue)


def _agent(field: Field, order: int) -> Hit | None:
    """The agent's preposition after a verb or participle, before any other verb of the sentence."""
    cue = field.cues[order]
    if cue.kind == "object_subject" or cue.value == "participant":
        return None
    stop = min(field.sentence_end(cue.end), cue.end + _AGENT_REACH)
    for index in range(order + 1, len(field.cues)):
        other = field.cues[index]
        if other.word_start >= stop:
            return None
        if other.kind == "agent":
            return other
        if (other.kind in VERBS or other.kind == "passive") and other.start != cue.start:
            return None
    return None


def _subject_after(field: Field, cue: Hit) -> tuple[list[int], float]:
    """The subject of an Arabic verb: the first name after it that no preposition, person or cue owns."""
    if cue.kind != "object_subject":
        before = _antecedent(field, cue)
        if before is not None:
            return coordinated_back(field, before), 0.9
        if _holds_indefinite(field.folded, cue):
            return [], 0.0
    limit = min(field.sentence_end(cue.end), cue.end + _SUBJECT_REACH)
    limit = field.next_verb(cue.end, limit)
    index = field.name_from(cue.end)
    while index < len(field.names) and field.starts[index] < limit:
        if field.roles[index] is None and _may_be_subject(field, index, cue):
            near = not field.folded[cue.end : field.starts[index]].strip(SIGNS)
            return [index, *_coordinated(field, index)], 0.97 if near else 0.88
        index += 1
    return [], 0.0


def _may_be_subject(field: Field, index: int, cue: Hit) -> bool:
    """Whether a name after an Arabic verb is governed by nothing but the verb."""
    name, arabic = field.names[index], arabic_words()
    bare = name.prefix.removesuffix(arabic.article)
    gap = field.folded[cue.end : name.word_start]
    if cue.value == "host" and len(words := gap.replace(",", " ").split()) > 1:
        return len(words) <= _HALL_WORDS and words[0] in arabic.hall and bare in ("", arabic.inside, arabic.toward)
    if bare:
        return False
    if stands_for(gap):
        return True
    before = gap.rstrip(" ")
    if before[-1:] in ',"' or not gap.strip(SIGNS):
        return True
    word = before.rsplit(" ", 1)[-1].strip(SIGNS)
    if cue.value != "host" and arabic.bare(word) in arabic.hall:
        return False
    if word in arabic.governor:
        return cue.value == "host" and word in arabic.hall
    return word[1:] not in arabic.governor or word[0] not in arabic.inside + arabic.toward + arabic.conjunction


def stands_for(gap: str) -> bool:
    """Whether the words between a verb and an Arabic name are a delegation or members that act for it.

    Args:
        gap: folded text between the verb and the name: "وفد من", "بعثة مشتركة من", "ممثلون عن", "متطوعو".

    Returns:
        True where what the people do is the body's own doing.
    """
    arabic, words = arabic_words(), gap.replace(",", " ").split()
    if len(words) == 1:
        return words[0] in arabic.member
    if not 1 < len(words) <= _DELEGATION or words[-1] not in arabic.delegated_by:
        return False
    return arabic.bare(words[0]) in arabic.delegation


def _holds_indefinite(folded: str, cue: Hit) -> bool:
    """A verb right before an indefinite event ("نظمت ندوة") is a passive."""
    return folded[cue.end : cue.end + 24].lstrip(" ").split(" ", 1)[0].strip(SIGNS) in arabic_words().event


def _antecedent(field: Field, cue: Hit) -> int | None:
    """The name right before a verb, with or without a relative pronoun ("المركز، الذي نظم …")."""
    index = field.name_from(cue.word_start) - 1
    if index < 0 or cue.word_start - field.names[index].end > _RELATIVE_GAP:
        return None
    gap = field.folded[field.names[index].end : cue.word_start]
    if "\n" in gap or "." in gap:
        return None
    arabic, words = arabic_words(), gap.replace(",", " ").replace('"', " ").split()
    if words and words[-1] in arabic.relative:
        near = words[-2:-1]
        return None if near and (arabic.bare(near[0]) in arabic.event or near[0] in arabic.stop) else index
    if words or field.roles[index] is not None or "," in gap:
        return None
    return index if _stands_free(field, index) else None


def _stands_free(field: Field, index: int) -> bool:
    """Whether an Arabic name is governed by nothing before it."""
    name, arabic = field.names[index], arabic_words()
    if name.prefix.removesuffix(arabic.article) not in ("", arabic.conjunction):
        return False
    before = field.folded[max(0, name.word_start - _BEFORE) : name.word_start]
    if before.rstrip(" ").rsplit(" ", 1)[-1].strip(SIGNS) not in arabic.governor:
        return True
    words = before.rsplit("\n", 1)[-1].split()
    if not words or words[-1] not in arabic.delegated_by:
        return False
    return any(stands_for(" ".join(words[-count:])) for count in range(2, _DELEGATION + 1))


def _coordinated(field: Field, index: int) -> list[int]:
    """Names after one that commas and "and" alone join to it."""
    position = past_brackets(field.folded, field.names[index].end)
    items = list_from(field, position, field.lang_at(index), opening=False)
    return [item for item in items if field.roles[item] is None]


def _subject_before(field: Field, cue: Hit) -> tuple[list[int], float]:
    """The subject of a French or English verb: the last name before it that nothing owns or governs."""
    lang = field.lang_of(cue)
    floor = max(field.sentence_start(cue.word_start), cue.word_start - _SUBJECT_REACH)
    index = field.name_from(cue.word_start) - 1
    while index >= 0 and field.names[index].start >= floor:
        if field.roles[index] is None and not _governed(field, index, lang, floor):
            near = not field.folded[field.names[index].end : cue.word_start].strip(SIGNS)
            items = coordinated_back(field, index)
            if (added := _headless_back(field, items[-1], lang, floor)) is not None:
                items = [*(item + 1 for item in items), added]
            return items, 0.95 if near else 0.8
        index -= 1
    latin = field.latin()
    name = latin.headless_before(cue.word_start, floor) if lang == "fr" else None
    name = name or latin.capitalised_before(cue.word_start, lang, floor) or _opening_capitals(field, lang, cue)
    if name is None or (added := field.insert(name)) is None:
        return [], 0.0
    return [added], 0.9


def _headless_back(field: Field, index: int, lang: str, floor: int) -> int | None:
    """A French name of no known head that "et" joins to the first of a verb's subjects ("Les Scouts et la Ligue")."""
    words, start = latin_words(lang), field.starts[index]
    before = field.folded[max(floor, start - _LINK) : start].replace("'", "' ").split()
    while before and before[-1] in words.article:
        before.pop()
    if lang != "fr" or not before or before[-1] not in words.and_:
        return None
    name = field.latin().headless_before(field.folded.rindex(f" {before[-1]} ", 0, start), floor)
    return None if name is None else field.insert(name)


def _opening_capitals(field: Field, lang: str, cue: Hit) -> Name | None:
    """Capitals that open a sentence, before a comma: two words or an acronym ("Atlas Watch, with …, held")."""
    start = field.sentence_start(cue.word_start)
    name = field.latin().capitalised(start, lang, places=False) if cue.word_start - start < _SUBJECT_REACH else None
    if name is None or name.end >= cue.word_start or not field.folded.startswith(",", name.end):
        return None
    return name if " " in name.name or name.name.isupper() else None


def _governed(field: Field, index: int, lang: str, floor: int) -> bool:
    """Whether a preposition or a person's office stands before a French or English name and its article."""
    words, start = latin_words(lang), field.starts[index]
    tokens = field.folded[max(floor, start - _BEFORE) : start].replace("'", "' ").split()
    while tokens and tokens[-1] in words.article:
        tokens.pop()
    if not tokens or tokens[-1][-1] in ",:":
        return False
    return tokens[-1] in words.preposition or tokens[-1] in words.governor
