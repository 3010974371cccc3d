"""The figures of an evaluation: precision, recall and F1 a field, calibration, and who asks for review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from etl.evaluation.gold import Gold, GoldRelease
from etl.evaluation.scoring import FIELDS, Verdict, Whole, score_release
from etl.event import Event
from etl.plug_in import ReadText
from etl.release import SourceError

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)  # where each bin of confidences begins; the last one ends with 1.0
ALL, EVENT = "all values", "whole event"  # rows of the calibration table beside the fields


@dataclass(frozen=True, slots=True)
class Score:
    """How a field was read.

    A wrong value counts against precision and against recall; null where null is right is a right value.
    """

    field: str
    right: int
    wrong: int
    missed: int
    surplus: int

    @property
    def asked(self) -> int:
        """Values that the answers ask for."""
        return self.right + self.wrong + self.missed

    @property
    def precision(self) -> float | None:
        """Share of the values read that are right; None where none was read."""
        return _share(self.right, self.right + self.wrong + self.surplus)

    @property
    def recall(self) -> float | None:
        """Share of the values asked for that were read; None where none was asked for."""
        return _share(self.right, self.asked)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where nothing was asked for or read."""
        return _share(2 * self.right, 2 * self.right + 2 * self.wrong + self.missed + self.surplus)


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of a field with a confidence from `low` on, below `high`: how many, how many right, mean confidence."""

    field: str
    low: float
    high: float
    values: int
    right: int
    mean: float

    @property
    def share(self) -> float:
        """Share of the values that are right."""
        return self.right / self.values


@dataclass(frozen=True, slots=True)
class Review:
    """Events with a wrong date, count, organiser or partner, and right ones with a settled date; how many ask."""

    wrong: int
    wrong_asking: int
    right: int
    right_asking: int


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation.

    Attributes:
        releases: how many were scored.
        scores: one a field that was asked for or read, in the order of `FIELDS`.
        calibration: bins that are not empty, by field.
        review: who asks for review.
        misses: verdicts that are not right, in the order of the releases.
        failed: lines that could not be used, and releases that the reading failed on.
    """

    releases: int
    scores: tuple[Score, ...]
    calibration: tuple[Bin, ...]
    review: Review
    misses: tuple[Verdict, ...]
    failed: tuple[SourceError, ...]

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values; shares rounded to four places."""
        return {
            "releases": self.releases,
            "fields": {
                score.field: _rounded({"precision": score.precision, "recall": score.recall, "f1": score.f1})
                | {name: value for name, value in asdict(score).items() if name != "field"}
                for score in self.scores
            },
            "calibration": [
                _rounded(asdict(row) | {"share": row.share}) | {"field": row.field} for row in self.calibration
            ],
            "review": asdict(self.review),
            "misses": [asdict(miss) for miss in self.misses],
            "failed": [{"where": failure.path, "reason": failure.reason} for failure in self.failed],
        }


def evaluate(gold: Gold, read: ReadText) -> Report:
    """Read every release and judge what was read.

    Args:
        gold: releases with their answers.
        read: what reads a text; a release on which it fails counts as one read without events, and is named.

    Returns:
        The report.
    """
    verdicts: list[Verdict] = []
    wholes: list[Whole] = []
    failed = list(gold.failed)
    for release in gold.releases:
        events = _read_events(read, release, failed.append)
        judged, whole = score_release(release, gold.answers[release.release_id], events)
        verdicts += judged
        wholes += whole
    return Report(
        releases=len(gold.releases),
        scores=tuple(_scores(verdicts)),
        calibration=tuple(_calibration(verdicts, wholes)),
        review=_review(wholes),
        misses=tuple(verdict for verdict in verdicts if not verdict.is_right),
        failed=tuple(failed),
    )


def _read_events(read: ReadText, release: GoldRelease, note: Callable[[SourceError], None]) -> Sequence[Event]:
    try:
        return read(release.text, published=release.published)
    except Exception as error:  # noqa: BLE001 - a failure on one release is a result here, and named
        note(SourceError(release.release_id, f"cannot be read ({type(error).__name__}: {error})"))
        return ()


def _scores(verdicts: Iterable[Verdict]) -> Iterable[Score]:
    counts = Counter((verdict.field, verdict.outcome) for verdict in verdicts)
    for field in FIELDS:
        score = Score(
            field, counts[field, "right"], counts[field, "wrong"], counts[field, "missed"], counts[field, "surplus"]
        )
        if score.asked or score.surplus:
            yield score


def _calibration(verdicts: Sequence[Verdict], wholes: Iterable[Whole]) -> Iterable[Bin]:
    """Confidences against what was right, by field, of all values together, and of events as a whole."""
    sure = [
        (verdict.field, verdict.confidence, verdict.is_right)
        for verdict in verdicts
        if verdict.confidence is not None and verdict.field not in ("event", "events", "bound")
    ]
    rows = [*sure, *((ALL, confidence, right) for _, confidence, right in sure)]
    rows += [(EVENT, whole.confidence, whole.is_right) for whole in wholes]
    for field in (*FIELDS, ALL, EVENT):
        of_field = [(confidence, right) for name, confidence, right in rows if name == field]
        for low, high in zip(BINS, (*BINS[1:], 1.0), strict=True):
            found = [row for row in of_field if low <= row[0] and (row[0] < high or high == 1.0)]
            if found:
                mean = sum(confidence for confidence, _ in found) / len(found)
                yield Bin(field, low, high, len(found), sum(right for _, right in found), mean)


def _review(wholes: Iterable[Whole]) -> Review:
    wrong = [whole for whole in wholes if not whole.is_right]
    right = [whole for whole in wholes if whole.is_right and whole.is_dated]
    return Review(len(wrong), sum(w.asks for w in wrong), len(right), sum(w.asks for w in right))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in values.items()}
