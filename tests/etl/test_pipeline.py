"""From paths to events: order, batches, cores, and inputs that fail beside those that do not."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from etl import pipeline
from etl.pipeline import Options, ingest, read_sources, refuse_clashes
from etl.release import Release, Stated
from etl.settings import SettingError
from etl.store import Counts, Failure, Reading, Store, open_store
from etl.tables import TABLES
from etl.vocabulary.sources import seeds_folder

AT = datetime(2026, 1, 2, 3, 4, 5)
SEED = next(seeds_folder().glob("*.txt"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'store' / 'a.db'}") as opened:
        yield opened


@pytest.fixture
def ten(tmp_path: Path) -> Path:
    """A folder of ten files of which one cannot be read."""
    folder = tmp_path / "ten"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.txt").write_text(f"{SEED.read_text(encoding='utf-8')}\n{number}", encoding="utf-8")
    (folder / "5b.txt").write_bytes(b"\0\1\2")
    return folder


def paths_of(outcomes: list[pipeline.Outcome]) -> list[str]:
    return [Path(outcome.path).name for outcome in outcomes]


def dump(store: Store) -> dict[str, str]:
    return {name: frame.to_csv() for name, frame in store.read_tables().items()}


def test_inputs_are_read_in_their_order(ten: Path) -> None:
    outcomes = list(read_sources([str(ten)], Options()))
    assert paths_of(outcomes) == [
        "0.txt",
        "1.txt",
        "2.txt",
        "3.txt",
        "4.txt",
        "5.txt",
        "5b.txt",
        "6.txt",
        "7.txt",
        "8.txt",
    ]
    assert outcomes[6] == Failure(str(ten / "5b.txt"), "binary file, not text")
    assert all(isinstance(outcome, Reading) for place, outcome in enumerate(outcomes) if place != 6)


def test_release_and_events_know_each_other() -> None:
    (reading,) = read_sources([str(SEED)], Options(given=Stated(published=date(2024, 7, 27))))
    assert isinstance(reading, Reading)
    (event,) = reading.events
    key = reading.release.key
    assert (event.release_id, event.event_id) == (key, f"e-{key.removeprefix('r-')}-1")
    assert (reading.release.lang, event.lang) == ("ar", "ar")
    assert (event.published, event.published_basis) == (date(2024, 7, 27), "given")


def test_a_date_of_the_file_itself_has_the_basis_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"---\npublished: 2024-07-27\n---\n{SEED.read_text(encoding='utf-8')}", encoding="utf-8")
    (reading,) = read_sources([str(path)], Options(given=Stated(published=date(2020, 1, 1))))
    assert isinstance(reading, Reading)
    bases = {(told.published, told.published_basis) for told in (reading.release, *reading.events)}
    assert bases == {(date(2024, 7, 27), "metadata")}


def test_executors_read_the_same(tmp_path: Path) -> None:
    body = SEED.read_text(encoding="utf-8")
    for number in range(pipeline.FEW + 25):
        (tmp_path / f"{number:03}.txt").write_text(f"{body}\n{number}", encoding="utf-8")
    (tmp_path / "050.txt").write_bytes(b"")
    told: list[tuple[int, int]] = []
    serial = list(read_sources([str(tmp_path), "missing"], Options(executor="serial")))
    local = list(read_sources([str(tmp_path), "missing"], Options(), lambda done, total: told.append((done, total))))
    assert local == serial
    assert len(local) == pipeline.FEW + 26
    assert told == [(done, len(local)) for done in range(1, len(local) + 1)]


def test_a_process_that_is_killed_takes_no_input_along(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number:03}.txt").write_text(f"عنوان\n{number}", encoding="utf-8")
    outcomes = read_sources([str(tmp_path)], Options())
    first = next(outcomes)
    for process in multiprocessing.active_children():
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
    rest = list(outcomes)
    assert paths_of([first, *rest]) == [f"{number:03}.txt" for number in range(400)]
    assert all(isinstance(outcome, Reading) for outcome in rest)


def test_an_unknown_executor_is_refused() -> None:
    with pytest.raises(SettingError, match="no executor 'threads'; there are local and serial"):
        list(read_sources([], Options(executor="threads")))


def test_a_defect_is_a_failure_of_one_input(ten: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.read_release

    def stumble(release: Release, path: str, reader: str | None = None) -> Reading:
        if release.name == "3.txt":
            raise RecursionError("too deep")
        return whole(release, path, reader)

    monkeypatch.setattr(pipeline, "read_release", stumble)
    failures = [found for found in read_sources([str(ten)], Options()) if isinstance(found, Failure)]
    assert [Path(failure.path).name for failure in failures] == ["3.txt", "5b.txt"]
    assert failures[0].reason == "cannot be read (RecursionError: too deep); MARSAD_DEBUG=1 shows where"
    with pytest.raises(RecursionError):
        list(read_sources([str(ten)], Options(debug=True)))


def test_ingest_stores_the_others(ten: Path, store: Store) -> None:
    seen: list[Reading] = []
    run, failed = ingest([str(ten), "missing.txt"], store, Options(), at=AT, seen=seen.append)
    assert run.counts == Counts(new=9, failed=2, events=sum(len(reading.events) for reading in seen))
    assert failed == [Failure(str(ten / "5b.txt"), "binary file, not text"), Failure("missing.txt", "no such file")]
    assert store.status().rows["releases"] == len(seen) == 9
    assert store.status().failures == tuple(sorted(failed))


def test_a_second_ingest_changes_no_table(ten: Path, store: Store) -> None:
    inputs = [str(ten), "missing.txt"]
    ingest(inputs, store, Options())
    before, mark = dump(store), store.revision()
    run, failed = ingest(inputs, store, Options(executor="serial"))
    assert run.counts == Counts(unchanged=9, failed=2)
    assert len(failed) == 2
    assert dump(store) == before
    assert store.revision() == mark


def test_batches_are_transactions(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 4)
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text(f"رأي {number}", encoding="utf-8")
    marks: list[str] = []
    run, _ = ingest([str(tmp_path)], store, Options(), seen=lambda _: marks.append(store.revision()))
    assert [marks.count(mark) for mark in dict.fromkeys(marks)] == [4, 4, 2]
    assert store.status().runs == (run,)


def test_a_file_with_other_words_is_a_new_version(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "a.txt"
    for body in (SEED.read_text(encoding="utf-8"), SEED.read_text(encoding="utf-8") + "\nتصحيح"):
        path.write_text(body, encoding="utf-8")
        run, _ = ingest([str(path)], store, Options())
    assert run.counts.changed == 1
    assert store.read_table("releases")["version"].tolist() == [1, 2]
    assert len(store.read_table("events")) == 1


def test_two_files_that_claim_to_be_one_release_are_not_versions_of_each_other(tmp_path: Path, store: Store) -> None:
    top = tmp_path / "top"
    for folder, body in (("2024", "أ"), ("2025", "ب"), ("2026", "أ")):
        (top / folder).mkdir(parents=True)
        (top / folder / "a.txt").write_text(body, encoding="utf-8")
    inputs = [str(top / year) for year in ("2024", "2025", "2026")]
    for _ in range(2):
        run, failed = ingest(inputs, store, Options())
        assert [Path(failure.path).parent.name for failure in failed] == ["2025"]
        assert "same source and file name as" in failed[0].reason
    assert run.counts == Counts(unchanged=2, failed=1)
    assert ingest([str(top)], store, Options())[1] == []  # by their paths in one folder they are three
    assert len(store.read_table("releases")) == 4


def test_clashes_are_told_by_address_too() -> None:
    def reading(path: str, words: str) -> Reading:
        release = Release("r", "t", "t", words, "r", path, url="https://a.example/")
        return Reading(release, (), path)

    outcomes = list(refuse_clashes([reading("a", "1"), Failure("b", "x"), reading("c", "2"), reading("d", "1")]))
    assert paths_of(outcomes) == ["a", "b", "c", "d"]
    assert [type(outcome) for outcome in outcomes] == [Reading, Failure, Failure, Reading]
    assert outcomes[2] == Failure("c", "same address as a, but other words; one of the two is not read")


def test_parquet_holds_the_tidy_tables(ten: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 4)
    out = tmp_path / "out"
    failed = pipeline.write_parquet(read_sources([str(ten)], Options()), out)
    assert paths_of(list(failed)) == ["5b.txt"]
    assert sorted(path.name for path in out.iterdir()) == sorted(TABLES)
    releases = pd.read_parquet(out / "releases")
    assert len(releases) == 9
    assert len(list((out / "releases").iterdir())) == 3
    institutions = pd.read_parquet(out / "institutions")
    assert institutions["institution_id"].is_unique
    assert set(pd.read_parquet(out / "participations")["institution_id"]) == set(institutions["institution_id"])
    with pytest.raises(FileExistsError, match="choose an empty folder"):
        pipeline.write_parquet([], out)


def test_batched() -> None:
    assert list(pipeline.batched([], 3)) == []
    assert list(pipeline.batched(range(5), 2)) == [[0, 1], [2, 3], [4]]
