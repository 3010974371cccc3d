"""Where an Arabic name ends: a head noun, then complements and adjectives as long as the construct state holds.

There are no capitals to go by. What shows the way is definiteness: a construct head takes one complement, which is
definite or a proper name; once the phrase is definite only definite adjectives, "و" with another definite noun, and
"ل" or "ب" phrases that the head governs go on. An indefinite word after a definite one is the verb's object or a new
phrase, and the name is over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from etl.institutions.lookahead import AHEAD, WORD, Lookahead
from etl.vocabulary import Hit

_QUOTED = re.compile(r' ?"[^"\n]{2,60}"')
_HYPHEN = re.compile(r" ?- ?[^\W\d_]+")
_LONGEST = 24  # words; the longest names of the registry have some fifteen
_SHORT = 4  # letters; a shorter word is no future verb ("سيكا")
_LONG = 7  # letters; a longer word is a foreign name rather than a future verb ("سيرفانتيس")
_CHAIN = 3  # bare nouns in a row
_ADJECTIVES = 2  # between a head and its name in quotes
_QUOTED_WORDS = 4


class ArabicName(Lookahead):
    """One walk from a head noun to the end of its name.

    Attributes:
        end: folded offset at which the name ends.
        closed: the phrase is definite; an indefinite word can no longer belong to it.
        complements: number of words beyond the head.
        parent: the head of the body in which the unit stands ("مختبر … بكلية …"), or None.
        proper: the name holds something that only names hold (a definite complement, a place, a quoted name).
    """

    __slots__ = (
        "_base", "_compound", "_feminine", "_heads", "_inside_body", "_last", "_local", "_own", "_person", "_placed",
        "_quoted", "_town", "closed", "complements", "definite", "end", "kind", "parent", "proper",
    )  # fmt: skip

    def __init__(self, folded: str, heads: Mapping[int, Hit], places: Mapping[int, int], own: Set[int]) -> None:
        super().__init__(folded, places)
        self._heads, self._own = heads, own

    def read(self, head: Hit, kind: str) -> int:
        """Walk from a head noun.

        Args:
            head: the head's hit; its prefix says whether it has the article.
            kind: the kind of institution that the head names.

        Returns:
            The folded offset at which the name ends (the head's own end where nothing belongs to it).
        """
        words = self._words
        self.kind = kind
        self.definite = head.prefix.endswith((words.article, words.hidden_article))
        self._local = kind in words.local_kind
        self._inside_body = kind in words.unit_kind
        self.parent: Hit | None = None
        self._placed = self._quoted = self._town = self.proper = False
        self._last = ""
        self.complements = 0
        self._person = self._compound = False
        self._begin(head)
        while self.complements < _LONGEST and self._step():
            pass
        return self.end

    def _begin(self, head: Hit) -> None:
        """Stand behind a head noun: closed where it has the article or its form ends in a definite word."""
        words = self._words
        self.end = head.end
        last = self._folded[head.start : head.end].rsplit(" ", 1)[-1]
        definite = head.prefix.endswith((words.article, words.hidden_article))
        self._feminine = last.endswith(words.feminine_ending)
        self._base = self.complements
        self.closed = definite or (last != self._folded[head.start : head.end] and words.definite(last))
        if last != self._folded[head.start : head.end] and self.closed:
            self.complements, self._compound = max(self.complements, 1), True
            self._last, self.proper = words.bare(last), True

    def _step(self) -> bool:
        """Take the next word into the name; False where the name is over."""
        found = WORD.match(self._folded, self.end)
        if found is None:
            return self._step_over_sign()
        word, start, end = found.group(1), found.start(1), found.end()
        words = self._words
        if words.definite(word):
            return self._definite(word, start, end)
        if word in words.inner:
            return self._take(word, end, closed=True)
        if word in words.privative or (self.closed and word in words.apposition and self._reaches(end, 2)):
            return self.complements > 0 and self._take(word, end, closed=False)
        first = word[0]
        if first == words.conjunction and word not in words.own_waw:
            return self.complements > 0 and self._conjoined(word, start, end)
        if first == words.toward and word not in words.own_lam:
            return self._toward(word, start, end)
        if first == words.inside and word not in words.own_ba:
            return self._inside(word, start, end)
        return self._plain(word, start, end)

    def _take(self, word: str, end: int, *, closed: bool, proper: bool = True) -> bool:
        self.end, self.closed, self._last = end, closed, word
        self.complements += 1
        self.proper = self.proper or proper
        return True

    def _definite(self, word: str, start: int, end: int) -> bool:
        words = self._words
        bare = words.bare(word)
        first = not self.complements
        if word in words.stop or (bare in words.definite_stop and (self.closed or not first)):
            return False
        if first and self.definite and word.endswith(words.feminine_ending) != self._feminine:
            return False
        if self._placed and not self._continues_place():
            return False
        if first and self.definite and bare in words.generic:
            return False
        if bare in words.event and (self.closed or not first) and self._last not in words.governs_into:
            return False
        if bare in words.object and self.closed:
            return False
        if first and self.definite and bare in words.national_adjective and self.kind not in words.always_local_kind:
            self._local = False
        elif bare in words.local_adjective:
            self._local = True
        if (reach := self._places.get(start, 0)) > end:
            end = reach
        return self._take(bare, end, closed=True)

    def _conjoined(self, word: str, start: int, end: int) -> bool:
        """The conjunction "و" goes on inside the name, unless a name of its own or a verb begins there."""
        words = self._words
        if self._placed:
            return False
        if word == words.conjunction:
            found = WORD.match(self._folded, end)
            return found is not None and self._conjoin(found.group(1), found.start(1), found.end())
        return self._conjoin(word[1:], start, end)

    def _conjoin(self, rest: str, start: int, end: int) -> bool:
        words = self._words
        head = self._heads.get(start)
        if head is not None and self._opens_name(head):
            return False
        bare = words.bare(rest)
        if rest in words.stop or bare in words.definite_stop or bare in words.event or rest in words.verb:
            return False
        if self._compound and self.definite and self.complements == 1:
            return False
        if bare != rest or rest.startswith(words.hidden_article):
            return self._take(bare, end, closed=True)
        paired = self._last in words.paired and not self.closed
        if not (self.closed or paired) or self._finite(rest) or (rest[0] == words.inside and rest not in words.own_ba):
            return False
        return self._reaches(end, 2) and self._take(rest, end, closed=False)

    def _opens_name(self, head: Hit) -> bool:
        """Whether a head noun after "و" begins a name: it has the article or a complement of its own."""
        words = self._words
        found = WORD.match(self._folded, head.end)
        word = found.group(1) if found else ""
        joined = word[:1] == words.conjunction and word not in words.own_waw
        if head.prefix.endswith(words.article) and " " in self._folded[head.start : head.end]:
            return True
        if not word or joined or word in words.stop or words.bare(word) in words.definite_stop:
            return head.kind == "name" or (
                head.prefix.endswith(words.article) and self.kind not in ("ministry", "directorate")
            )
        return True

    def _toward(self, word: str, start: int, end: int) -> bool:
        words = self._words
        if word in words.purpose and self._names_purpose(end):
            return self._take(word, end, closed=False)
        if word in words.stop or (word in words.joiner and not self.complements):
            return word in words.joiner and self.complements > 0 and self._take(word, end, closed=False)
        if self._placed and not (self._town and self._aims(start)):
            return False
        self._placed = False
        head = self._heads.get(start)
        if head is not None and self.closed and head.end > start and (self.complements or self._inside_body):
            self._take(word, head.end, closed=True)
            self._begin(head)
            return True
        if word.startswith(words.hidden_article) and len(word) > 4:
            bare = word[len(words.hidden_article) :]
            if bare in words.definite_stop or (bare in words.event and self.complements):
                return False
            return (self.closed or self.complements > 0) and self._take(bare, end, closed=True)
        if not self.closed and not self.complements:
            return not self.definite and self._plain(word, start, end)
        if (reach := self._places.get(start, 0)) > start:
            return self._take(word, max(reach, end), closed=True)
        if word[1:] in words.place_noun:
            self._local = True
            return self._take(word, end, closed=False)
        return not self._stops(word[1:]) and self._reaches(end, AHEAD) and self._take(word, end, closed=False)

    def _names_purpose(self, position: int) -> bool:
        """Whether a purpose is a committee's own ("اللجنة الإقليمية لدعم التمدرس"): a definite word follows it."""
        found = WORD.match(self._folded, position)
        own = self.kind in self._words.purpose_kind and self.complements > 0
        return own and found is not None and self._words.definite(found[1])

    def _inside(self, word: str, start: int, end: int) -> bool:
        words = self._words
        if word in words.stop:
            return False
        if start in self._own:
            return self._plain(word, start, end)
        rest = word[1:]
        if self._last in words.governs_inside:
            return self._take(words.bare(rest), end, closed=words.definite(rest) or not self._reaches(end, AHEAD))
        if not self.complements and not self.closed:
            return start not in self._places and self._plain(word, start, end)
        head = self._heads.get(start)
        if head is not None:
            if not self._inside_body or self._placed:
                return False
            self._take(word, head.end, closed=True)
            self._begin(head)
            self.parent = head
            return True
        if not self._local or self._placed:
            return False
        return self._take_place(word, rest, start, end)

    def _take_place(self, word: str, rest: str, start: int, end: int) -> bool:
        """The town or region of a local body ("بفاس", "بجهة الشرق")."""
        words = self._words
        if (reach := self._places.get(start, 0)) > start:
            self._placed, self._town = True, False
            return self._take(word, max(reach, end), closed=True)
        bare = words.bare(rest)
        if bare in words.place_noun:
            return self._take(bare, end, closed=words.definite(rest))
        if (
            bare in words.definite_stop
            or self._stops(rest)
            or len(rest) < 3
            or (not words.definite(rest) and self._reaches(end, 1))
        ):
            return False
        self._placed, self._town = True, False
        return self._take(word, end, closed=True)

    def _plain(self, word: str, start: int, end: int) -> bool:
        """An indefinite word: the complement of a construct head, a link, or part of a proper name."""
        words = self._words
        for joiner in words.joiner:
            if self._folded.startswith(joiner, start) and self.complements and self.closed:
                return self._reaches(start + len(joiner), 3) and self._take(joiner, start + len(joiner), closed=False)
        if self._last in words.joiner or self._last in words.privative or self._governed(word, end):
            return self._take(word, end, closed=False)
        if word in words.people and not self.complements and not self.closed and self._reaches(end, 2):
            return self._take(word, end, closed=False)
        if word in words.stop:
            return False
        if self._continues_place() and (reach := self._place_end(word, start)):
            if not self.complements and self._reaches(end, 1):
                return self._take(word, end, closed=False)
            self._placed, self._town = True, self.kind in words.aimed_kind
            return self._take(word, max(reach, end), closed=True)
        if self._town and self._placed and not word.endswith(words.unnamed_ending) and not self._stops(word):
            return self._bare_noun(word) and self._aims(end) and self._take(word, end, closed=True)
        if self.complements == self._base and not self.closed:
            return self._first_complement(word, end)
        if self._person and (word in words.filiation or self._last in words.filiation):
            return self._take(word, end, closed=self._last in words.filiation)
        leads = self._last in words.proper_first and (not self._town or self._ends_at(end))
        if leads or (word in words.proper_first and (self._local or not self.closed)):
            self._person = True
            return not self._stops(word) and self._take(word, end, closed=self._last in words.proper_first)
        if self._compound and self._named_after(word, end):
            return self._take(word, end, closed=True)
        if self.closed or self._stops(word) or (word[0] == words.conjunction and word not in words.own_waw):
            return False
        if self._last in words.place_noun:
            return self._take(word, end, closed=True)
        if self._reaches(end, AHEAD):
            return self._take(word, end, closed=False)
        return self._chain_ends(end) and self._take(word, end, closed=False)

    def _chain_ends(self, position: int) -> bool:
        """Whether bare nouns alone stand between here and where a name must end: the last is a proper name."""
        if self.complements == 1 and self._ends_at(position):
            return True
        if self.kind not in self._words.purpose_kind or self.complements > _CHAIN:
            return False
        found = WORD.match(self._folded, position)
        return self._ends_at(position) or (
            found is not None and self._bare_noun(found[1]) and self._ends_at(found.end())
        )

    def _bears(self, quoted: str) -> bool:
        """Whether words in quotes are the institution's own name, and no title of what it does."""
        words, said = self._words, quoted.strip(' "').split()
        if not self.complements:
            return True
        named = self.definite and self.kind in words.quoting_kind and self.complements <= _ADJECTIVES
        return (
            named
            and not self._placed
            and not self._quoted
            and len(said) <= _QUOTED_WORDS
            and (words.bare(said[0]) not in words.event and words.bare(said[0]) not in words.object)
        )

    def _named_after(self, word: str, end: int) -> bool:
        """Schools and houses of culture bear a person's name behind their kind ("دار الثقافة مولود معمري ب…")."""
        if self.kind not in self._words.named_kind or self.complements > 2 or self._stops(word) or self._finite(word):
            return False
        found = WORD.match(self._folded, end)
        return self._ends_at(end) or (self.complements == 1 and found is not None and self._ends_at(found.end()))

    def _first_complement(self, word: str, end: int) -> bool:
        words = self._words
        if word in words.event:
            return self._reaches(end, 2) and self._take(word, end, closed=False)
        if word in words.generic and self._ends_at(end):
            return False
        foreign = len(word) <= _SHORT or (len(word) > _LONG and self._ends_at(end))
        if word in words.verb or (word.startswith(words.future) and not foreign):
            return False
        if (word.endswith(words.possessive) and not self._before_purpose(end)) or (
            word.endswith(words.noun_ending) and word not in words.nouns
        ):
            return False
        proper = not word.endswith(words.common_ending) or (self.kind in words.purpose_kind and self._ends_at(end))
        return self._take(word, end, closed=False, proper=proper)

    def _before_purpose(self, position: int) -> bool:
        """As in "جمعية صوتها للحقوق": a purpose with the article proves that the word before it is a name."""
        found = WORD.match(self._folded, position)
        return (
            self.kind in self._words.purpose_kind and found is not None
            and found[1].startswith(self._words.hidden_article) and found[1] not in self._words.stop
        )  # fmt: skip

    def _governed(self, word: str, end: int) -> bool:
        words, last = self._words, self._last
        return self.closed and (
            (word == words.from_word and last in words.governs_from)
            or (word == words.into_word and last in words.governs_into and self._into_field(end))
            or (word == words.with_word and last in words.governs_with)
            or (word == words.against_word and last in words.governs_against)
        )

    def _continues_place(self) -> bool:
        """Whether a place name may stand here: after a head, a local body's name, or another part of a place."""
        return self._local or self._placed or not self.complements or not self.closed

    def _step_over_sign(self) -> bool:
        """A name in quotes after its head or its adjectives, or the next part of a hyphenated region."""
        quoted = _QUOTED.match(self._folded, self.end)
        if quoted is not None and self._bears(quoted[0]):
            self._quoted = True
            return self._take("", quoted.end(), closed=True)
        if self._placed and (hyphen := _HYPHEN.match(self._folded, self.end)):
            return self._take("", hyphen.end(), closed=True)
        return False
