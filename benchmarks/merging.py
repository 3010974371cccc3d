"""What bringing releases of one activity together costs: 10,000 events into a store, with it and without.

Half of the events are told by two releases, some texts spread over many outlets, and days and cities are shared by
activities that only look alike.
"""

import random
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from etl.event import Event, Participation
from etl.release import Stated, make_release
from etl.store import Reading, new_run, open_store, writing

EVENTS = 10_000
BATCH = 200
CITIES = ("rabat", "casablanca", "fes", "tangier", "oujda", None)
TYPES = ("seminar", "workshop", "training", "agreement", "visit")
BODIES = ("cnclt", "unodc", "unicef", "iom", "cndh", "x-1", "x-2")
WORDS = (
    "ورشة",
    "تكوينية",
    "حول",
    "حماية",
    "الطفل",
    "ضحايا",
    "الاتجار",
    "بالبشر",
    "القضاة",
    "الصحفيين",
    "التلاميذ",
    "الجمعيات",
    "المدرسة",
)


def event(rng: random.Random) -> Event:
    """A made-up event of one of 1,500 days."""
    day = date(2022, 1, 1) + timedelta(days=rng.randrange(1500))
    parties = zip(rng.sample(BODIES, 2), ("organiser", "partner"), strict=True)
    return Event(
        event_id="",
        release_id="",
        lang="ar",
        title=" ".join(rng.sample(WORDS, 7)),
        event_type=rng.choice(TYPES),
        themes=(rng.choice(WORDS),),
        date_start=day,
        date_end=day,
        date_precision="day",
        published=day + timedelta(days=2),
        city=rng.choice(CITIES),
        institutions=tuple(Participation(code, code, role, code, 0, 1) for code, role in parties),
        participants=rng.choice((None, *range(10, 200))),
        participants_bound="exact",
        confidence=0.9,
    )


def readings() -> list[Reading]:
    """A release an event; half of the events twice, one of them five hundred times."""
    rng = random.Random(1)
    told = [event(rng) for _ in range(EVENTS // 2)]
    told += told[: EVENTS // 2 - 500] + [told[0]] * 500
    rng.shuffle(told)
    found = []
    for number, one in enumerate(told):
        release = make_release(f"{number}.txt", f"{one.title}\n{number}", Stated(published=one.published), Stated())
        found.append(Reading(release, (one,), release.name))
    return found


def write(all_readings: list[Reading]) -> tuple[float, int]:
    """Seconds of processor, and events in the store at the end."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{Path(folder) / 'a.db'}") as store:
        start = time.process_time()
        run = new_run(datetime(2026, 1, 1), "1")
        for first in range(0, len(all_readings), BATCH):
            run = store.write_batch(all_readings[first : first + BATCH], run)
        return time.process_time() - start, store.status().rows["events"]


def main() -> None:
    """Print both."""
    all_readings = readings()
    joining = writing.join
    writing.join = lambda *_: None  # type: ignore[assignment]  # the same store without it
    alone, events = write(all_readings)
    writing.join = joining
    joined, merged = write(all_readings)
    print(f"{EVENTS} events, {BATCH} a batch, SQLite")
    print(f"without joining {alone:6.1f} s  {events} events")
    print(f"with joining    {joined:6.1f} s  {merged} events  (+{joined - alone:.1f} s)")


if __name__ == "__main__":
    main()
