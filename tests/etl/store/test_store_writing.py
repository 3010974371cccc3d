"""Writing readings: what is new, what changed, what stays; and what a batch leaves when it fails."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from store_samples import AT, BODY, DAY, dump, event, reading, rows, write

from etl.event import Participation
from etl.store import Counts, Failure, Store, StoreError, new_run, open_store
from etl.store.engine import writing
from etl.store.schema import TIDY
from etl.tables import check_tables, to_tables

OTHER = event(title="ورشة بسلا", event_type="workshop", city="sale")


def test_what_is_written_is_read_back_as_the_tables_say(store: Store) -> None:
    told = reading(event(), event(title="ورشة", event_type="workshop"))
    run = write(store, told)
    assert run.counts == Counts(new=1, events=2)
    tables = store.read_tables()
    check_tables(tables)
    key = told.release.key.removeprefix("r-")
    numbered = [
        dataclasses.replace(one, event_id=f"e-{key}-{n}", release_id=told.release.release_id)
        for n, one in enumerate(told.events, 1)
    ]
    expected = to_tables([dataclasses.replace(told.release, ingested_at=AT)], numbered)
    for name in tables.keys() - {"runs"}:
        assert tables[name].equals(expected[name]), name
        assert dict(tables[name].dtypes) == dict(expected[name].dtypes), name
    assert store.read_release(told.release.release_id) == dataclasses.replace(told.release, ingested_at=AT)
    assert store.read_release("r-none") is None


def test_the_same_again_changes_no_table(store: Store) -> None:
    readings = [reading(event(), name=f"{n}.txt") for n in range(5)] + [reading(name="none.txt", body="رأي")]
    write(store, *readings, failed=(Failure("b.txt", "empty file"),))
    before, mark = dump(store), store.revision()
    run = write(store, *readings, failed=(Failure("b.txt", "empty file"),))
    assert run.counts == Counts(unchanged=6, failed=1)
    assert not run.recorded
    assert dump(store) == before
    assert store.revision() == mark


def test_the_revision_changes_with_every_change(store: Store) -> None:
    marks = [store.revision()]
    for body in ("أ", "ب"):
        write(store, reading(event(), body=body))
        marks.append(store.revision())
    write(store, failed=(Failure("x", "empty file"),))
    marks.append(store.revision())
    assert len(set(marks)) == 4


def test_two_stores_never_have_the_same_revision(tmp_path: Path, store: Store) -> None:
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        assert other.revision() != store.revision()


def test_other_words_are_a_new_version_and_the_old_one_is_kept(store: Store) -> None:
    first = reading(event())
    write(store, first)
    write(store, reading(event(participants=21), body=BODY + " و21"))
    key = first.release.key
    versions = [(row["release_id"], row["version"], row["superseded_by"]) for row in rows(store, "releases")]
    assert versions == [(key, 1, f"{key}-2"), (f"{key}-2", 2, None)]
    old = store.read_release(key)
    assert old is not None
    assert old.body == BODY
    (row,) = rows(store, "events")
    assert (row["event_id"], row["participants"]) == (f"e-{key[2:]}-1", 21)
    assert {row["release_id"] for row in rows(store, "event_releases")} == {f"{key}-2"}
    assert {row["release_id"] for row in rows(store, "evidence")} == {f"{key}-2"}


def test_former_words_again_are_a_further_version(store: Store) -> None:
    for body in ("أ", "ب", "أ"):
        write(store, reading(event(), body=body))
    assert [row["version"] for row in rows(store, "releases")] == [1, 2, 3]
    assert [row["body"] for row in rows(store, "releases") if row["superseded_by"] is None] == ["أ"]
    assert len(rows(store, "events")) == 1


def test_versions_within_one_batch(store: Store) -> None:
    run = write(store, reading(event(), body="أ"), reading(event(), body="ب"), reading(event(), body="ب"))
    assert run.counts == Counts(new=1, changed=1, unchanged=1, events=2)
    assert [row["version"] for row in rows(store, "releases")] == [1, 2]


def test_a_date_given_later_is_news_and_its_absence_is_not(store: Store) -> None:
    silent = reading(event(date_start=None, date_end=None))
    dated = reading(event(), given=date(2024, 7, 27))
    assert write(store, silent).counts == Counts(new=1, events=1)
    assert write(store, dated).counts == Counts(changed=1, events=1)
    assert write(store, dated).counts == Counts(unchanged=1)
    assert write(store, silent).counts == Counts(unchanged=1)
    assert [row["date_start"].date() for row in rows(store, "events")] == [DAY]


def test_events_keep_their_ids_when_their_order_changes(store: Store) -> None:
    seminar, workshop = event(title="ندوة"), event(title="ورشة", event_type="workshop", city="sale")
    write(store, reading(seminar, workshop))
    ids = {row["title"]: row["event_id"] for row in rows(store, "events")}
    write(
        store,
        reading(workshop, event(title="حفل", event_type="ceremony", city=None, date_start=None), seminar, body="أ"),
    )
    now = {row["title"]: row["event_id"] for row in rows(store, "events")}
    assert {title: now[title] for title in ids} == ids
    assert now["حفل"].endswith("-3")


def test_an_id_is_never_given_twice(store: Store) -> None:
    write(store, reading(event(), event(title="ورشة", event_type="workshop", city="sale"), body="أ"))
    write(store, reading(event(), body="ب"))
    write(store, reading(event(), event(title="حفل", event_type="ceremony", city="fes"), body="ج"))
    assert [row["event_id"][-2:] for row in rows(store, "events")] == ["-1", "-3"]


def test_an_event_that_is_no_longer_told_goes(store: Store) -> None:
    write(store, reading(event(), event(title="ورشة", event_type="workshop", city="sale"), body="أ"))
    write(store, reading(body="ب"))
    for name in ("events", "event_releases", "participations", "evidence", "event_themes", "candidates"):
        assert rows(store, name) == [], name
    assert len(rows(store, "releases")) == 2


def test_an_institution_is_stored_once_for_all(store: Store) -> None:
    party = Participation("x-2", "Réseau", "partner", "Réseau", 0, 6)
    write(store, *[reading(event(lang="fr", institutions=(party,)), name=f"{n}.txt") for n in range(3)])
    write(store, reading(event(lang="fr", institutions=(party,)), name="d.txt"))
    (row,) = rows(store, "institutions")
    assert (row["institution_id"], row["name_fr"], row["kind"]) == ("x-2", "Réseau", "unlinked")


def test_a_linked_institution_follows_the_registry(store: Store) -> None:
    party = Participation("unodc", "UNODC", "partner", "UNODC", 0, 5)
    write(store, reading(event(institutions=(party,)), name="a.txt"))
    (row,) = rows(store, "institutions")
    with writing(store._engine) as connection:
        connection.execute(sa.update(TIDY["institutions"]).values(name_en="an older name"))
    write(store, reading(event(institutions=(party,)), name="b.txt"))
    assert rows(store, "institutions") == [row]


def test_a_batch_that_fails_leaves_nothing(store: Store) -> None:
    write(store, reading(event(), name="a.txt"))
    before = dump(store)
    with pytest.raises(StoreError):
        write(store, reading(event(), name="b.txt"), reading(event(state="happened"), name="c.txt"))
    assert dump(store) == before


@pytest.mark.parametrize(
    "values", [{"participants": -1}, {"confidence": 2.0}, {"status": "x"}, {"title": None}, {"mode": "x"}]
)
def test_the_database_itself_refuses_what_is_no_value(store: Store, values: dict[str, object]) -> None:
    with pytest.raises(StoreError):
        write(store, reading(event(**values)))


def test_foreign_keys_hold(store: Store) -> None:
    with pytest.raises(sa.exc.IntegrityError), writing(store._engine) as connection:
        connection.execute(sa.insert(TIDY["participations"]).values(event_id="e", institution_id="x", role="host"))


def test_a_run_counts_all_its_batches(store: Store) -> None:
    run = new_run(AT, "1")
    run = store.write_batch([reading(event(), name="a.txt")], run)
    run = store.write_batch([reading(OTHER, name="b.txt"), reading(event(), name="a.txt")], run, [Failure("c", "x")])
    status = store.status()
    assert status.runs == (run,)
    assert run.counts == Counts(new=2, unchanged=1, failed=1, events=2)
    assert status.failures == (Failure("c", "x"),)
    assert status.rows["events"] == 2


def test_a_failure_is_listed_until_its_input_is_read(store: Store) -> None:
    write(store, failed=(Failure("a.txt", "empty file"), Failure("b.txt", "no such file")))
    write(store, failed=(Failure("a.txt", "binary file, not text"),))
    assert store.status().failures == (
        Failure("a.txt", "binary file, not text"),
        Failure("b.txt", "no such file"),
    )
    write(store, reading(event(), name="a.txt"))
    assert store.status().failures == (Failure("b.txt", "no such file"),)


def test_texts_of_any_letters(store: Store) -> None:
    body = "عنوان 😀 «’» \u200f\u202b\u0301 \ufdfa\n\x02\x7f"
    write(store, reading(event(title="عنوان"), name="ملف \\ ' \" %.txt", body=body))
    assert rows(store, "releases")[0]["body"] == body
