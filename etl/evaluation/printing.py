"""A report for a person: tables of the fields, of calibration, of review, and the misses under them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.evaluation.report import Report, Review
from etl.evaluation.scoring import FIELDS, Verdict

CHOICES = ("all", "none", *FIELDS)  # which misses to show
_SHOWN = 200  # characters of the text beside a miss


def chosen_misses(misses: Iterable[Verdict], errors: str) -> tuple[Verdict, ...]:
    """The misses of one field, all of them, or none."""
    return tuple(miss for miss in misses if errors in ("all", miss.field))


def print_report(report: Report, errors: str, console: Console) -> None:
    """Print a report.

    Args:
        report: the figures.
        errors: whose misses to print, one of `CHOICES`.
        console: where to.
    """
    console.print(_scores(report))
    console.print(_calibration(report))
    console.print(_review(report.review), highlight=False)
    misses = chosen_misses(report.misses, errors)
    if misses:
        console.print(f"\nMisses ({len(misses)}):", highlight=False)
    for release_id, of_release in groupby(misses, key=lambda miss: miss.release_id):
        console.print(Text(release_id, style="bold"))
        for miss in of_release:
            console.print(Text(_line(miss)), soft_wrap=True)
    releases = "release" if report.releases == 1 else "releases"
    left_out = f", {len(report.failed)} problems named on standard error" if report.failed else ""
    console.print(f"\n{report.releases} {releases} scored{left_out}", highlight=False)


def _scores(report: Report) -> Table:
    table = Table(title="Fields", title_justify="left")
    table.add_column("field")
    for heading in ("precision", "recall", "F1", "asked", "right", "wrong", "missed", "surplus"):
        table.add_column(heading, justify="right")
    for score in report.scores:
        figures = (_two(score.precision), _two(score.recall), _two(score.f1))
        counts = (score.asked, score.right, score.wrong, score.missed, score.surplus)
        table.add_row(score.field, *figures, *map(str, counts))
    return table


def _calibration(report: Report) -> Table:
    table = Table(title="Calibration", title_justify="left")
    table.add_column("field")
    table.add_column("confidence")
    for heading in ("values", "right", "share right", "mean confidence"):
        table.add_column(heading, justify="right")
    for field, rows in groupby(report.calibration, key=lambda row: row.field):
        for number, row in enumerate(rows):
            bounds = f"{row.low:.1f} to {row.high:.1f}"
            table.add_row(field if number == 0 else "", bounds, str(row.values), str(row.right), _two(row.share),
                          _two(row.mean))  # fmt: skip
        table.add_section()
    return table


def _review(review: Review) -> str:
    return (
        f"Wrong date, count, organiser or partner: {review.wrong_asking} of {review.wrong} events ask for review. "
        f"All four right and a settled date: {review.right_asking} of {review.right} ask for it."
    )


def _line(miss: Verdict) -> str:
    sure = "" if miss.confidence is None else f" ({miss.confidence:.2f})"
    text = miss.text if len(miss.text) <= _SHOWN else f"{miss.text[:_SHOWN]}…"
    return f"  {miss.field} {miss.outcome}: expected {_shown(miss.wanted)}, read {_shown(miss.read)}{sure}\n    {text}"


def _shown(value: object) -> str:
    """A value in words: nothing for null, a day once where first and last agree."""
    if value is None or value == {}:
        return "nothing"
    if isinstance(value, bool):
        return "an event" if value else "no event"
    if isinstance(value, dict):
        return ", ".join(f"{name} {number}" for name, number in value.items())
    if isinstance(value, tuple):
        return _shown(value[0]) if value[0] == value[1] else f"{_shown(value[0])} to {_shown(value[1])}"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _two(share: float | None) -> str:
    return "" if share is None else f"{share:.2f}"
