"""Every name of an institution in a text: from the registry where it knows it, else by the grammar of names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from etl.institutions.arabic import ArabicName
from etl.institutions.grammar import arabic_words
from etl.institutions.latin import LatinNames
from etl.institutions.mention import Name, one_line, registry_name
from etl.text import fold
from etl.vocabulary import Hit, Scan, read_registry

_ACRONYM = re.compile(r'[ "]{0,2}\( ?([^\W\d_][\w.&-]{1,14}) ?\)')
_NEXT = re.compile(r" ([^\W\d_]+)")
_TRUSTED_WORDS = 4  # a registry name this long is never the beginning of another body's name
_LARGE = 100_000  # inhabitants of a town abroad that a text may be from
_TOWN = 20_000  # inhabitants of a town at home
_DATELINE = 80  # characters in which a title or a dateline says where a text is from
_HOME = "MA"  # the registry's own country: its ministries have namesakes everywhere


class Namer:
    """Reads the names of one scan.

    Attributes:
        parents: the body in which a unit stands ("مختبر … بكلية …"), by the start of the unit's name.
    """

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._folded = scan.text.folded
        hits = scan.of("institutions")
        self._hits = hits
        heads: dict[int, Hit] = {}
        for hit in hits:
            start = hit.start - len(hit.prefix)
            known = heads.get(start)
            if known is None or hit.end > known.end:
                heads[start] = hit
        self._heads = heads
        places = scan.of("places", "place")
        future = arabic_words().verb_particle
        self._places = {
            hit.start - len(hit.prefix): hit.end for hit in reversed(places) if not hit.prefix.endswith(future)
        }
        own = {hit.start for hit in places if not hit.prefix}
        self._arabic = ArabicName(self._folded, heads, self._places, own)
        self._latin: LatinNames | None = None
        self._abroad: bool | None = None
        self.parents: dict[int, Name] = {}

    def latin(self) -> LatinNames:
        """The reader of names in Latin letters; made only where a text has any."""
        if self._latin is None:
            self._latin = LatinNames(self._scan, self._heads)
        return self._latin

    def read(self) -> list[Name]:
        """All names in text order, none overlapping another."""
        names: list[Name] = []
        reach = -1
        grouped = self._grouped()
        for group in grouped:
            if group[0].end <= reach:
                continue
            for name in self._read_group(group, reach):
                if name.start >= reach:
                    names.append(name)
                    reach = name.end
        return names

    def _grouped(self) -> Iterator[list[Hit]]:
        """Hits that begin at one place, longest first, places in text order."""
        group: list[Hit] = []
        for hit in self._hits:
            if group and hit.start != group[0].start:
                yield group
                group = []
            group.append(hit)
        if group:
            yield group

    def _read_group(self, group: list[Hit], reach: int) -> Iterator[Name]:
        """The name that begins with one of the hits of a group; several under a head in the dual or plural."""
        folded = self._folded
        if group[0].kind == "no_name":
            return
        linked = next((hit for hit in group if hit.kind == "name" and self._is_name(hit)), None)
        head = next((hit for hit in group if hit.kind == "head"), None)
        plural = next((hit for hit in group if hit.kind == "heads"), None)
        if folded[group[0].start].isascii():
            yield from self.latin().read(linked, head, plural, reach)
        elif plural is not None and (head is None or plural.end >= head.end) and linked is None:
            yield from self._shared_out(plural)
        elif head is not None:
            yield from self._from_head(head, linked)
        elif linked is not None:
            yield self._linked(linked)

    def _from_head(self, head: Hit, linked: Hit | None) -> Iterator[Name]:
        """An Arabic name from its head, linked where the registry's name reaches as far as the grammar's."""
        walk = self._arabic
        if linked is not None and self._folded.count(" ", linked.start, linked.end) + 1 >= _TRUSTED_WORDS:
            yield self._linked(linked)
            return
        end = walk.read(head, head.value)
        if linked is None and walk.complements and walk.counted(head):
            yield self._by_grammar(head, end, "common")
            return
        if linked is not None and (linked.end >= end or linked.end == head.end):
            yield self._linked(linked)
            return
        if walk.complements:
            if walk.closed or walk.definite or walk.proper or walk.complements > 1:
                yield self._by_grammar(head, end)
        elif walk.definite:
            yield self._by_grammar(head, end, "short")
        else:
            yield from self._sharing(head)

    def _sharing(self, head: Hit) -> Iterator[Name]:
        """A bare head that shares the complement of the next one ("عمالة وجماعة تطوان")."""
        folded = self._folded
        position = head.end + 1
        following = self._heads.get(position)
        if following is None or following.kind != "head" or folded[head.end : position] != " ":
            return
        if following.prefix != arabic_words().conjunction:
            return
        end = self._arabic.read(following, following.value)
        if end > following.end and self._arabic.proper:
            words = self._scan.text.words
            name = one_line(f"{words(head.start, head.end)} {words(following.end, end)}")
            yield Name(head.start, head.end, head.word_start, head.prefix, self._known(name), name, head.value, "full",
                       "shared-complement", 0.85)  # fmt: skip

    def _shared_out(self, plural: Hit) -> Iterator[Name]:
        """A head in the dual or plural with its complements: one institution for each."""
        walk, words = self._arabic, arabic_words()
        end = walk.read(plural._replace(value="ministry"), "ministry")
        if not walk.complements:
            return
        text, folded = self._scan.text, self._folded
        pieces = _pieces(folded, plural.end, end, words.conjunction + words.article, plural.end - plural.start < 9)
        for order, (start, stop) in enumerate(pieces):
            name = one_line(f"{plural.value} {text.words(start, stop)}")
            first = plural.start if order == 0 else start
            yield Name(first, stop, first if order else plural.word_start, "" if order else plural.prefix,
                       self._known(name), name, "ministry", "full", "shared-head", 0.9)  # fmt: skip

    def _by_grammar(self, head: Hit, end: int, reference: str = "full") -> Name:
        start, name = self._start(head), self._full(head, end)
        if (parent := self._arabic.parent) is not None:
            whole = self._full(parent, end)
            self.parents[start] = Name(self._start(parent), end, parent.word_start, parent.prefix, self._known(whole),
                                       whole, parent.value, "full", "parent", 0.85)  # fmt: skip
        inner = self._heads.get(head.end + 1)
        if inner is not None and inner.kind == "name" and inner.end == end and self._names_only(head):
            return self._linked(inner)._replace(start=start, word_start=head.word_start, prefix=head.prefix)
        return Name(start, end, head.word_start, head.prefix, None, name, head.value, reference,
                    "head-alone" if reference == "short" else "head-and-complements",
                    0.6 if reference == "short" else 0.9)  # fmt: skip

    def _names_only(self, head: Hit) -> bool:
        return not head.prefix.endswith(arabic_words().article) and (
            self._folded[head.start : head.end] in arabic_words().naming_head
        )

    def _start(self, hit: Hit) -> int:
        """Where a name begins with its article; where "لل" hides it, with the second lam."""
        words = arabic_words()
        if hit.prefix.endswith(words.article):
            return hit.start - len(words.article)
        return hit.start - 1 if hit.prefix.endswith(words.hidden_article) else hit.start

    def _full(self, hit: Hit, end: int) -> str:
        """The name from its head on, with its article though "لل" may hide it."""
        words, name = arabic_words(), one_line(self._scan.text.words(hit.start, end))
        if hit.prefix.endswith(words.hidden_article) or self._hides_article(hit):
            return words.article + name
        if hit.prefix.endswith(words.article):
            return one_line(self._scan.text.words(hit.start - len(words.article), end))
        return name

    def _hides_article(self, hit: Hit) -> bool:
        """Of "للجنة الوطنية" the article is in the second lam: an adjective that agrees with the head proves it."""
        words, folded = arabic_words(), self._folded
        if not hit.prefix.endswith(words.toward) or not folded.startswith(words.toward, hit.start):
            return False
        found = _NEXT.match(folded, hit.end)
        return found is not None and words.bare(found[1]) in words.adjectives | words.national_adjective

    def _linked(self, hit: Hit) -> Name:
        """A name of the registry; an acronym in Latin letters says so."""
        row = read_registry("institutions")[hit.value]
        start = self._start(hit)
        acronym = self._folded[hit.start : hit.end] == _acronyms().get(hit.value)
        if self._is_abroad() and row["country"] == _HOME:
            name = self._full(hit, hit.end)
            return Name(start, hit.end, hit.word_start, hit.prefix, None, name, row["kind"], "full", "namesake", 0.8)
        return Name(start, hit.end, hit.word_start, hit.prefix, hit.value, registry_name(hit.value, self._scan.lang),
                    row["kind"], "acronym" if acronym else "full", "registry", 0.97)  # fmt: skip

    def _is_name(self, hit: Hit) -> bool:
        """A short form in Latin letters is a name only in capitals ("OIM"); a longer one begins with one."""
        if not self._folded[hit.start].isascii():
            return True
        words = self._scan.text.words(hit.start, hit.end)
        return words.isupper() if len(words) <= 5 else words[0].isupper() or " " in words

    def _known(self, name: str) -> str | None:
        return None if self._is_abroad() else registry_ids().get(_key(name))

    def _is_abroad(self) -> bool:
        """Whether the places of the text are all in another country than the registry's own."""
        if self._abroad is None:
            self._abroad = False
            countries, arabic = _countries(), arabic_words()
            for hit in self._scan.of("places", "place"):
                country = countries.get(hit.value)
                if country == _HOME:
                    self._abroad = False
                    break
                near = hit.start < _DATELINE or hit.prefix.endswith(arabic.inside)
                if country and near and self._folded[hit.start : hit.end] not in arabic.place_noun:
                    self._abroad = True
        return self._abroad

    def country_at(self, position: int) -> Name | None:
        """A country as an institution, where a cue of money stands before it ("بتمويل من اليابان")."""
        start = self._folded.find(" ", position, position + 1) + 1 or position
        for hit in self._scan.of("places", "place"):
            if hit.start - len(hit.prefix) == start and read_registry("places")[hit.value]["kind"] == "country":
                begin = self._start(hit)
                name = one_line(self._scan.text.words(begin, hit.end))
                return Name(begin, hit.end, start, hit.prefix, None, name, "government", "full", "country", 0.8)
        return None

    def acronyms(self, names: list[Name]) -> Mapping[str, Name]:
        """Acronyms that the text gives in brackets behind a name ("(GIZ)"), folded -> the name."""
        given: dict[str, Name] = {}
        for name in names:
            if self._folded.startswith("(", name.end + 1) or self._folded.startswith("(", name.end):
                found = _ACRONYM.match(self._folded, name.end)
                if found and self._scan.text.words(*found.span(1)).isupper():
                    given.setdefault(found.group(1), name)
        return given


