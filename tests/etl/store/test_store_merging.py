"""Releases that tell of one activity become one event with several sources; it can be seen, undone, and told again."""

import dataclasses
import itertools
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from store_samples import BODY, dump, event, reading, rows, write
from test_store_decisions import correct, decide

from etl.event import Evidence, Participation
from etl.store import Reading, Store, StoreError, open_store
from etl.store.engine import writing
from etl.store.schema import TIDY, tellings
from etl.tables import check_tables

FRENCH = "Séminaire à Rabat\n25 enfants y ont pris part"
PARTNER = Participation("unicef", "UNICEF", "partner", "UNICEF", 0, 6)
ORGANISER = Participation("cnclt", "اللجنة", "organiser", "اللجنة", 0, 6)


def arabic(**values: Any) -> Reading:
    return reading(
        event(**{"institutions": (ORGANISER, PARTNER), "review_reasons": (), "needs_review": False} | values)
    )


def french(name: str = "b.txt", body: str = FRENCH, source: str | None = None, **values: Any) -> Reading:
    told = {
        "lang": "fr",
        "title": "Séminaire à Rabat",
        "participants": 25,
        "institutions": (ORGANISER, PARTNER),
        "evidence": (Evidence("participants", 18, 28, "25 enfants", "25", "count", 0.9),),
        "review_reasons": (),
        "needs_review": False,
        "date_candidates": (),
    }
    return reading(event(**told | values), name=name, body=body, source=source)


def id_of(told: Reading) -> str:
    return f"e-{told.release.key.removeprefix('r-')}-1"


def merges(store: Store) -> list[tuple[Any, ...]]:
    return [
        (row["event_id"], row["field"], row["old"], row["new"], row["who"])
        for row in rows(store, "corrections")
        if row["field"] in ("merge", "split")
    ]


def test_a_later_release_of_the_same_activity_joins_the_event(store: Store) -> None:
    first, second = arabic(), french()
    write(store, first)
    write(store, second)
    check_tables(store.read_tables())
    (row,) = rows(store, "events")
    assert (row["event_id"], row["title"], row["participants"]) == (id_of(first), "ندوة بالرباط", 20)
    assert row["needs_review"] is True
    sources = {row["release_id"] for row in rows(store, "event_releases")}
    assert sources == {first.release.release_id, second.release.release_id}
    bodies = {told.release.release_id: told.release.body for told in (first, second)}
    for piece in rows(store, "evidence"):
        assert piece["event_id"] == id_of(first)
        if piece["release_id"] == second.release.release_id:
            assert bodies[piece["release_id"]][piece["start"] : piece["end"]] == piece["text"] == "25 enfants"
    candidates = [(row["field"], row["value"], row["reason"]) for row in rows(store, "candidates")]
    assert ("participants", "25", "sources-differ") in candidates
    assert [row["reason"] for row in rows(store, "review_reasons")] == ["sources-differ"]
    assert merges(store) == [(id_of(first), "merge", id_of(second), id_of(first), "marsad")]
    assert rows(store, "corrections")[0]["why"].startswith("0.")


def test_equal_tellings_ask_for_nothing(store: Store) -> None:
    write(store, arabic(), french(participants=20))
    (row,) = rows(store, "events")
    assert row["needs_review"] is False
    assert rows(store, "review_reasons") == []


@pytest.mark.parametrize("together", [True, False])
def test_the_same_again_changes_no_table(store: Store, together: bool) -> None:
    readings = [arabic(), french()]
    for batch in [readings] if together else [[told] for told in readings]:
        write(store, *batch)
    before, mark = dump(store), store.revision()
    write(store, *readings)
    write(store, *reversed(readings))
    assert dump(store) == before
    assert store.revision() == mark


def test_the_organisers_own_words_go_first_whenever_they_come(store: Store) -> None:
    first, own = arabic(), french(source="CNCLT")
    write(store, first)
    write(store, own)
    (row,) = rows(store, "events")
    assert (row["event_id"], row["title"], row["participants"]) == (id_of(first), "Séminaire à Rabat", 25)
    assert ("participants", "20") in {(row["field"], row["value"]) for row in rows(store, "candidates")}


