"""Where a French or an English name begins and ends: head noun, complements, and the capitals of the body.

A French name runs to the right of its head: adjectives, "de" and its noun, capitals. An English one also holds the
capitalised words before its head ("Tamale Technical University"), and ends where the capitals do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from etl.institutions.grammar import LatinWords, latin_words
from etl.institutions.mention import Name, one_line
from etl.text import Text
from etl.vocabulary import Hit, Scan, read_registry

_FRENCH = re.compile(r"([ ,]{0,3})((?:[ldnsmcj]|qu|jusqu)'|[^\W_]+(?:[.-][^\W_]+)*|&)")
_ENGLISH = re.compile(r"([ ,]{0,3})([^\W_]+(?:['.-][^\W_]+)*'?|&)")
_BEFORE = re.compile(r"([^\W_]+(?:['.&-][^\W_]+)*)[ ]{1,2}$")
_QUOTED = re.compile(r' ?" ?[^"\n]{2,60}"')
_WINDOW = 40  # characters looked at to the left for the word before; longer words are no name's
_LONGEST = 24  # words of a name


class LatinNames:
    """Reads the names in Latin letters of one scan."""

    def __init__(self, scan: Scan, heads: Mapping[int, Hit]) -> None:
        self._scan, self._heads = scan, heads
        self._folded = scan.text.folded
        self._cased = _cased(scan.text)
        self._places = frozenset(hit.start for hit in scan.of("places", "place"))

    def read(self, linked: Hit | None, head: Hit | None, plural: Hit | None, reach: int) -> Iterator[Name]:
        """Names that begin at (in English: have their head at) one place.

        Args:
            linked: a registry's name there.
            head: a head noun there.
            plural: a head noun in the plural there.
            reach: end of the name before; this one begins after it.
        """
        if linked is not None and not self._goes_on(linked):
            yield self._linked(linked)
            return
        if plural is not None and (head is None or plural.end > head.end):
            yield from self._shared_out(plural)
        elif head is not None:
            name = self._by_grammar(head, reach)
            if linked is not None and (name is None or name.end <= linked.end or self._words_of(linked) >= 4):
                yield self._linked(linked)
            elif name is not None:
                yield name
        elif linked is not None and not self._followed_by_head(linked):
            yield self._linked(linked)

    def capitalised(self, position: int, lang: str) -> Name | None:
        """A name without a head noun that begins here with a capital ("Atlas Watch"), after an article or quotes.

        Args:
            position: folded offset at which to look.
            lang: "fr" or "en".

        Returns:
            The run of capitalised words, or None where there is none or it is a person's or a weekday.
        """
        words = latin_words(lang)
        start = self._skip_determiner(position, words)
        found = self._token(start, lang)
        if found is None or not self._capital(found[1]) or found[0] in words.no_name or found[0] in words.title:
            return None
        end = self._run_from(found[2], lang, words, lists=False)
        if (
            lang == "fr"
            and (after := self._token(end, lang))
            and not after[3]
            and after[0].endswith(words.adjective_ending)
        ):
            end = after[2]
        run = self._folded[start:end].split()
        if (
            end <= start
            or start in self._places
            or run[-1] in words.no_subject
            or any(word in words.title for word in run)
        ):
            return None
        text = one_line(self._scan.text.words(start, end))
        return Name(start, end, start, "", None, text, "", "full", "capitals-after-cue", 0.6, None)

    def capitalised_before(self, position: int, lang: str, floor: int) -> Name | None:
        """A name without a head noun that ends right before a position ("Atlas Watch organised")."""
        words = latin_words(lang)
        start = end = position
        while end > floor and self._folded[end - 1] == " ":
            end -= 1
        start = end
        for _ in range(6):
            found = _BEFORE.search(self._folded[max(floor, start - _WINDOW) : start] + " ")
            if found is None:
                break
            first = start - (len(found.group(0)) - 1)
            word = found.group(1)
            if word in words.title:
                return None
            if not self._cased[first].isupper() or word in words.no_name:
                break
            start = first
            if start == floor or self._folded[start - 1] != " ":
                break
            start -= 1
        while start < end and not self._folded[start].isalnum():
            start += 1
        if start >= end or self._folded[start:end].split()[-1] in words.no_subject:
            return None
        text = one_line(self._scan.text.words(start, end))
        return Name(start, end, start, "", None, text, "", "full", "capitals-before-verb", 0.6, None)

    def _linked(self, hit: Hit) -> Name:
        row = read_registry("institutions")[hit.value]
        column = row[f"name_{self._scan.lang}"] or row["name_fr"] or row["name_en"] or row["name_ar"]
        text = self._scan.text.words(hit.start, hit.end)
        reference = "acronym" if " " not in text and text.isupper() else "full"
        return Name(hit.start, hit.end, hit.start, "", hit.value, column, row["kind"], reference, "registry", 0.97)

    def _by_grammar(self, head: Hit, reach: int) -> Name | None:
        lang = head.lang or self._scan.lang
        start, end = head.start, head.end
        if lang == "en":
            if self._capital(start):
                start = self._left(start, reach)
                end = self._run(head.start, lang, latin_words(lang))
            elif (opened := self._token(end, lang)) and opened[0] in latin_words(lang).of:
                end = self._run_from(end, lang, latin_words(lang))
        else:
            end = self._french_end(head)
        text = one_line(self._scan.text.words(start, end))
        if start == head.start and end == head.end and " " not in text:
            if self._determined(start, latin_words(lang)):
                return Name(start, end, start, "", None, text, head.value, "short", "head-alone", 0.6)
            return None
        kind = self._last_head(head, end) if lang == "en" else head.value
        return Name(start, end, start, "", None, text, kind, "full", "head-and-complements", 0.9)

    def _last_head(self, head: Hit, end: int) -> str:
        """The kind that the last noun of an English compound says ("Royal Police Institute")."""
        kind, position = head.value, head.end
        while position < end and (after := self._heads.get(position + 1)) and after.kind == "head":
            kind, position = after.value, after.end
        return kind

    def _determined(self, start: int, words: LatinWords) -> bool:
        """Whether an article or a demonstrative stands right before: what a short reference needs."""
        before = self._folded[max(0, start - 8) : start].rstrip(" ")
        word = before.rsplit(" ", 1)[-1]
        return word in words.determiner or word.rsplit("'", 1)[0][-1:] + "'" in words.determiner

    def _words_of(self, hit: Hit) -> int:
        return self._folded.count(" ", hit.start, hit.end) + 1

    def _goes_on(self, linked: Hit) -> bool:
        """Whether a name of the registry may be the beginning of a longer one."""
        return (
            self._heads.get(linked.start) is not linked
            or self._followed_by_head(linked)
            or self._words_of(linked) < 4
            and any(hit.kind == "head" for hit in (self._heads[linked.start],))
        )

    def _followed_by_head(self, linked: Hit) -> bool:
        """ "European Union Delegation": the capitalised head noun after it makes another body of it."""
        after = self._heads.get(linked.end + 1)
        return (
            after is not None and after.kind == "head" and after.lang == "en"
            and self._folded[linked.end] == " " and self._capital(after.start)
        )  # fmt: skip

    def _capital(self, position: int) -> bool:
        return self._cased[position].isupper()

    def _token(self, position: int, lang: str) -> tuple[str, int, int, bool] | None:
        """The next word: folded form, start, end, and whether a comma stands before it."""
        found = (_FRENCH if lang == "fr" else _ENGLISH).match(self._folded, position)
        if found is None:
            return None
        return found.group(2), found.start(2), found.end(), "," in found.group(1)

    def _skip_determiner(self, position: int, words: LatinWords) -> int:
        for _ in range(3):
            while position < len(self._folded) and self._folded[position] in ' ":':
                position += 1
            for form in (*words.article, *words.of):
                after = position + len(form)
                if self._folded.startswith(form, position) and (
                    form[-1] == "'" or self._folded[after : after + 1] == " "
                ):
                    position = after
                    break
            else:
                return position
        return position

    def _left(self, start: int, reach: int) -> int:
        """Where the capitalised words before an English head begin."""
        words = latin_words("en")
        floor = max(reach, 0)
        for _ in range(6):
            found = _BEFORE.search(self._folded[max(floor, start - _WINDOW) : start])
            if found is None:
                break
            first = start - len(found.group(0))
            if not self._capital(first) or found.group(1) in words.no_name or found.group(1) in words.title:
                break
            start = first
        return start

    def _run(self, start: int, lang: str, words: LatinWords) -> int:
        """Where a run of capitalised words ends, "of the", "for" and "and" inside it."""
        found = self._token(start, lang)
        return start if found is None else self._run_from(found[2], lang, words)

    def _run_from(self, position: int, lang: str, words: LatinWords, *, lists: bool = True) -> int:
        end = position
        for _ in range(_LONGEST):
            found = self._token(end, lang)
            if found is None or found[3]:
                if found is not None and lists and self._list_goes_on(found[1], lang, words):
                    end = found[2]
                    continue
                return end
            word, start, stop, _comma = found
            if self._capital(start) and word not in words.title and not self._name_after(end, start):
                end = stop
                continue
            stop = self._link(word, start, stop, lang, words)
            if not stop:
                return end
            end = stop
        return end

    def _name_after(self, end: int, start: int) -> bool:
        hit = self._heads.get(start)
        return hit is not None and hit.kind == "name" and self._folded[end:start] != " "

    def _link(self, word: str, start: int, stop: int, lang: str, words: LatinWords) -> int:
        """Past a link word and the capital that it leads to; 0 where the name does not go on."""
        if word in words.of or word in words.inside:
            return self._linked_capital(stop, lang, words, word)
        if word not in words.and_:
            return 0
        after = self._token(stop, lang)
        if after is None or after[3] or not self._capital(after[1]):
            return 0
        if self._begins_name(after[1], lang, words) or self._cased[after[1] : after[2]].isupper():
            return 0
        return after[2]

    def _begins_name(self, start: int, lang: str, words: LatinWords) -> bool:
        """Whether a name of its own begins after "and": a registry's, a head with "of", or capitals with a head."""
        hit = self._heads.get(start)
        if hit is None:
            return self._own_head(start, lang)
        after = self._token(hit.end, lang)
        return hit.kind == "name" or (after is not None and not after[3] and after[0] in words.of)

    def _linked_capital(self, position: int, lang: str, words: LatinWords, link: str) -> int:
        after = self._token(position, lang)
        while after is not None and not after[3] and after[0] in words.article:
            after = self._token(after[2], lang)
        if after is None or after[3] or not self._capital(after[1]):
            return 0
        if link in words.inside and after[0] not in words.inside_object:
            return 0
        return after[2] if after[0] not in words.no_name else 0

    def _own_head(self, start: int, lang: str) -> bool:
        """Whether a run of capitals has a head noun of its own at its end ("and Cedar Foundation")."""
        position = start
        for _ in range(5):
            found = self._token(position, lang)
            if found is None or found[3] or not self._capital(found[1]):
                return False
            hit = self._heads.get(found[1])
            if hit is not None and hit.kind == "head" and found[1] != start:
                return True
            position = found[2]
        return False

    def _list_goes_on(self, start: int, lang: str, words: LatinWords) -> bool:
        """ "Ministry of Trade, Industry and Energy": capitals up to an "and" with a capital, no head among them."""
        position = start
        for _ in range(8):
            found = self._token(position, lang)
            if found is None:
                return False
            word, first, stop, _comma = found
            if word in words.and_:
                after = self._token(stop, lang)
                return (
                    position != start and after is not None and self._capital(after[1])
                    and after[1] not in self._heads and not self._own_head(after[1], lang)
                    and not self._cased[after[1] : after[2]].isupper()
                )  # fmt: skip
            if not self._capital(first) or first in self._heads or self._cased[first:stop].isupper():
                return False
            position = stop
        return False

    def _french_end(self, head: Hit) -> int:
        """Where a French name ends: adjectives, "de" with its noun, capitals, and lists under one "de"."""
        words = latin_words("fr")
        end, noun, complements = head.end, True, 0
        form = self._folded[head.start : head.end]
        if (quoted := _QUOTED.match(self._folded, end)) is not None:
            return quoted.end()
        for _ in range(_LONGEST):
            found = self._token(end, "fr")
            if found is None:
                quoted = _QUOTED.match(self._folded, end) if not complements else None
                return quoted.end() if quoted else end
            word, start, stop, comma = found
            if comma:
                if not (complements and self._comma_goes_on(start, word, stop, words)):
                    return end
                if word in words.of:
                    taken = self._complement(stop, words)
                    if not taken:
                        return end
                    stop = taken
                end, complements = stop, complements + 1
                continue
            taken = self._french_word(word, start, stop, form, words, noun)
            if not taken:
                return end
            end, complements = taken, complements + 1
            noun = word in words.of or self._capital(start)
        return end

    def _french_word(self, word: str, start: int, stop: int, form: str, words: LatinWords, noun: bool) -> int:
        """Past the next word of a French name and what it takes with it; 0 where the name is over."""
        if word in words.of:
            return self._complement(stop, words)
        if word in words.and_:
            return self._french_and(stop, words)
        cased = self._cased[start:stop].lower()
        if cased in words.at and form in words.takes_at:
            return self._complement(stop, words)
        if word in words.purpose or (word in words.about and form in words.takes_about):
            after = self._token(stop, "fr")
            return self._complement(stop, words) if after and after[0] in words.article else 0
        if word in words.stop or word in words.verb or word in words.title or word in words.article:
            return 0
        if self._capital(start):
            hit = self._heads.get(start)
            return stop if hit is None or hit.kind != "name" else 0
        if word in words.adjective or word.endswith(words.adjective_ending):
            return stop
        return stop if noun and self._adjective_like(word, stop, words) else 0

    def _adjective_like(self, word: str, stop: int, words: LatinWords) -> bool:
        """An unknown word that ends like an adjective and has no object behind it, as a verb would."""
        after = self._token(stop, "fr")
        return (
            word[-1] in "es"
            and len(word) > 4
            and (after is None or after[3] or after[0] not in words.article and after[0] not in words.stop)
        )

    def _complement(self, position: int, words: LatinWords) -> int:
        """Past the article and the noun after "de"; 0 where no noun of a name stands there."""
        after = self._token(position, "fr")
        while after is not None and not after[3] and after[0] in words.article:
            after = self._token(after[2], "fr")
        if after is None or after[3] or after[0] in words.stop or after[0] in words.title or after[0][0].isdigit():
            return 0
        return after[2]

    def _french_and(self, position: int, words: LatinWords) -> int:
        """Past "et" and what it joins inside the name; 0 where it joins another name or a clause."""
        after = self._token(position, "fr")
        if after is None or after[3]:
            return 0
        word, start, stop, _comma = after
        if word in words.of or self._cased[start:stop].lower() in words.at:
            return 0 if self._head_behind(stop, words) else self._complement(stop, words)
        if word in words.article or word in words.stop or word in words.verb or start in self._heads:
            return 0
        if self._capital(start):
            return 0 if self._cased[start:stop].isupper() and stop - start > 1 else stop
        return stop if word in words.adjective or word.endswith((*words.adjective_ending, "s", "tion", "ment")) else 0

    def _head_behind(self, position: int, words: LatinWords) -> bool:
        """Whether a capitalised head stands after "de" and an article: another institution, not a complement."""
        after = self._token(position, "fr")
        while after is not None and after[0] in words.article:
            after = self._token(after[2], "fr")
        return after is not None and after[1] in self._heads and self._capital(after[1])

    def _comma_goes_on(self, start: int, word: str, stop: int, words: LatinWords) -> bool:
        """ "de la Solidarité, de l'Insertion" or "économique, social et environnemental"."""
        if word in words.of:
            after = self._token(stop, "fr")
            while after is not None and after[0] in words.article:
                after = self._token(after[2], "fr")
            return after is not None and self._capital(after[1]) and after[1] not in self._heads
        if self._capital(start) or not (word in words.adjective or word.endswith(words.adjective_ending)):
            return False
        after = self._token(stop, "fr")
        if after is None or after[0] not in words.and_:
            return False
        last = self._token(after[2], "fr")
        return last is not None and (last[0] in words.adjective or last[0].endswith(words.adjective_ending))

    def _shared_out(self, plural: Hit) -> Iterator[Name]:
        """ "les ministères de la Justice et de l'Intérieur": one institution for each complement."""
        lang = plural.lang or self._scan.lang
        words = latin_words(lang)
        position, pieces = plural.end, []
        for _ in range(8):
            found = self._token(position, lang)
            if found is not None and found[0] in words.and_:
                found = self._token(found[2], lang)
            if found is None or (found[0] not in words.of and (not pieces or lang == "fr")):
                break
            if found[0] in words.of or found[0] in words.article:
                end = self._linked_capital(found[2], lang, words, "")
            else:
                end = found[2] if self._capital(found[1]) else 0
            if not end:
                break
            while (
                (more := self._token(end, lang))
                and not more[3]
                and (
                    self._capital(more[1])
                    or more[0] in words.adjective
                    or more[0].endswith(words.adjective_ending or ("\0",))
                )
            ):
                end = more[2]
            pieces.append((found[1], end))
            position = end
        for order, (start, end) in enumerate(pieces):
            complement = self._scan.text.words(start, end)
            if lang == "en" and order and self._token(start, lang)[0] not in words.of:  # type: ignore[index]
                complement = "of " + complement
            first = plural.start if not order else start
            name = one_line(f"{plural.value} {complement}")
            yield Name(first, end, first, "", None, name, "ministry", "full", "shared-head", 0.9)


def _cased(text: Text) -> str:
    """The body's letters at the offsets of the folded text."""
    if text.starts is None:
        return text.body
    return "".join([text.body[start] for start in text.starts[: len(text.folded)]])