def _pieces(folded: str, start: int, end: int, mark: str, dual: bool) -> list[tuple[int, int]]:
    """The complements under a shared head: split where "و" and an article begin a word; a dual splits once."""
    pieces: list[tuple[int, int]] = []
    position = start + 1
    while (cut := folded.find(" " + mark, position, end)) >= 0 and not (dual and pieces):
        pieces.append((position, cut))
        position = cut + 2
    pieces.append((position, end))
    return pieces


@functools.cache
def _countries() -> Mapping[str, str]:
    """The country of each place that may tell where a text is from: a town of some size, the registry's own country."""
    return {
        key: row["country"]
        for key, row in read_registry("places").items()
        if (row["kind"] == "city" and int(row["population"] or 0) >= (_TOWN if row["country"] == _HOME else _LARGE))
        or (row["kind"] in ("country", "region") and row["country"] == _HOME)
    }


@functools.cache
def _acronyms() -> Mapping[str, str]:
    """The folded acronym of each institution of the registry that has one."""
    rows = read_registry("institutions").items()
    return {key: fold(row["acronym"]) for key, row in rows if row["acronym"]}


def _key(name: str) -> str:
    words = arabic_words()
    return fold(name).removeprefix(words.article)


@functools.cache
def registry_ids() -> Mapping[str, str]:
    """Folded names and aliases of the registry, Arabic ones without their article -> id."""
    ids: dict[str, str] = {}
    for key, row in read_registry("institutions").items():
        for column in ("name_ar", "name_fr", "name_en"):
            if row[column]:
                ids.setdefault(_key(row[column]), key)
        for alias in filter(None, row["aliases"].split("|")):
            ids.setdefault(_key(alias), key)
    return ids
