"""How fast dates are read, beside dateparser's search on the same texts in the same run.

    python benchmarks/dates.py [--rounds N]

One core (pinned where the system allows it); no two texts of a round are alike, so no cache helps; medians.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime

from dateparser.search import search_dates

from etl.dates import find_dates
from etl.text import read_text
from etl.vocabulary import detect_language
from etl.vocabulary.sources import data_folder, seeds_folder

GOAL = 60  # times the speed of search_dates on the seed
HOSTILE_GOAL = 5.0  # milliseconds a KB
ANCHOR = date(2024, 7, 27)
SEARCH = {"RELATIVE_BASE": datetime(2024, 7, 27)}
HOSTILE = {
    "3,200 digits": "1" * 3200,
    "400 years": "2024 " * 400,
    "1/1/ a thousand times": "1/1/" * 1000,
    "nested ranges": "من 1 إلى 2 ماي إلى 3 " * 500,
    "1 MB of و": "و" * 500_000,
    "lists without an end": "1, 2, 3 و" * 1500,
    "weekdays without an end": "الخميس والجمعة (" * 1000,
    "months without an end": "May March, " * 2000,
}


def turned(text: str, count: int) -> list[str]:
    """As many texts of the same words, no two alike."""
    words = text.split(" ")
    return [" ".join(words[turn % 40 :] + words[: turn % 40]) + f" {turn}" for turn in range(count)]


def median(read: Callable[[str], object], texts: list[str]) -> float:
    """Median time of a reading in milliseconds, after five to warm up."""
    for text in texts[:5]:
        read(text)
    times = []
    for text in texts:
        start = time.perf_counter()
        read(text)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def compare(name: str, text: str, rounds: int) -> float:
    """Print both times on a text; return how many times faster dates are read."""
    lang = detect_language(read_text(text))
    texts = turned(text, rounds)
    theirs = median(lambda one: search_dates(one, languages=[lang], settings=SEARCH), texts)
    ours = median(lambda one: find_dates(one, ANCHOR, lang), texts)
    print(f"{name:36} search_dates {theirs:8.2f} ms   find_dates {ours:6.3f} ms   {theirs / ours:5.0f} times")
    return theirs / ours


def check_lengths(text: str) -> None:
    """Print the cost a KB at 1 KB, 10 KB and 1 MB, and what memory stays after a thousand texts."""
    for size in (1_000, 10_000, 1_000_000):
        long = (text * (size // len(text) + 1))[:size]
        took = median(lambda one: find_dates(one, ANCHOR, "ar"), turned(long, 5 if size > 100_000 else 40))
        print(f"{size:9,} letters: {took / (len(long.encode()) / 1000):.4f} ms a KB")
    texts = turned(text, 1000)
    tracemalloc.start()
    for one in texts[:200]:
        find_dates(one, ANCHOR, "ar")
    before = tracemalloc.get_traced_memory()[0]
    for one in texts[200:]:
        find_dates(one, ANCHOR, "ar")
    print(f"memory kept over 800 texts: {(tracemalloc.get_traced_memory()[0] - before) / 1000:.0f} kB")
    tracemalloc.stop()


def check_hostile() -> bool:
    """Print what hostile texts cost a KB; whether all stay under the goal."""
    worst = 0.0
    for name, text in HOSTILE.items():
        took = median(lambda one: find_dates(one, ANCHOR, "ar"), [text + str(turn) for turn in range(3)])
        cost = took / (len(text.encode()) / 1000)
        worst = max(worst, cost)
        print(f"{name:26} {cost:7.3f} ms a KB")
    return worst <= HOSTILE_GOAL


def main() -> int:
    """Compare, check, and say with the exit status whether the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    seed = next(iter(sorted(seeds_folder().glob("*.txt")))).read_text(encoding="utf-8")
    times = compare("seed", seed, rounds)
    for path in sorted((data_folder() / "samples").glob("*.txt")):
        compare(path.name, path.read_text(encoding="utf-8"), 10)
    check_lengths(seed)
    tame = check_hostile()
    print(f"goal {GOAL} times on the seed: {times:.0f}; hostile text under {HOSTILE_GOAL} ms a KB: {tame}")
    return int(not (times >= GOAL and tame))


if __name__ == "__main__":
    sys.exit(main())
