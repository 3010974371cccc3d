"""The commands that read, judge and store: `marsad ingest`, `extract`, `evaluate` …; and how any command ends."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from etl import pipeline
from etl.evaluation import evaluate as evaluate_gold
from etl.evaluation import read_gold
from etl.evaluation.printing import CHOICES, chosen_misses, print_report
from etl.event import Event
from etl.extract import extract as read_text
from etl.plug_in import load_reader
from etl.readers import read_day
from etl.release import SourceError, Stated
from etl.settings import SettingError, read_settings
from etl.store import Failure, Reading, Run, StoreError, open_store
from etl.versions import reading_version
from etl.vocabulary.check import check_vocabulary

ALL_READ, SOME_FAILED, UNUSABLE = 0, 1, 2  # exit status
_PLAIN_WIDTH = 160  # columns of a table that goes to a file or a pipe

app = typer.Typer(
    name="marsad",
    help="Read press releases into a register of activities, and show it as a dashboard.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

vocabulary = typer.Typer(help="Look after the word files and the registry.", no_args_is_help=True)
app.add_typer(vocabulary, name="vocabulary")

Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.")]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Publication date of releases that state none."),
]
Executor = Annotated[
    str, typer.Option("--executor", metavar="E", help="local (a process per core) or serial (one alone).")
]

Reader = Annotated[
    str | None,
    typer.Option("--reader", metavar="NAME", help="A plugged-in reader instead of Marsad's own."),
]


@app.command()
def ingest(
    paths: Paths,
    *,
    published: Published = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="Who published releases that do not say so.")
    ] = None,
    executor: Executor = "local",
    reader: Reader = None,
) -> None:
    """Read releases into the store. One bad file never stops the rest."""
    options = _options(executor, Stated(published=_day(published), source=source or None), reader)
    with open_store() as store, progress_bar("Reading") as progress:
        run, failed = pipeline.ingest(paths, store, options, progress=progress)
    print_failures(failed)
    sys.stdout.write(f"{summary(run)}\nStore: {store.url}\n")
    raise typer.Exit(SOME_FAILED if failed else ALL_READ)


@app.command()
def extract(
    paths: Paths,
    *,
    published: Published = None,
    lang: Annotated[
        Literal["ar", "fr", "en"] | None, typer.Option("--lang", help="Language of releases that do not say so.")
    ] = None,
    form: Annotated[
        Literal["jsonl", "table"], typer.Option("--format", help="One JSON object an event, or a table to look at.")
    ] = "jsonl",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the tidy tables as Parquet under DIR instead.")
    ] = None,
    executor: Executor = "local",
    reader: Reader = None,
) -> None:
    """Read releases without a store, and print their events."""
    options = _options(executor, Stated(published=_day(published), lang=lang), reader)
    failed: list[Failure] = []
    quiet = sys.stdout.isatty() and out is None  # events and a bar do not share a terminal
    with (
        progress_bar("Reading", quiet) as progress,
        closing(pipeline.read_sources(paths, options, progress)) as outcomes,
    ):
        if out is not None:
            failed += pipeline.write_parquet(outcomes, out)
        elif form == "table":
            print_events(_readings(outcomes, failed))
        else:
            print_lines(_readings(outcomes, failed))
    print_failures(failed)
    raise typer.Exit(SOME_FAILED if failed else ALL_READ)


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Holds releases.jsonl and gold.jsonl.")],
    *,
    errors: Annotated[
        str, typer.Option("--errors", metavar="FIELD", help="Whose misses to print: a field, all or none.")
    ] = "all",
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="Tables to look at, or JSON.")] = "table",
    reader: Reader = None,
) -> None:
    """Measure the reading of releases against their right answers, field by field."""
    if errors not in CHOICES:
        raise typer.BadParameter(f"“{errors}” is none of {', '.join(CHOICES)}", param_hint="--errors")
    name = reader or read_settings().reader
    report = evaluate_gold(read_gold(folder), load_reader(name) if name else read_text)
    if form == "json":
        shown = dataclasses.replace(report, misses=chosen_misses(report.misses, errors))
        sys.stdout.write(json.dumps(shown.to_dict(), ensure_ascii=False, indent=2) + "\n")
    else:
        print_report(report, errors, _console())
    print_failures(Failure(failure.path, failure.reason) for failure in report.failed)
    raise typer.Exit(SOME_FAILED if report.failed or not report.releases else ALL_READ)


@vocabulary.command("check")
def check(
    no_notes: Annotated[bool, typer.Option("--no-notes", help="Print errors alone.")] = False,
) -> None:
    """Find what is wrong in the word files and the registry."""
    findings = check_vocabulary()
    errors = [finding for finding in findings if finding.level == "error"]
    for finding in errors if no_notes else findings:
        sys.stdout.write(f"{finding}\n")
    sys.stdout.write(f"{_many(len(errors), 'error')}, {_many(len(findings) - len(errors), 'note')}\n")
    raise typer.Exit(SOME_FAILED if errors else ALL_READ)


@app.command()
def merges(
    *,
    undo: Annotated[
        str | None, typer.Option("--undo", metavar="CORRECTION_ID", help="The merge to undo; it is not made again.")
    ] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", help="Who undoes it.")] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason.")] = None,
) -> None:
    """Show which releases were taken to tell of one activity, or take them apart."""
    if undo is not None and not (who and why):
        raise typer.BadParameter("needs --who and --why", param_hint="--undo")
    with open_store() as store:
        if undo is not None:
            event_id = store.undo_merge(undo, who or "", why or "")
            sys.stdout.write(f"{event_id} is an activity of its own again\n")
            return
        made = store.merges()
    for merge in made:
        state = " (undone)" if merge.undone else ""
        sys.stdout.write(f"{merge.correction_id} {merge.at:%Y-%m-%d %H:%M} {merge.absorbed} is {merge.kept}{state}\n")
        sys.stdout.write(f"  {printable_line(merge.title)}\n  {merge.why or ''}\n")
    sys.stdout.write(f"{len(made)} merges\n")


@app.command()
def status() -> None:
    """Show what the store holds, the last runs, and inputs that could not be read."""
    with open_store() as store:
        now = store.status()
    lines = [f"Store: {now.url}", f"Versions: store {now.schema}, Marsad {reading_version()}", "Rows:"]
    lines += [f"  {name}: {number}" for name, number in now.rows.items()]
    lines += ["Last runs (UTC):"] if now.runs else ["No runs yet."]
    lines += [f"  {run.at:%Y-%m-%d %H:%M} {summary(run)} ({run.version})" for run in now.runs]
    lines += ["Not read:"] if now.failures else []
    lines += [f"  {one_line(failure)}" for failure in now.failures]
    sys.stdout.write("\n".join(lines) + "\n")


def run(program: typer.Typer) -> int:
    """Run a program to its end; errors become one line on standard error, never a traceback.

    Args:
        program: the commands.

    Returns:
        The exit status, where the program did not itself end the process with one.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    debug = False
    try:
        debug = read_settings().debug
        program()
    except (SettingError, StoreError, SourceError) as error:
        return _refuse(str(error))
    except OSError as error:
        if debug:
            raise
        return _refuse(f"{error.strerror}: {error.filename}" if error.filename else str(error.strerror or error))
    except Exception as error:  # whatever else it is, a person gets a sentence
        if debug:
            raise
        return _refuse(f"unexpected {type(error).__name__}: {error}; MARSAD_DEBUG=1 shows where", SOME_FAILED)
    return ALL_READ


