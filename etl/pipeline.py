"""From paths to events: find the files, read them on every core, hand them on in batches."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import itertools
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from etl.event import Event
from etl.plug_in import ContractError, read_plugged
from etl.readers import Source, find_sources, open_source, read_releases
from etl.release import STANDARD_INPUT, Release, SourceError, Stated, event_id_of, printable
from etl.settings import MEGABYTE, SettingError
from etl.store import Failure, Reading, Run, Store, new_run
from etl.tables import to_tables
from etl.tables.parquet import ParquetFolder
from etl.versions import reading_version

EXECUTORS = ("local", "serial")
CHUNK = 20  # sources a task; sending a task costs as much as 5 microseconds of work
BATCH = 200  # inputs a transaction
FEW = 3 * CHUNK  # up to so many sources, starting processes costs more than it saves
_AHEAD = 4  # chunks that wait for each process

Outcome = Reading | Failure
NOTHING_GIVEN = Stated()

T = TypeVar("T")
Progress = Callable[[int, int], None]  # inputs done, inputs in all


@dataclass(frozen=True, slots=True)
class Options:
    """How sources are read.

    Attributes:
        given: what the person says of releases that state none.
        max_bytes: a larger file is refused.
        executor: one of `EXECUTORS`: a process per core, or this one alone.
        debug: let an unexpected error through instead of naming it beside its file.
        reader: name of a plugged-in reader (`etl.plug_in`); None reads by Marsad's own rules.
    """

    given: Stated = NOTHING_GIVEN
    max_bytes: int = 10 * MEGABYTE
    executor: str = "local"
    debug: bool = False
    reader: str | None = None


def read_sources(paths: Iterable[str], options: Options, progress: Progress | None = None) -> Generator[Outcome]:
    """Read all that paths name, in their order, without a store; event ids are those that an empty store would give.

    Args:
        paths: files, folders, or `-`.
        options: how to read.
        progress: told of inputs done and in all.

    Yields:
        A reading a release, a failure an input that cannot be read.

    Raises:
        SettingError: there is no such executor.
    """
    if options.executor not in EXECUTORS:
        raise SettingError(f"no executor {options.executor!r}; there are {' and '.join(EXECUTORS)}")
    inputs = list(find_sources(paths))
    alone = options.executor == "serial" or len(inputs) <= FEW or any(map(_is_standard_input, inputs))
    found = _read_serially(inputs, options) if alone else _read_in_parallel(inputs, options)
    for done, outcomes in enumerate(found, 1):
        yield from outcomes
        if progress:
            progress(done, len(inputs))


def ingest(
    paths: Iterable[str],
    store: Store,
    options: Options,
    *,
    progress: Progress | None = None,
    at: datetime | None = None,
    seen: Callable[[Reading], None] | None = None,
) -> tuple[Run, list[Failure]]:
    """Read all that paths name into a store, batch by batch.

    Args:
        paths: files, folders, or `-`.
        store: an open store.
        options: how to read.
        progress: told of inputs done and in all.
        at: the time of the run, UTC; now unless given.
        seen: told of every reading once it is stored.

    Returns:
        The run with its counts, and the inputs that could not be read.

    Raises:
        SettingError: there is no such executor.
        StoreError: the database refuses; the batches before are stored.
    """
    run = new_run(at or datetime.now(UTC).replace(tzinfo=None), reading_version(options.reader))
    failed: list[Failure] = []
    with contextlib.closing(read_sources(paths, options, progress)) as outcomes:
        for batch in batched(refuse_clashes(outcomes), BATCH):
            refused = [outcome for outcome in batch if isinstance(outcome, Failure)]
            readings = [outcome for outcome in batch if isinstance(outcome, Reading)]
            run = store.write_batch(readings, run, refused)
            failed += refused
            if seen:
                for reading in readings:
                    seen(reading)
    return run, failed


def write_parquet(outcomes: Iterable[Outcome], folder: Path) -> list[Failure]:
    """Write what was read as tidy tables under a folder, a Parquet file a table and batch.

    Args:
        outcomes: as `read_sources` gives them.
        folder: made where it is not there; must not hold tables yet.

    Returns:
        The inputs that could not be read.

    Raises:
        OSError: it holds tables, or cannot be written.
    """
    files = ParquetFolder(folder)
    failed: list[Failure] = []
    for batch in batched(refuse_clashes(outcomes), BATCH):
        failed += [outcome for outcome in batch if isinstance(outcome, Failure)]
        readings = {reading.release.key: reading for reading in batch if isinstance(reading, Reading)}.values()
        events = [event for reading in readings for event in reading.events]
        files.write(to_tables([reading.release for reading in readings], events))
    return failed


def refuse_clashes(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Refuse an input that gives other words for a release that an earlier input gave.

    Two files with one address, or with one source and file name, would each be a version of the other.
    """
    seen: dict[str, tuple[str, str]] = {}
    for outcome in outcomes:
        if isinstance(outcome, Reading):
            release = outcome.release
            path, words = seen.setdefault(release.key, (outcome.path, release.content_hash))
            if words != release.content_hash:
                known_by = "address" if release.url else "source and file name"
                yield Failure(outcome.path, f"same {known_by} as {path}, but other words; one of the two is not read")
                continue
        yield outcome


