"""The program `marsad`: the commands of `etl.cli`, and those that show and report."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

from dashboard.listener import DEFAULT_HOST, listen
from etl import pipeline
from etl.cli import app, print_events, print_failures, progress_bar, run
from etl.settings import LOCAL, SettingError, default_database, read_settings
from etl.store import Failure, Reading, open_store
from etl.vocabulary.sources import data_folder, seeds_folder

DEMO = "demo.db"

Port = Annotated[int | None, typer.Option("--port", metavar="N", min=0, max=65535, help="Port; the first free one.")]
Several = list[str] | None


def main() -> None:
    """Run `marsad`."""
    sys.exit(run(app))


@app.command()
def demo(
    port: Port = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    no_samples: Annotated[bool, typer.Option("--no-samples", help="Read the seed release alone.")] = False,
) -> None:
    """Read the seed release and the fictional samples into a store of their own, and open the dashboard on it."""
    folders = [seeds_folder()] if no_samples else [seeds_folder(), data_folder() / "samples"]
    database = default_database(DEMO)
    with listen(DEFAULT_HOST, port) as listener, held_alone(database):  # before a store is made or replaced
        failed = read_demo(folders, database)
        print_failures(failed)
        sys.stdout.write(f"Demo store: {LOCAL / DEMO}; your own is not touched. Ctrl+C ends the dashboard.\n")
        sys.stdout.flush()
        _serve(listener, DEFAULT_HOST, database, not no_browser, True)


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", metavar="H", help="Address to listen on.")] = DEFAULT_HOST,
    port: Port = None,
) -> None:
    """Serve the dashboard over the store."""
    with open_store():  # a store that cannot be opened is said here, not in the browser
        pass
    with listen(host, port) as listener:
        _serve(listener, host, read_settings().database, False, False)


@app.command()
def export(
    *,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="csv or csv-excel.")],
    out: Annotated[str, typer.Option("-o", "--out", metavar="FILE", help="File to write; - for standard output.")],
    start: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day, YYYY-MM-DD.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day, YYYY-MM-DD.")] = None,
    partner: Annotated[
        Several, typer.Option(metavar="CODE", help="Institution in the role partner; may be repeated.")
    ] = None,
    institution: Annotated[Several, typer.Option(metavar="CODE", help="Institution in any role.")] = None,
    theme: Annotated[Several, typer.Option(metavar="CODE", help="Theme.")] = None,
    kind: Annotated[Several, typer.Option("--type", metavar="CODE", help="Event type.")] = None,
    region: Annotated[Several, typer.Option(metavar="CODE", help="Region.")] = None,
    city: Annotated[Several, typer.Option(metavar="CODE", help="City.")] = None,
    audience: Annotated[Several, typer.Option(metavar="CODE", help="Audience.")] = None,
    language: Annotated[Several, typer.Option(metavar="CODE", help="Language of the release.")] = None,
    state: Annotated[Several, typer.Option(metavar="CODE", help="held, planned, cancelled or postponed.")] = None,
    status: Annotated[Several, typer.Option(metavar="CODE", help="proposed, accepted, corrected or rejected.")] = None,
    dated: Annotated[Literal["yes", "no"] | None, typer.Option(help="With or without a date.")] = None,
    q: Annotated[Several, typer.Option("--q", metavar="WORDS", help="Words to look for.")] = None,
    lang: Annotated[Literal["ar", "fr", "en"] | None, typer.Option("--lang", help="Language of the names.")] = None,
) -> None:
    """Write a report of the filtered events."""
    query = {
        "from": start,
        "to": end,
        "partner": partner,
        "institution": institution,
        "theme": theme,
        "type": kind,
        "region": region,
        "city": city,
        "audience": audience,
        "language": language,
        "state": state,
        "status": status,
        "dated": dated,
        "q": q,
    }
    chosen = {name: [value] if isinstance(value, str) else value for name, value in query.items() if value}
    write_file(out, _report(form, chosen, lang or read_settings().lang))


@contextlib.contextmanager
def held_alone(database: str) -> Iterator[None]:
    """Hold a demo's store for this program alone; the hold ends with the program, however it ends.

    Args:
        database: SQLAlchemy URL of a SQLite file.

    Raises:
        SettingError: another demo serves it.
    """
    path = Path(database.removeprefix("sqlite:///")).with_suffix(".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise SettingError("a demo runs in this folder: stop it first, or start this one elsewhere") from error
        yield


def read_demo(folders: list[Path], database: str) -> list[Failure]:
    """Read folders into a fresh store and print what was read.

    Args:
        folders: what to read, in this order.
        database: SQLAlchemy URL of a SQLite file; one that is there is replaced.

    Returns:
        The inputs that could not be read.
    """
    for suffix in ("", "-wal", "-shm"):
        Path(database.removeprefix("sqlite:///") + suffix).unlink(missing_ok=True)
    settings = read_settings()
    options = pipeline.Options(max_bytes=settings.max_bytes, debug=settings.debug)
    readings: list[Reading] = []
    with open_store(database) as store, progress_bar("Reading") as progress:
        _, failed = pipeline.ingest(map(str, folders), store, options, progress=progress, seen=readings.append)
    print_events(readings)
    return failed


def write_file(out: str, content: bytes) -> None:
    """Write a whole file or none.

    Args:
        out: its path; `-` is standard output.
        content: its bytes.

    Raises:
        OSError: it cannot be written; a file that was there is as before.
    """
    if out == "-":
        sys.stdout.buffer.write(content)
        return
    path = Path(out)
    try:
        handle, begun = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:  # it names a file that nobody asked for
        raise OSError(error.errno, error.strerror, out) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(begun).chmod(0o666 & ~_umask())
        Path(begun).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(begun).unlink()
        raise


def _report(form: str, chosen: dict[str, list[str]], lang: str) -> bytes:
    from dashboard.exports import FORMATS, write_export  # noqa: PLC0415 - DuckDB and ibis take a while to load
    from dashboard.selection import CODES, Selection, backward_period  # noqa: PLC0415
    from dashboard.warehouse import open_warehouse  # noqa: PLC0415

    if form not in FORMATS:
        raise SettingError(f"--format cannot be {form}; there are {', '.join(FORMATS)}")
    if days := backward_period(chosen):
        raise SettingError(f"--from {days[0]} is later than --to {days[1]}")
    selection = Selection.from_query(chosen)
    dropped = {name for name, values in chosen.items() if set(selection.to_query().get(name, ())) != set(values)}
    if dropped:
        raise SettingError(f"--{sorted(dropped)[0]} cannot be {', '.join(chosen[sorted(dropped)[0]])}")
    with open_store() as store:
        warehouse = open_warehouse(store.read_tables())
    for name in CODES:
        for code in selection.values_of(name):
            if not warehouse.names.knows(name, code):
                raise SettingError(f"--{name}: there is no {code}")
    return write_export(form, warehouse, selection, lang)


def _serve(listener: socket.socket, host: str, database: str, open_browser: bool, is_demo: bool) -> None:
    from dashboard import serving  # noqa: PLC0415 - Streamlit takes a while to load

    serving.serve(listener, host, database_url=database, open_browser=open_browser, demo=is_demo)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