def test_another_release_fills_what_the_first_leaves_open(store: Store) -> None:
    write(
        store,
        arabic(
            participants=None,
            participants_bound=None,
            date_start=None,
            date_end=None,
            date_precision="unknown",
            date_candidates=(date(2024, 7, 25), date(2025, 7, 25)),
            slogan="معا",
            review_reasons=("year-missing",),
            needs_review=True,
        ),
        french(slogan="معا"),
    )
    (row,) = rows(store, "events")
    assert (row["participants"], row["date_start"].date(), row["date_precision"]) == (25, date(2024, 7, 25), "day")
    assert row["needs_review"] is False
    assert rows(store, "candidates") == rows(store, "review_reasons") == []


def test_an_announcement_and_its_report_are_one_held_event(store: Store) -> None:
    write(store, arabic(state="planned", participants=None), french())
    (row,) = rows(store, "events")
    assert (row["state"], row["participants"]) == ("held", 25)


def test_two_events_of_one_release_stay_two(store: Store) -> None:
    told = event(institutions=(ORGANISER, PARTNER))
    write(store, reading(told, dataclasses.replace(told, participants=21)))
    assert len(rows(store, "events")) == 2
    assert merges(store) == []


def test_undo_brings_the_event_back_with_its_own_values(store: Store, url: str) -> None:
    with open_store(f"sqlite:///{tempfile.mkdtemp()}/alone.db") as other:
        write(other, french())
        (alone,), proof = rows(other, "events"), rows(other, "evidence")
    first, second = arabic(), french()
    write(store, first)
    (before,) = rows(store, "events")
    write(store, second)
    (merge,) = store.merges()
    assert (merge.kept, merge.absorbed, merge.undone) == (id_of(first), id_of(second), False)
    assert store.undo_merge(merge.correction_id, "Amal", "two seminars") == id_of(second)
    found = {row["event_id"]: row for row in rows(store, "events")}
    assert found == {id_of(first): before, id_of(second): alone}
    assert [row for row in rows(store, "evidence") if row["event_id"] == id_of(second)] == proof
    assert {(row["event_id"], row["release_id"]) for row in rows(store, "event_releases")} == {
        (id_of(told), told.release.release_id) for told in (first, second)
    }
    assert rows(store, "review_reasons") == []
    assert [merge.undone for merge in store.merges()] == [True]
    assert sorted(row[1:] for row in merges(store)) == [
        ("merge", id_of(second), id_of(first), "marsad"),
        ("split", id_of(first), id_of(second), "Amal"),
    ]
    with pytest.raises(StoreError, match="undone already"):
        store.undo_merge(merge.correction_id, "Amal", "again")


def test_what_was_taken_apart_is_not_merged_again(store: Store) -> None:
    first, second = arabic(), french()
    write(store, first, second)
    store.split_event(id_of(first), second.release.release_id, "Amal", "two seminars")
    before = dump(store)
    write(store, first, second)
    assert dump(store) == before
    write(store, french(body=FRENCH + " à peine"))
    assert len(rows(store, "events")) == 2
    third = french("c.txt", participants=25, title="Séminaire à Rabat")
    write(store, third)
    groups = {frozenset(row["release_id"][:18] for row in g) for g in _sources(store)}
    assert {first.release.release_id, second.release.release_id} not in groups
    assert len(rows(store, "events")) == 2


def _sources(store: Store) -> list[list[dict[str, Any]]]:
    links = sorted(rows(store, "event_releases"), key=lambda row: row["event_id"])
    return [list(found) for _, found in itertools.groupby(links, key=lambda row: row["event_id"])]


def test_the_kept_events_own_release_can_be_taken_out(store: Store) -> None:
    first, second = arabic(), french()
    write(store, first, second)
    assert store.split_event(id_of(first), first.release.release_id, "Amal", "x") == id_of(first)
    assert {row["event_id"]: row["participants"] for row in rows(store, "events")} == {
        id_of(first): 20,
        id_of(second): 25,
    }


@pytest.mark.parametrize(("who", "words"), [("", "name of a person"), ("marsad", "name of a person")])
def test_a_person_is_named(store: Store, who: str, words: str) -> None:
    write(store, arabic(), french())
    with pytest.raises(StoreError, match=words):
        store.undo_merge(store.merges()[0].correction_id, who, "x")


def test_what_cannot_be_undone_is_said(store: Store) -> None:
    write(store, arabic())
    with pytest.raises(StoreError, match="no merge c-1"):
        store.undo_merge("c-1", "Amal", "x")
    with pytest.raises(StoreError, match="does not tell of the event"):
        store.split_event(id_of(arabic()), "r-none", "Amal", "x")
    with pytest.raises(StoreError, match="no other release tells"):
        store.split_event(id_of(arabic()), arabic().release.release_id, "Amal", "x")