@contextmanager
def progress_bar(label: str, quiet: bool = False) -> Iterator[pipeline.Progress | None]:
    """A bar on standard error while inputs are read; nothing where that is no terminal.

    Args:
        label: what is going on.
        quiet: show none at all.

    Yields:
        What to tell of inputs done and in all, or None.
    """
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_events(readings: Iterable[Reading]) -> None:
    """A table of what was read, a line an event; releases that tell of none are listed under it."""
    console = _console()
    table = Table(show_lines=False)
    for heading in ("id", "date", "type", "city", "people", "organiser", "review"):
        table.add_column(heading, overflow="fold")
    without = []
    for reading in readings:
        for event in reading.events:
            table.add_row(*_cells(event, reading.release.fictional), style="dim" if event.state != "held" else None)
        if not reading.events:
            without.append(f"No activity in {reading.path}: {reading.none_because}\n")
    console.print(table)
    sys.stdout.writelines(without)


def print_lines(readings: Iterable[Reading]) -> None:
    """One JSON object an event, a line each."""
    for reading in readings:
        for event in reading.events:
            sys.stdout.write(json.dumps(event.to_dict(), ensure_ascii=False) + "\n")


def print_failures(failed: Iterable[Failure]) -> None:
    """One line on standard error an input that could not be read: its path and why."""
    for failure in failed:
        sys.stderr.write(f"{one_line(failure)}\n")


def one_line(failure: Failure) -> str:
    """A failure in one line, whatever a file's name holds."""
    return printable_line(f"{failure.path}: {failure.reason}")


def printable_line(text: str) -> str:
    """A text in one line: what is no printable letter is written as its escape."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def summary(run: Run) -> str:
    """What a run did, in a sentence."""
    counts = run.counts
    parts = [f"{counts.new} new", f"{counts.changed} changed", f"{counts.unchanged} unchanged"]
    read = counts.new + counts.changed + counts.unchanged
    told = f"{_many(read, 'release')} read ({', '.join(parts)})"
    return f"{told}, {_many(counts.events, 'event')}, {_many(counts.failed, 'input')} not read"


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _console() -> Console:
    """Standard output for tables, wide where it is no terminal."""
    console = Console(file=sys.stdout)
    return console if console.is_terminal else Console(file=sys.stdout, width=_PLAIN_WIDTH)


def _options(executor: str, given: Stated, reader: str | None) -> pipeline.Options:
    settings = read_settings()
    reader = reader or settings.reader
    if reader:
        load_reader(reader)  # one that is not there is said once, not beside every file
    return pipeline.Options(given, settings.max_bytes, executor, settings.debug, reader)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return read_day(text, None)
    except ValueError as error:
        raise typer.BadParameter(f"“{text}” is no date", param_hint="--published") from error


def _readings(outcomes: Iterable[pipeline.Outcome], failed: list[Failure]) -> Iterator[Reading]:
    """The readings as they come; failures are put aside."""
    for outcome in outcomes:
        if isinstance(outcome, Reading):
            yield outcome
        else:
            failed.append(outcome)


def _cells(event: Event, fictional: bool) -> list[str]:
    organisers = "; ".join(party.name for party in event.institutions if party.role == "organiser")
    day = event.date_edtf or (event.date_start.isoformat() if event.date_start else "")
    return [
        f"{event.event_id} (sample)" if fictional else event.event_id,
        day,
        event.event_type if event.state == "held" else f"{event.event_type} ({event.state})",
        event.city or "",
        "" if event.participants is None else f"{event.participants:,}",
        organisers,
        ", ".join(event.review_reasons),
    ]


def _refuse(message: str, code: int = UNUSABLE) -> int:
    sys.stderr.write(f"marsad: {' '.join(message.split())}\n")
    return code
