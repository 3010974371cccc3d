"""What each institution does in a text: its role, from the cue that owns its name.

A cue owns names in one of four ways: those listed after it ("بشراكة مع", "funded by"), the subject of its verb (after
the verb in Arabic, before it in French and English), the agent of its passive ("من طرف", "par", "by"), or both sides
of an agreement.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from etl.institutions.grammar import arabic_words, latin_words
from etl.institutions.mention import Name
from etl.institutions.names import Namer
from etl.vocabulary import Hit, Scan

_SIGNS = ' ,:"()-\n'
_PASSIVE_REACH = 160  # characters between a participle and its agent ("organisé, mardi dernier à Casablanca, par")
_SUBJECT_REACH = 320  # characters between a verb and its subject
_UNKNOWN_WORDS = 6  # words of a list's item that no grammar reads
_MAX_LIST = 24
_MAX_SKIPPED = 2  # items of a list that read as no name


class Role(NamedTuple):
    """A role with the folded span of its cue, the rule and its sureness; `note` tells patrons apart."""

    role: str
    rule: str
    confidence: float
    cue: tuple[int, int]
    note: str | None = None


def assign_roles(scan: Scan, names: list[Name], namer: Namer) -> tuple[list[Name], list[Role | None]]:
    """Give names the roles that the cues of the text say.

    Args:
        scan: the scan, with the domain "roles".
        names: names in text order.
        namer: reads further names where a cue stands before (or after) capitals that no head noun announces.

    Returns:
        The names, with those read for a cue's sake, and for each its role or None.
    """
    reader = _RoleReader(scan, names, namer)
    reader.read()
    return reader.names, reader.roles


class _RoleReader:
    """The cues and the names of one text."""

    def __init__(self, scan: Scan, names: list[Name], namer: Namer) -> None:
        self._scan, self._namer = scan, namer
        self._folded = scan.text.folded
        self.names = list(names)
        self.roles: list[Role | None] = [None] * len(names)
        self._starts = [name.word_start for name in names]
        self._cues = self._free_cues()
        self._cue_starts = [cue.word_start for cue in self._cues]
        self._sentences = [end for _, end in scan.text.sentences()]

    def read(self) -> None:
        """All roles: lists first, as the names they own are nobody's subject."""
        for cue in self._cues:
            if cue.kind == "meeting_of":
                self._meeting_of(cue)
            elif cue.kind == "after":
                self._list_after(cue, self._role(cue, "after", 0.95))
            elif cue.kind == "patron":
                self._list_after(cue, Role("mentioned", cue.value, 0.9, (cue.start, cue.end), cue.value))
        for order, cue in enumerate(self._cues):
            if cue.kind in ("subject", "object_subject", "passive"):
                self._read_verb(order, cue)
            elif cue.kind == "party":
                self._read_party(cue)
        self._seat_hosts()
        self._weigh()

    def _free_cues(self) -> list[Hit]:
        """Cues in text order, the longest where several overlap, none inside a name."""
        kept: list[Hit] = []
        names, count, current = self.names, len(self.names), 0
        reach, last = -1, (-1, -1)
        for hit in self._scan.of("roles"):
            span = (hit.start, hit.end)
            if hit.start < reach and span != last and hit.kind != "held":
                continue
            while current < count and names[current].end <= hit.start:
                current += 1
            if current < count and names[current].start <= hit.start and hit.end <= names[current].end:
                continue
            kept.append(hit)
            if hit.kind != "held" and hit.end > reach:
                reach, last = hit.end, span
        return kept

    def _meeting_of(self, cue: Hit) -> None:
        """The body whose assembly it is: the name with "ل" a few adjectives later ("الجمع العام الخامس للائتلاف")."""
        index = bisect_left(self._starts, cue.end)
        if index < len(self.names):
            name, arabic = self.names[index], arabic_words()
            gap = self._folded[cue.end : name.word_start].split()
            if name.prefix in (arabic.toward, arabic.hidden_article) and len(gap) <= 3:
                self._give([index], self._role(cue, "meeting", 0.9))

    def _role(self, cue: Hit, rule: str, confidence: float, end: int = 0) -> Role:
        """The role that a cue gives; a weak one counts only where nothing surer is said."""
        role = cue.value.removesuffix("_weak")
        weak = role != cue.value
        return Role(role, f"{rule}-{role}", confidence * (0.65 if weak else 1.0), (cue.start, end or cue.end),
                    "weak" if weak else None)  # fmt: skip

    # Lists

    def _list_after(self, cue: Hit, role: Role) -> None:
        """Every name of the list that a cue opens."""
        items = self._list_from(cue.end, self._lang(cue), first=True, places=role.note != "weak")
        if items and self._is_subject_of_next(items):
            items.pop()
        if not items and role.role == "organiser":
            self._through_person(cue, role)
        project = role.role in ("partner", "funder") and self._tells_of_project(cue)
        for index in items:
            known = self.roles[index]
            if known is None or known.cue[1] < role.cue[1]:
                self.roles[index] = self._of_kind(role, self.names[index], project=project)

    def _list_from(self, position: int, lang: str, *, first: bool, places: bool = True) -> list[int]:
        """Indices of the names listed from a position on, as long as only commas and links stand between."""
        items: list[int] = []
        skipped = 0
        for _ in range(_MAX_LIST):
            index = bisect_left(self._starts, position)
            if index < len(self.names) and self._linked(position, self.names[index], lang, opening=not items and first):
                items.append(index)
                position = self._past_brackets(self.names[index].end)
                continue
            added = self._add_capitalised(position, lang, opening=not items and first, places=places)
            if added is None:
                if lang == "ar" or not items or skipped == _MAX_SKIPPED or (after := self._past_item(position)) is None:
                    break
                skipped, position = skipped + 1, after
                continue
            items.append(added)
            position = self._past_brackets(self.names[added].end)
        return items

    def _of_kind(self, role: Role, name: Name, *, project: bool) -> Role:
        """Partners of a programme are only mentioned; a company's patronage is money."""
        if project:
            return role._replace(role="mentioned", note="project")
        if role.note == "patronage" and name.kind == "company":
            return role._replace(role="funder", confidence=0.75, note=None)
        return role

    def _through_person(self, cue: Hit, role: Role) -> None:
        """ "à l'initiative de Mme X, présidente de l'association Y": the body that the person heads."""
        index = bisect_left(self._starts, cue.end)
        if index == len(self.names) or self.roles[index] is not None:
            return
        gap = self._folded[cue.end : self.names[index].word_start]
        if len(gap) > 90 or "." in gap or "\n" in gap or self._cue_between(cue.end, self.names[index].word_start):
            return
        lang = self._lang(cue)
        governors = arabic_words().governor if lang == "ar" else latin_words(lang).governor
        if any(word in governors for word in gap.replace(",", " ").split()):
            self.roles[index] = role._replace(rule="through-person", confidence=0.6)

    def _tells_of_project(self, cue: Hit) -> bool:
        """Whether a cue stands in a sentence of the background that tells of a programme, not of the event."""
        lang = self._lang(cue)
        settings = arabic_words() if lang == "ar" else latin_words(lang)
        words = self._folded[self._sentence_start(cue.word_start) : cue.word_start].split()
        return bool(words) and words[0] in settings.background and any(word in settings.project for word in words)

    def _past_brackets(self, position: int) -> int:
        """Past what stands in brackets behind an item of a list."""
        opening = self._folded.find("(", position, position + 3)
        closing = self._folded.find(")", opening, opening + 90) if opening >= 0 else -1
        return closing + 1 if closing >= 0 else position

    def _linked(self, position: int, name: Name, lang: str, *, opening: bool) -> bool:
        """Whether a list goes on from a position to a name."""
        folded = self._folded
        gap = folded[position : name.word_start]
        if len(gap) > 90 or "\n" in gap or self._cue_between(position, name.word_start):
            return False
        plain = gap.strip(_SIGNS)
        if opening:
            return self._opens(plain, lang)
        if lang != "ar":
            return ("," in gap or bool(plain)) and plain in self._connectors(lang)
        arabic = arabic_words()
        joined = name.prefix.startswith(arabic.conjunction) or "," in gap
        if name.prefix.removeprefix(arabic.conjunction).removesuffix(arabic.article):
            return False
        if plain in self._connectors(lang):
            return joined or bool(plain)
        return joined and self._unknown_item(plain)

    def _opens(self, plain: str, lang: str) -> bool:
        """Whether only a link or the people of the institution stand between a cue and its first name."""
        if plain in self._connectors(lang):
            return True
        words = plain.split()
        if len(words) > 4:
            return False
        governors = arabic_words().governor if lang == "ar" else latin_words(lang).governor
        return any(word in governors for word in words) or (
            lang == "ar" and len(words) <= 2 and words[-1] in ("من", "مع", "ل")
        )

    def _unknown_item(self, plain: str) -> bool:
        """A few words that may be an item of a list which no grammar reads; no verb, no end of a sentence."""
        words = plain.split()
        arabic = arabic_words()
        return (
            len(words) <= _UNKNOWN_WORDS and "." not in plain
            and not any(word in arabic.verb or word in arabic.stop or word in arabic.event for word in words)
        )  # fmt: skip

    def _connectors(self, lang: str) -> frozenset[str]:
        return arabic_words().connector if lang == "ar" else latin_words(lang).connector

    def _cue_between(self, start: int, end: int) -> bool:
        index = bisect_left(self._cue_starts, start)
        while index < len(self._cues) and self._cue_starts[index] < end:
            if self._cues[index].kind not in ("held", "agent"):
                return True
            index += 1
        return False

    def _is_subject_of_next(self, items: list[int]) -> bool:
        """ "En partenariat avec X, Y organise": the last item of a list without "et" is the subject of the verb."""
        if len(items) < 2 or not self._folded[self.names[items[-1]].start].isascii():
            return False
        last, before = self.names[items[-1]], self.names[items[-2]]
        gap = self._folded[before.end : last.word_start].strip(_SIGNS).split()
        lang = self._latin_lang()
        if any(word in latin_words(lang).closing for word in gap):
            return False
        index = bisect_left(self._cue_starts, last.end)
        return (
            index < len(self._cues) and self._cues[index].kind == "subject" and self._cue_starts[index] - last.end <= 3
        )

    def _add_capitalised(self, position: int, lang: str, *, opening: bool, places: bool) -> int | None:
        """A name in capitals without a head noun, where a cue or a list says that one must stand."""
        if lang == "ar":
            return None
        start = position if opening else self._past_connector(position, lang)
        if start is None or (name := self._namer.latin().capitalised(start, lang, places=places)) is None:
            return None
        return self._insert(name)

    def _past_item(self, position: int) -> int | None:
        """To the comma behind an item of a list that reads as no name; None where none is near."""
        first = self._folded.find(",", position, position + 16)
        comma = self._folded.find(",", first + 1, first + 45) if first == position else first
        between = self._folded[position:comma]
        if comma < 0 or "." in between or "\n" in between or self._cue_between(position, comma):
            return None
        return comma

    def _past_connector(self, position: int, lang: str) -> int | None:
        """Past a comma or an "and" of a list; None where none stands there."""
        folded = self._folded
        end = position
        while end < len(folded) and folded[end] in ' ,"':
            end += 1
        word = folded[end : end + 4].split(" ")[0]
        if word in latin_words(lang).and_:
            return end + len(word)
        return end if "," in folded[position:end] else None

    def _insert(self, name: Name) -> int | None:
        """Put a new name at its place; None where it overlaps one."""
        index = bisect_left(self._starts, name.word_start)
        if index < len(self.names) and self.names[index].start < name.end:
            return None
        if index and self.names[index - 1].end > name.start:
            return None
        self.names.insert(index, name)
        self.roles.insert(index, None)
        self._starts.insert(index, name.word_start)
        return index

    def _lang(self, cue: Hit) -> str:
        return cue.lang or self._scan.lang

    def _latin_lang(self) -> str:
        return self._scan.lang if self._scan.lang != "ar" else "fr"

    # Verbs

    def _read_verb(self, order: int, cue: Hit) -> None:
        if agent := self._agent(order, cue):
            items = self._list_from(agent.end, self._lang(cue), first=True)
            self._give(items, self._role(cue, "agent", 0.95, agent.end))
            return
        if cue.kind == "passive":
            return
        if self._lang(cue) == "ar":
            items, sure = self._subject_after(cue)
        else:
            items, sure = self._subject_before(cue)
        self._give(items, self._role(cue, "subject", sure))

    def _give(self, items: list[int], role: Role) -> None:
        for index in items:
            known = self.roles[index]
            if known is None or known.note == "weak":
                self.roles[index] = role

    def _agent(self, order: int, cue: Hit) -> Hit | None:
        """The agent's preposition after a verb or participle, before any other verb of the sentence."""
        if cue.kind == "object_subject":
            return None
        stop = min(self._sentence_end(cue.end), cue.end + _PASSIVE_REACH)
        for other in self._cues[order + 1 :]:
            if other.word_start >= stop:
                return None
            if other.kind == "agent":
                return other
            if other.kind in ("subject", "object_subject", "passive") and other.start != cue.start:
                return None
        return None

    def _sentence_end(self, position: int) -> int:
        index = bisect_right(self._sentences, position)
        return self._sentences[index] if index < len(self._sentences) else len(self._folded)

    def _sentence_start(self, position: int) -> int:
        index = bisect_right(self._sentences, position)
        return self._sentences[index - 1] if index else 0

    def _next_verb(self, position: int, limit: int) -> int:
        index = bisect_left(self._cue_starts, position)
        while index < len(self._cues) and self._cue_starts[index] < limit:
            if self._cues[index].kind in ("subject", "object_subject"):
                return self._cue_starts[index]
            index += 1
        return limit

    def _subject_after(self, cue: Hit) -> tuple[list[int], float]:
        """The subject of an Arabic verb: the first name after it that no preposition, person or cue owns."""
        before = self._antecedent(cue)
        if cue.kind == "subject" and (before is not None or self._holds_indefinite(cue)):
            return ([] if before is None else self._coordinated_back(before)), 0.9
        limit = min(self._next_verb(cue.end, self._sentence_end(cue.end)), cue.end + _SUBJECT_REACH)
        index = bisect_left(self._starts, cue.end)
        while index < len(self.names) and self.names[index].word_start < limit:
            if self.roles[index] is None and self._may_be_subject(index, cue):
                near = self._folded[cue.end : self.names[index].word_start].strip(_SIGNS) == ""
                return [index, *self._coordinated(index)], 0.97 if near else 0.88
            index += 1
        return [], 0.0

    def _may_be_subject(self, index: int, cue: Hit) -> bool:
        name, arabic = self.names[index], arabic_words()
        bare = name.prefix.removesuffix(arabic.article)
        gap = self._folded[cue.end : name.word_start]
        if cue.value == "host" and len(words := gap.replace(",", " ").split()) > 1:
            return len(words) <= 5 and words[0] in arabic.hall and bare in ("", arabic.inside, arabic.toward)
        if bare:
            return False
        if not gap or gap[-1] != " " or gap.rstrip(" ")[-1:] in ',"' or not gap.strip(_SIGNS):
            return True
        before = gap.rstrip(" ").rsplit(" ", 1)[-1].strip(_SIGNS)
        if before in arabic.governor and not (cue.value == "host" and before in arabic.hall):
            return False
        return before[1:] not in arabic.governor or before[0] not in arabic.inside + arabic.toward + arabic.conjunction

    def _holds_indefinite(self, cue: Hit) -> bool:
        """A verb right before an indefinite event ("نظمت ندوة") is a passive, or its subject stands before it."""
        gap = self._folded[cue.end : cue.end + 24].lstrip(" ").split(" ", 1)[0].strip(_SIGNS)
        return gap in arabic_words().event

    def _antecedent(self, cue: Hit) -> int | None:
        """The name right before a verb, with or without a relative pronoun ("المركز، الذي نظم …")."""
        index = bisect_left(self._starts, cue.word_start) - 1
        if index < 0:
            return None
        gap = self._folded[self.names[index].end : cue.word_start]
        if len(gap) > 48 or "\n" in gap or "." in gap:
            return None
        arabic, words = arabic_words(), gap.replace(",", " ").replace('"', " ").split()
        if words and words[-1] in arabic.relative:
            near = words[-2:-1]
            return None if near and (arabic.bare(near[0]) in arabic.event or near[0] in arabic.stop) else index
        if words or self.roles[index] is not None or "," in gap:
            return None
        return index if self._stands_free(index) else None

    def _stands_free(self, index: int) -> bool:
        """Whether a name is governed by nothing before it."""
        name, arabic = self.names[index], arabic_words()
        if name.prefix.removesuffix(arabic.article) not in ("", arabic.conjunction):
            return False
        before = self._folded[max(0, name.word_start - 24) : name.word_start]
        return before.rstrip(" ").rsplit(" ", 1)[-1].strip(_SIGNS) not in arabic.governor

    def _coordinated(self, index: int) -> list[int]:
        """Names joined to one by commas and "and" alone."""
        name = self.names[index]
        lang = self._latin_lang() if self._folded[name.start].isascii() else "ar"
        return [item for item in self._list_from(name.end, lang, first=False) if self.roles[item] is None]

    def _coordinated_back(self, index: int) -> list[int]:
        """A name and those before it that "and" joins to it."""
        items = [index]
        lang = self._latin_lang() if self._folded[self.names[index].start].isascii() else "ar"
        while items[-1] > 0 and self.roles[items[-1] - 1] is None:
            before, name = self.names[items[-1] - 1], self.names[items[-1]]
            if not self._linked(before.end, name, lang, opening=False) or "." in self._folded[before.end : name.start]:
                break
            items.append(items[-1] - 1)
        return items

    def _subject_before(self, cue: Hit) -> tuple[list[int], float]:
        """The subject of a French or English verb: the last name before it that nothing owns or governs."""
        floor = self._sentence_start(cue.word_start)
        lang = self._lang(cue)
        index = bisect_left(self._starts, cue.word_start) - 1
        while index >= 0 and self.names[index].start >= floor:
            if self.roles[index] is None and not self._governed(index, lang, floor):
                near = self._folded[self.names[index].end : cue.word_start].strip(_SIGNS) == ""
                return self._coordinated_back(index), 0.95 if near else 0.8
            index -= 1
        name = self._namer.latin().capitalised_before(cue.word_start, lang, floor)
        if name is None or (added := self._insert(name)) is None:
            return [], 0.0
        return [added], 0.9

    def _governed(self, index: int, lang: str, floor: int) -> bool:
        """Whether a preposition or a person's office stands before a name and its article."""
        words = latin_words(lang)
        before = self._folded[max(floor, self.names[index].word_start - 48) : self.names[index].word_start]
        tokens = before.replace("'", "' ").split()
        while tokens and tokens[-1] in words.article:
            tokens.pop()
        if not tokens or tokens[-1][-1] in ",:":
            return False
        return tokens[-1] in words.preposition or tokens[-1] in words.governor

    # Agreements

    def _read_party(self, cue: Hit) -> None:
        """The parties of an agreement: its signing verb's subject, or both sides of "between"."""
        if cue.value not in ("signed", "agreement"):
            return
        end = self._sentence_end(cue.end)
        lang = self._lang(cue)
        role = Role("organiser", "party", 0.85, (cue.start, cue.end))
        between = next((other for other in self._cues[bisect_left(self._cue_starts, cue.end) :]
                        if other.word_start >= end or (other.kind == "party" and other.value == "between")), None)  # fmt: skip
        if between is not None and between.word_start < end and not self._background(cue, between):
            self._give(self._list_from(between.end, lang, first=True), role)
            return
        if cue.value == "agreement" or self._background(cue, None):
            return
        items, _ = self._subject_after(cue) if lang == "ar" else self._subject_before(cue)
        self._give(items, role)

    def _background(self, cue: Hit, between: Hit | None) -> bool:
        """An agreement of another day: "the agreement signed in 2014 between …"."""
        stop = between.start if between else cue.end + 1
        return any(
            other.kind == "party" and other.value == "background"
            for other in self._cues[bisect_left(self._cue_starts, cue.start - 12) : bisect_left(self._cue_starts, stop)]
        )

    # Seats

    def _seat_hosts(self) -> None:
        """A named body at whose seat the event is held: with a bare "ب", "at", "au"."""
        for index, name in enumerate(self.names):
            if self.roles[index] is None and self._is_seat(index, name):
                held = self._held_before(name)
                if held is not None:
                    self.roles[index] = Role("host", "seat", 0.8, (held.start, held.end))

    def _is_seat(self, index: int, name: Name) -> bool:
        if name.kind not in arabic_words().host_kind or name.reference == "short":
            return False
        if self._folded[name.start].isascii():
            return self._at_before(name)
        return name.prefix.removesuffix(arabic_words().article).endswith(arabic_words().inside)

    def _at_before(self, name: Name) -> bool:
        words = latin_words(self._latin_lang())
        before = self._folded[max(0, name.word_start - 14) : name.word_start]
        return before.endswith(tuple(words.seat))

    def _held_before(self, name: Name) -> Hit | None:
        """The word that says an event is held, earlier in the sentence, with no person between."""
        floor = self._sentence_start(name.word_start)
        index = bisect_left(self._cue_starts, name.word_start) - 1
        while index >= 0 and self._cue_starts[index] >= floor:
            cue = self._cues[index]
            if cue.kind in ("held", "subject", "passive", "object_subject"):
                lang = self._lang(cue)
                persons = arabic_words().person if lang == "ar" else latin_words(lang).person
                between = self._folded[cue.end : name.word_start].replace(",", " ").split()
                bare = arabic_words().bare
                return None if any(bare(word) in persons for word in between[-6:]) else cue
            index -= 1
        return None

    def _weigh(self) -> None:
        """Weak organisers stand back where a sure one is named; a host of an English text alone is the organiser."""
        sure = any(role and role.role == "organiser" and role.note is None for role in self.roles)
        weak = any(role and role.role == "organiser" for role in self.roles)
        for index, role in enumerate(self.roles):
            if role is None:
                continue
            if role.note == "weak":
                self.roles[index] = None if sure else role._replace(note=None)
            elif not weak and role.note == "auspices":
                self.roles[index] = role._replace(role="organiser", confidence=0.5)
            elif not sure and role.rule == "subject-host" and self._folded[self.names[index].start].isascii():
                if self._scan.lang == "en":
                    self.roles[index] = role._replace(role="organiser", confidence=0.7)