def read_release(release: Release, path: str, reader: str | None = None) -> Reading:
    """Read the events of a release, and give release and events what each knows of the other.

    Args:
        release: as its reader gave it.
        path: where it came from, as a person knows it.
        reader: name of a plugged-in reader, or None.

    Returns:
        The release, with its language, and with a publication date where its text states one; its events, with ids.

    Raises:
        SettingError: there is no such reader.
        SourceError: the plugged-in reader breaks its contract.
    """
    from etl.extract import read_events  # noqa: PLC0415 - the vocabulary loads with the first text, not the program

    read = functools.partial(read_plugged, reader) if reader else read_events
    try:
        told = read(release.body, published=release.published, lang=release.lang)
    except ContractError as error:
        raise SourceError(path, f"the reader {reader!r} broke its contract: {error}") from error
    dated = told.events[0] if told.events else release
    release = dataclasses.replace(
        release,
        lang=told.lang,
        published=release.published or dated.published,
        published_basis=release.published_basis or dated.published_basis,
    )
    events = tuple(_tie(event, release, number) for number, event in enumerate(told.events, 1))
    return Reading(release, events, path, told.none_because)


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Items in lists of `size`, the last one shorter."""
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def _tie(event: Event, release: Release, number: int) -> Event:
    basis = release.published_basis if release.published_basis == "metadata" else event.published_basis
    event_id = event_id_of(release.key, number)
    return dataclasses.replace(event, event_id=event_id, release_id=release.release_id, published_basis=basis)


def _is_standard_input(found: Source | SourceError) -> bool:
    return found.path == STANDARD_INPUT


def _read_serially(inputs: Iterable[Source | SourceError], options: Options) -> Iterator[list[Outcome]]:
    return (_read_input(found, options) for found in inputs)


def _read_input(found: Source | SourceError, options: Options) -> list[Outcome]:
    """What one input gives: its readings, then a failure where it broke off."""
    if isinstance(found, SourceError):
        return [Failure(printable(found.path), found.reason)]
    outcomes: list[Outcome] = []
    try:
        data = open_source(found, options.max_bytes)
        for release in read_releases(found, data, options.given):
            outcomes.append(read_release(release, printable(found.path), options.reader))
    except SourceError as error:
        outcomes.append(Failure(printable(error.path), error.reason))
    except Exception as error:  # a defect in the reading of one text must not stop the others
        if options.debug:
            raise
        reason = f"cannot be read ({type(error).__name__}: {error}); MARSAD_DEBUG=1 shows where"
        outcomes.append(Failure(printable(found.path), reason))
    return outcomes


def _read_chunk(inputs: Sequence[Source | SourceError], options: Options) -> list[list[Outcome]]:
    return [_read_input(found, options) for found in inputs]


def _read_in_parallel(inputs: Sequence[Source | SourceError], options: Options) -> Iterator[list[Outcome]]:
    """Chunks on a process per core, a few of them waiting, results in the order of the inputs."""
    workers = os.cpu_count() or 1
    chunks = iter(batched(inputs, CHUNK))
    waiting: deque[tuple[list[Source | SourceError], Future[list[list[Outcome]]]]] = deque()
    pool = _new_pool(workers)
    try:
        while True:
            for chunk in itertools.islice(chunks, workers * _AHEAD - len(waiting)):
                waiting.append((chunk, pool.submit(_read_chunk, chunk, options)))
            if not waiting:
                return
            try:
                yield from waiting[0][1].result()
                waiting.popleft()
            except BrokenProcessPool:
                pool.shutdown()
                for chunk, _ in waiting:
                    yield from _read_apart(chunk, options)
                waiting.clear()
                pool = _new_pool(workers)
    finally:
        pool.shutdown(cancel_futures=True)


def _read_apart(inputs: Sequence[Source | SourceError], options: Options) -> Iterator[list[Outcome]]:
    """Read inputs in a process of their own, after one died and took its pool along; find the one that kills it."""
    with _new_pool(1) as pool:
        try:
            found = pool.submit(_read_chunk, inputs, options).result()
        except BrokenProcessPool:
            found = []
    if found:
        yield from found
    elif len(inputs) == 1:
        yield [Failure(printable(inputs[0].path), "the process that read it was killed; too little memory, perhaps")]
    else:
        for one in inputs:
            yield from _read_apart([one], options)


def _new_pool(workers: int) -> ProcessPoolExecutor:
    """Processes that start clean: what this one holds open (a store, a terminal, threads) is not theirs."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["etl.pipeline", "etl.warm"])
    return ProcessPoolExecutor(workers, mp_context=context)
