"""The names that a cue lists: one after another, as long as only commas, links and brackets stand between."""

from __future__ import annotations

from etl.institutions.field import SIGNS, Field
from etl.institutions.grammar import arabic_words, latin_words
from etl.institutions.mention import Name

_GAP = 90  # characters between two items of a list
_BRACKETS = 90  # characters in brackets behind an item
_ITEM = 45  # characters of an item that reads as no name
_UNKNOWN_WORDS = 6  # words of such an item in Arabic
_OPENING_WORDS = 4  # words between a cue and its first name: "ممثلي", "the representatives of"
_PLACE_WORDS = 3  # "في" and a town, behind an item
_LONGEST = 24
_MOST_SKIPPED = 2


def list_from(
    field: Field,
    position: int,
    lang: str,
    *,
    opening: bool,
    capitals: bool = True,
    places: bool = True,
    agent: bool = False,
) -> list[int]:
    """Indices of the names listed from a position on.

    Args:
        field: names and cues.
        position: behind the cue, or behind a name whose list may go on.
        lang: the list's language.
        opening: whether the list begins here; else a comma or a link must stand before the first name.
        capitals: whether capitals without a head noun count as a name.
        places: whether capitals that name a place count as a name.
        agent: whether the list says who organises.
    """
    items: list[int] = []
    skipped = 0
    while len(items) < _LONGEST:
        first = opening and not items
        index: int | None = field.name_from(position)
        if index is None or index == len(field.names) or not linked(field, position, index, lang, opening=first):
            index = (
                _add_capitals(field, position, lang, opening=first, places=places, agent=agent) if capitals else None
            )
        if index is not None:
            items.append(index)
            position = past_brackets(field.folded, field.names[index].end)
        elif lang == "ar" or not items or skipped == _MOST_SKIPPED or not (after := _past_item(field, position)):
            break
        else:
            skipped, position = skipped + 1, after
    return items


def linked(field: Field, position: int, index: int, lang: str, *, opening: bool = False) -> bool:
    """Whether a list goes on from a position to a name."""
    name = field.names[index]
    if name.word_start - position > _GAP:
        return False
    gap = field.folded[position : name.word_start]
    if "\n" in gap or field.cue_between(position, name.word_start):
        return False
    plain = gap.strip(SIGNS)
    if opening:
        return _opens(field, plain, lang) or (lang == "ar" and bool(plain) and _joined_in_arabic(name, gap, plain))
    if lang != "ar":
        return ("," in gap or bool(plain)) and plain in latin_words(lang).connector
    return _joined_in_arabic(name, gap, plain)


def _joined_in_arabic(name: Name, gap: str, plain: str) -> bool:
    arabic = arabic_words()
    joined = name.prefix.startswith(arabic.conjunction) or "," in gap
    if name.prefix.removeprefix(arabic.conjunction).removesuffix(arabic.article):
        return False
    if plain in arabic.connector:
        return joined or bool(plain)
    words = plain.split()
    if words[0] == arabic.into_word and len(words) <= _PLACE_WORDS:
        return joined
    unknown = len(words) <= _UNKNOWN_WORDS and "." not in plain
    itemised = name.prefix.startswith(arabic.conjunction) or gap.rstrip(" ").endswith(",")
    return itemised and unknown and not any(
        word in arabic.verb or word in arabic.stop or word in arabic.event for word in words
    )  # fmt: skip


def _opens(field: Field, plain: str, lang: str) -> bool:
    """Whether only a link or the people of the institution stand between a cue and its first name."""
    settings = field.words(lang)
    if plain in settings.connector:
        return True
    words = plain.split()
    if len(words) > _OPENING_WORDS:
        return False
    joiner = arabic_words().conjunction
    if any(word in settings.governor or word.removeprefix(joiner) in settings.governor for word in words):
        return True
    return lang == "ar" and len(words) <= 2 and words[-1] in arabic_words().opening_link


def is_subject_of_next(field: Field, items: list[int]) -> bool:
    """As in "En partenariat avec X, Y organise": the last item of a list without "et" is the subject of the verb."""
    if len(items) < 2 or (lang := field.lang_at(items[-1])) == "ar":
        return False
    last, before = field.names[items[-1]], field.names[items[-2]]
    gap = field.folded[before.end : last.word_start].strip(SIGNS).split()
    if any(word in latin_words(lang).closing for word in gap):
        return False
    index = field.cue_from(last.end)
    return index < len(field.cues) and field.cues[index].kind == "subject" and field.cue_starts[index] - last.end <= 3


def coordinated_back(field: Field, index: int) -> list[int]:
    """A name and those before it that commas and "and" alone join to it."""
    items, lang = [index], field.lang_at(index)
    while index > 0 and field.roles[index - 1] is None:
        end = past_brackets(field.folded, field.names[index - 1].end)
        if not linked(field, end, index, lang) or "." in field.folded[end : field.starts[index]]:
            break
        index -= 1
        items.append(index)
    return items


def _add_capitals(field: Field, position: int, lang: str, *, opening: bool, places: bool, agent: bool) -> int | None:
    """A name in capitals without a head noun, where a cue or a list says that one must stand."""
    if lang == "ar":
        return None
    start = position if opening else _past_connector(field.folded, position, lang)
    name = None if start is None else field.latin().capitalised(start, lang, places=places, agent=agent)
    return None if name is None else field.insert(name)


def _past_connector(folded: str, position: int, lang: str) -> int | None:
    """Past a comma or an "and" of a list; None where none stands there."""
    end = position
    while end < len(folded) and folded[end] in ' ,"':
        end += 1
    word = folded[end : end + 4].split(" ", maxsplit=1)[0]
    if word in latin_words(lang).and_:
        return end + len(word)
    return end if "," in folded[position:end] else None


def _past_item(field: Field, position: int) -> int:
    """To the comma behind an item of a list that reads as no name; 0 where none is near."""
    folded = field.folded
    first = folded.find(",", position, position + _ITEM // 3)
    comma = folded.find(",", first + 1, first + _ITEM) if first == position else first
    between = folded[position : max(comma, 0)]
    if comma < 0 or "." in between or "\n" in between or field.cue_between(position, comma):
        return 0
    return comma


def past_brackets(folded: str, position: int) -> int:
    """Past what stands in brackets behind an item of a list."""
    opening = folded.find("(", position, position + 3)
    closing = folded.find(")", opening, opening + _BRACKETS) if opening >= 0 else -1
    return closing + 1 if closing >= 0 else position