@pytest.mark.parametrize("status", ["accepted", "rejected", "corrected"])
def test_an_event_that_a_person_knows_gains_a_source_and_no_value(store: Store, status: str) -> None:
    first, second = arabic(), french(source="CNCLT")
    write(store, first)
    decide(store, status=status, participants=22)
    before = {name: rows(store, name) for name in ("events", "participations", "candidates", "review_reasons")}
    write(store, second)
    assert {name: rows(store, name) for name in before} == before
    assert len(rows(store, "event_releases")) == 2
    assert merges(store) == [(id_of(first), "merge", id_of(second), id_of(first), "marsad")]


def test_two_events_that_a_person_decided_stay_two(store: Store) -> None:
    first, second, third = arabic(), french(city="fes"), french("c.txt")
    write(store, first, second)
    for told, status in ((first, "accepted"), (second, "rejected")):
        _set(store, id_of(told), status=status)
    write(store, french(body=FRENCH + " à peine"))  # now in Rabat, too
    write(store, third)
    found = {row["event_id"]: row["status"] for row in rows(store, "events")}
    assert found == {id_of(first): "accepted", id_of(second): "rejected"}


def _set(store: Store, event_id: str, **values: Any) -> None:
    with writing(store._engine) as connection:
        connection.execute(sa.update(TIDY["events"]).where(TIDY["events"].c.event_id == event_id).values(**values))


def test_an_event_that_a_person_knows_lives_on_though_it_is_younger(store: Store) -> None:
    first, second = arabic(city="fes"), french()
    write(store, first, second)
    _set(store, id_of(second), status="accepted")
    write(store, arabic(evidence=()), reading(event(institutions=(ORGANISER, PARTNER)), body=BODY + " و"))
    assert [row["event_id"] for row in rows(store, "events")] == [id_of(second)]
    assert merges(store)[-1][1:4] == ("merge", id_of(first), id_of(second))


def test_a_corrected_field_stays_through_a_merge_and_its_undo(store: Store) -> None:
    write(store, arabic())
    correct(store, "participants", participants=22)
    write(store, french())
    store.undo_merge(store.merges()[0].correction_id, "Amal", "x")
    assert sorted(row["participants"] for row in rows(store, "events")) == [22, 25]


def test_new_words_of_a_source_are_settled_with_the_others(store: Store) -> None:
    first, second = arabic(), french()
    write(store, first, second)
    write(store, french(body=FRENCH + " et 20", participants=20))
    (row,) = rows(store, "events")
    assert (row["participants"], row["needs_review"]) == (20, False)
    assert {row["release_id"] for row in rows(store, "evidence")} == {
        first.release.release_id,
        f"{second.release.key}-2",
    }
    write(store, french(body="Séminaire à Fès", city="fes"))
    assert {row["event_id"]: row["city"] for row in rows(store, "events")} == {
        id_of(first): "rabat",
        id_of(second): "fes",
    }
    assert [row[1] for row in merges(store)].count("split") == 1


def test_a_source_that_tells_of_it_no_more_goes_and_the_id_stays(store: Store) -> None:
    first, second = arabic(), french()
    write(store, first, second)
    write(store, reading(body="رأي"))
    (row,) = rows(store, "events")
    assert (row["event_id"], row["participants"], row["title"]) == (id_of(first), 25, "Séminaire à Rabat")
    assert {row["release_id"] for row in rows(store, "event_releases")} == {second.release.release_id}
    write(store, reading(name="b.txt", body="Avis"))
    assert rows(store, "events") == []
    assert rows(store, "corrections") == []


def test_a_source_may_take_the_place_of_another_of_its_release(store: Store) -> None:
    told = event(institutions=(ORGANISER, PARTNER), date_candidates=())
    near, nearer = dataclasses.replace(told, participants=19), dataclasses.replace(told, evidence=())
    write(store, reading(told))
    both = reading(near, nearer, name="b.txt", body="ندوتان")
    write(store, both)
    (merge,) = store.merges()
    assert merge.absorbed.endswith("-2")
    store.undo_merge(merge.correction_id, "Amal", "x")
    assert [(merge.absorbed[-2:], merge.undone) for merge in store.merges()] == [("-1", False), ("-2", True)]
    assert {(row["event_id"], row["field"]) for row in rows(store, "evidence")} == {
        (merge.kept, "participants"),
        (merge.kept, "city"),
    }
    assert len(rows(store, "event_releases")) == 3


