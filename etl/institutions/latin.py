"""Names in Latin letters: of the registry, of a French or an English head noun, or capitals that a cue announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from etl.institutions.english import capital_behind, capitals_end, english_start, last_head
from etl.institutions.french import adjective_end, french_end
from etl.institutions.grammar import LatinWords, latin_words
from etl.institutions.mention import Name, one_line, registry_name
from etl.institutions.tokens import Token, Tokens
from etl.vocabulary import Hit, Scan, read_registry

_TRUSTED_WORDS = 4  # a registry name this long is never the beginning of another body's name
_SHARED = 8  # complements under one plural head
_HEADLESS = 90  # characters of a French name without a known head noun
_ARTICLE = re.compile(r"(?<![^\W_])(?:les? |la |l')")
_BEFORE_VERB = 6  # capitalised words of a name without a head noun


class LatinNames:
    """Reads the names in Latin letters of one scan."""

    def __init__(self, scan: Scan, heads: Mapping[int, Hit]) -> None:
        self._scan, self._heads = scan, heads
        self._tokens = Tokens(scan, heads)
        self._places = self._tokens.places

    def read(self, linked: Hit | None, head: Hit | None, plural: Hit | None, reach: int) -> Iterator[Name]:
        """Names that begin at (in English: have their head at) one place.

        Args:
            linked: a registry's name there.
            head: a head noun there.
            plural: a head noun in the plural there.
            reach: end of the name before; this one begins after it.
        """
        if linked is not None and self._followed_by_head(linked):
            linked = None
        if plural is not None and linked is None and (head is None or plural.end > head.end):
            yield from self._shared_out(plural)
            return
        name = self._by_grammar(head, reach) if head is not None else None
        if linked is not None and (name is None or name.end <= linked.end or self._long(linked)):
            yield self._linked(linked)
        elif name is not None:
            yield name

    def capitalised(self, position: int, lang: str, *, places: bool = True, agent: bool = False) -> Name | None:
        """A name without a head noun that begins here with a capital ("Atlas Watch"), after an article or quotes.

        Args:
            position: folded offset at which to look.
            lang: "fr" or "en".
            places: whether a name that a place has too counts.
            agent: whether it is who organises: then a forum or a festival is a body.

        Returns:
            The run of capitalised words, or None where there is none or it is a person's or a weekday.
        """
        words, tokens = latin_words(lang), self._tokens
        start = tokens.past_determiners(position, words)
        token = tokens.after(start, lang)
        if token is None or not tokens.capital(token.start) or token.word in words.no_name:
            return None
        start, end = token.start, capitals_end(tokens, token.end, lang, lists=False)
        if lang == "fr":
            end = adjective_end(tokens, end)
            link = tokens.after(end, lang)
            if link is not None and not link.comma and link.word in words.of and start not in self._places:
                end = french_end(tokens, Hit(start, end, "head", "", "", lang))
        run = tokens.folded[start:end].split()
        if (
            (self._places.get(start, 0) >= end and not places)
            or (run[-1] in words.no_subject and not agent)
            or words.title.intersection(run)
        ):
            return None
        return self._capitals(start, end, "capitals-after-cue")

    def capitalised_before(self, position: int, lang: str, floor: int) -> Name | None:
        """A name without a head noun that ends right before a position ("Atlas Watch organised")."""
        words, tokens = latin_words(lang), self._tokens
        start = position
        end = 0
        for _ in range(_BEFORE_VERB):
            token = tokens.before(start, floor)
            if end and token is not None and lang == "en":
                token = self._before_link(token, floor)
            if token is None or not tokens.capital(token.start) or token.word in words.no_name:
                break
            if token.word in words.title:
                return None
            start, end = token.start, end or token.end
        if not end or start in self._places or tokens.folded[start:end].split()[-1] in words.no_subject:
            return None
        return self._capitals(start, end, "capitals-before-verb")

    def _before_link(self, token: Token, floor: int) -> Token | None:
        """The word before "of" or "of the" inside a name ("Friends of the Old Harbour"); else the word itself."""
        words, tokens = latin_words("en"), self._tokens
        link = tokens.before(token.start, floor) if token.word in words.article else token
        if link is None or link.word not in words.of:
            return token
        return tokens.before(link.start, floor)

    def headless_before(self, position: int, floor: int) -> Name | None:
        """A French name of common nouns that ends right before a verb ("les Amis du canal et des moulins ont tenu").

        Args:
            position: folded offset of the verb.
            floor: how far back the name may begin.
        """
        words, tokens, folded = latin_words("fr"), self._tokens, self._tokens.folded
        begin = max(floor, position - _HEADLESS)
        for found in _ARTICLE.finditer(folded, begin, position):
            start = found.end()
            first = tokens.after(start, "fr")
            if first is None or first.start != start or not tokens.capital(start):
                continue
            end = french_end(tokens, Hit(start, first.end, "head", "", "", "fr"))
            run = folded[start:end].split()
            if folded[end:position].strip(' "') or start in self._places or run[0] in words.no_subject | words.event:
                continue
            if run[0] not in words.no_name and not (words.title | words.person | words.governor).intersection(run):
                return self._capitals(start, end, "capitals-before-verb")
        return None

    def _capitals(self, start: int, end: int, rule: str) -> Name:
        text = one_line(self._scan.text.words(start, end))
        return Name(start, end, start, "", None, text, "", "full", rule, 0.6)

    def _linked(self, hit: Hit) -> Name:
        text = self._scan.text.words(hit.start, hit.end)
        reference = "acronym" if " " not in text and text.isupper() else "full"
        name = registry_name(hit.value, self._scan.lang)
        kind = read_registry("institutions")[hit.value]["kind"]
        end = self._past_country(hit.end)
        return Name(hit.start, end, hit.start, "", hit.value, name, kind, reference, "registry", 0.97)

    def _past_country(self, end: int) -> int:
        """Past the country or the town that tells a branch ("UN Women Jordan", "UNICEF Maroc")."""
        token = self._tokens.after(end, self._scan.lang)
        branch = token is not None and not token.comma and token.start in self._places
        return token.end if token is not None and branch and self._tokens.capital(token.start) else end

    def _past_seat(self, end: int) -> int:
        """Past the country to which an embassy is sent ("Embassy of Norway in Chad")."""
        words, tokens = latin_words("en"), self._tokens
        link = tokens.after(end, "en")
        if link is None or link.comma or link.word not in words.inside:
            return end
        for hit in self._scan.of("places", "place"):
            if hit.start == link.end + 1:
                return hit.end if read_registry("places")[hit.value]["kind"] == "country" else end
        return end

    def _with_first_word(self, start: int, reach: int) -> int:
        """Where "Rotary Club" begins: with the capital before a head that comes second in borrowed names."""
        token = self._tokens.before(start, max(reach, 0))
        first = token is not None and self._tokens.capital(token.start) and token.word not in latin_words("fr").no_name
        return token.start if token is not None and first else start

    def _by_grammar(self, head: Hit, reach: int) -> Name | None:
        lang, tokens = head.lang or self._scan.lang, self._tokens
        start, end, kind = head.start, head.end, head.value
        capital = tokens.capital(start)
        if lang != self._scan.lang and not capital:
            return None
        if lang != "en":
            start, end = tokens.hyphenated(start), french_end(tokens, head)
            if tokens.folded[head.start : head.end] in latin_words(lang).second_word and capital:
                start = self._with_first_word(start, reach)
        elif capital:
            start, end = english_start(tokens, head, reach), capitals_end(tokens, head.end, lang)
            kind = last_head(tokens, head, end)
            if kind in latin_words(lang).abroad_kind:
                end = self._past_seat(end)
        elif (opened := tokens.after(end, lang)) and opened.word in latin_words(lang).of:
            if tokens.folded[start:end] in latin_words(lang).capital_only:
                return None
            end = capitals_end(tokens, end, lang)
            start = english_start(tokens, head, reach) if end > head.end else start
        text = one_line(self._scan.text.words(start, end))
        if end == head.end and start in (head.start, tokens.hyphenated(head.start)) and " " not in text:
            if not self._determined(start, latin_words(lang)):
                return None
            return Name(start, end, start, "", None, text, kind, "short", "head-alone", 0.6)
        reference = "common" if self._common(start, end, latin_words(lang)) else "full"
        return Name(start, end, start, "", None, text, kind, reference, "head-and-complements", 0.9)

    def _common(self, start: int, end: int, words: LatinWords) -> bool:
        """Whether a phrase without a capital stands behind a number or an indefinite article ("une association de")."""
        tokens = self._tokens
        if any(map(str.isupper, tokens.cased[start:end])) or (before := tokens.before(start, 0)) is None:
            return False
        word = before.word.rsplit("'", 1)[-1]
        return word in words.indefinite or word.isdigit()

    def _determined(self, start: int, words: LatinWords) -> bool:
        """Whether an article or a demonstrative stands right before: what a short reference needs."""
        before = self._tokens.folded[max(0, start - 8) : start].rstrip(" ")
        word = before.rsplit(" ", 1)[-1]
        return word in words.determiner or word.rsplit("'", 1)[0][-1:] + "'" in words.determiner

    def _long(self, linked: Hit) -> bool:
        return self._tokens.folded.count(" ", linked.start, linked.end) + 1 >= _TRUSTED_WORDS

    def _followed_by_head(self, linked: Hit) -> bool:
        """As in "European Union Delegation": the capitalised head noun after it makes another body of it."""
        after = self._heads.get(linked.end + 1)
        return (
            after is not None and after.kind == "head" and after.lang == "en"
            and self._tokens.folded[linked.end] == " " and self._tokens.capital(after.start)
        )  # fmt: skip

    def _shared_out(self, plural: Hit) -> Iterator[Name]:
        """As in "les ministères de la Justice et de l'Intérieur": one institution for each complement."""
        lang = plural.lang or self._scan.lang
        for order, (start, end) in enumerate(self._complements(plural.end, lang)):
            complement = self._scan.text.words(start, end)
            linked = self._tokens.folded[start:end].split(" ")[0] in latin_words(lang).of
            if lang == "en" and not linked:
                complement = f"{latin_words(lang).shared_link} {complement}"
            first = start if order else plural.start
            name = one_line(f"{plural.value} {complement}")
            yield Name(first, end, first, "", None, name, "ministry", "full", "shared-head", 0.9)

    def _complements(self, position: int, lang: str) -> list[tuple[int, int]]:
        """The complements under a plural head, each with its "de" or its article."""
        words, tokens = latin_words(lang), self._tokens
        pieces: list[tuple[int, int]] = []
        for _ in range(_SHARED):
            token = tokens.after(position, lang)
            if token is not None and token.word in words.and_:
                token = tokens.after(token.end, lang)
            if token is None or (token.word not in words.of and (not pieces or lang == "fr")):
                break
            linked = token.word in words.of or token.word in words.article
            noun = tokens.noun(token.end if linked else token.start, lang)
            end = capital_behind(tokens, token.end if linked else token.start, lang)
            if not end or noun is None or noun.start in self._heads or tokens.holds_head(noun.start, lang):
                break
            while (more := tokens.after(end, lang)) and not more.comma and self._goes_on(more.start, more.word, words):
                end = more.end
            pieces.append((token.start, end))
            position = end
        return pieces

    def _goes_on(self, start: int, word: str, words: LatinWords) -> bool:
        adjective = word in words.adjective or (bool(words.adjective_ending) and word.endswith(words.adjective_ending))
        return self._tokens.capital(start) or adjective
