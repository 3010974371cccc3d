"""What a counted phrase holds."""

from __future__ import annotations

from dataclasses import dataclass

# What the clause makes of a count.
CUES = (
    "participation",
    "total",
    "audience",
    "subset",
    "speakers",
    "cumulative",
    "target",
    "not-people",
    "mass",
    "none",
)


@dataclass(frozen=True, slots=True)
class CountMention:
    """A counted phrase: "20 طفلة وطفلا", "une trentaine de magistrats".

    Attributes:
        start: offset of the number in the body.
        end: offset past the people that it counts.
        text: the body's words, `body[start:end]`.
        value: the number; None of a mass ("dozens of visitors").
        bound: "exact", "at_least", "at_most", "about"; None of a mass.
        group: "people", "women", "men", "girls" or "boys", as far as the words say.
        cue: one of `CUES`.
        audiences: codes of the people counted, as in the registry of audiences.
        form: what the nouns' form tells: "feminine", "masculine" (which alone says nothing of the sex) or "".
        rule: the rule that read the phrase.
        confidence: from 0 to 1.
        sum_id: the same for the members of one sum ("12 قاضية و8 قضاة"); None outside of sums.
        upper: the other end of a range ("20 to 30"), else None.
        sentence: offset in the body at which its sentence begins.
    """

    start: int
    end: int
    text: str
    value: int | None
    bound: str | None
    group: str
    cue: str
    audiences: tuple[str, ...]
    form: str
    rule: str
    confidence: float
    sum_id: int | None = None
    upper: int | None = None
    sentence: int = 0

    @property
    def audience(self) -> str | None:
        """The first of the audience's codes."""
        return self.audiences[0] if self.audiences else None