VALUES = st.fixed_dictionaries(
    {
        "lang": st.sampled_from(["ar", "fr"]),
        "date_start": st.sampled_from([date(2024, 7, 24), date(2024, 7, 25), date(2024, 7, 26), None]),
        "city": st.sampled_from(["rabat", "rabat", None, "fes"]),
        "participants": st.sampled_from([None, 20, 22, 40]),
        "event_type": st.sampled_from(["seminar", "workshop", "agreement"]),
        "title": st.sampled_from(["ندوة بالرباط", "ندوة حول الطفل بالرباط", "اتفاقية", "ورشة 1", "ورشة 2"]),
        "institutions": st.sampled_from([(ORGANISER,), (ORGANISER, PARTNER), (PARTNER,), ()]),
    }
)
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)  # a store is too slow to make an example small
RELEASES = st.lists(st.lists(VALUES, min_size=1, max_size=2), min_size=2, max_size=6)


def readings_of(releases: list[list[dict[str, Any]]]) -> list[Reading]:
    return [
        reading(
            *(event(**{"date_candidates": (), "date_end": values["date_start"]} | values) for values in told),
            name=f"{number}.txt",
            published=date(2024, 7, 27),
        )
        for number, told in enumerate(releases)
    ]


def activities(store: Store) -> set[frozenset[str]]:
    """The tellings of each event."""
    with store._engine.connect() as connection:
        found = connection.execute(sa.select(tellings.c.event_id, tellings.c.told_id)).all()
    groups: dict[str, set[str]] = {}
    for event_id, told_id in found:
        groups.setdefault(event_id, set()).add(told_id)
    return {frozenset(ids) for ids in groups.values()}


def check(store: Store, readings: list[Reading]) -> None:
    """Every telling is of one event, every event has its sources, and no release tells of one twice."""
    check_tables(store.read_tables())
    told = [f"e-{one.release.key[2:]}-{n}" for one in readings for n in range(1, len(one.events) + 1)]
    assert sorted(itertools.chain(*activities(store))) == sorted(told)
    links = [(row["event_id"], row["release_id"]) for row in rows(store, "event_releases")]
    assert len(links) == len(set(links)) == len(told)
    assert {event_id for event_id, _ in links} == {row["event_id"] for row in rows(store, "events")}
    assert {release_id for _, release_id in links} == {one.release.release_id for one in readings if one.events}
    assert {(row["event_id"], row["release_id"]) for row in rows(store, "evidence")} <= set(links)


@settings(max_examples=25, deadline=None, phases=UNSHRUNK)
@given(releases=RELEASES, random=st.randoms(use_true_random=False))
def test_any_releases_make_the_same_activities_in_any_order(releases: list[list[dict[str, Any]]], random: Any) -> None:
    readings = readings_of(releases)
    shuffled = random.sample(readings, len(readings))
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for number, batches in enumerate(([readings], [[told] for told in readings], [[told] for told in shuffled])):
            with open_store(f"sqlite:///{Path(folder) / str(number)}.db") as store:
                for batch in batches:
                    write(store, *batch)
                check(store, readings)
                found.append(activities(store))
                before = dump(store)
                write(store, *shuffled)
                assert dump(store) == before
        assert found[0] == found[1] == found[2]


@settings(max_examples=25, deadline=None, phases=UNSHRUNK)
@given(releases=RELEASES, random=st.randoms(use_true_random=False))
def test_any_merge_can_be_undone(releases: list[list[dict[str, Any]]], random: Any) -> None:
    readings = readings_of(releases)
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{Path(folder) / 'a.db'}") as store:
        for told in readings:
            write(store, told)
        values = {f"e-{one.release.key[2:]}-{n}": told for one in readings for n, told in enumerate(one.events, 1)}
        for _ in range(30):
            left = sorted((m for m in store.merges() if not m.undone), key=lambda merge: (merge.absorbed, merge.kept))
            if not left:
                break
            merge = random.choice(left)
            back = store.undo_merge(merge.correction_id, "Amal", "x")
            check(store, readings)
            own = next(ids for ids in activities(store) if merge.absorbed in ids)
            assert merge.kept not in own or merge.absorbed == merge.kept
            if own == {merge.absorbed}:
                (row,) = (row for row in rows(store, "events") if row["event_id"] == back)
                assert back == merge.absorbed
                assert (row["title"], row["participants"]) == (values[back].title, values[back].participants)
        assert not [merge for merge in store.merges() if not merge.undone]
