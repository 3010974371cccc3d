"""How fast numbers are read, beside dateparser's search on the same texts in the same run.

    python benchmarks/cardinals.py [--rounds N]

One core (pinned where the system allows it), no caching across calls; medians in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
import tracemalloc
from collections.abc import Callable
from functools import partial

from dateparser.search import search_dates

from etl.numbers import find_numbers, read_numbers
from etl.people import read_counts
from etl.text import read_text
from etl.vocabulary import detect_language, read_scan
from etl.vocabulary.sources import data_folder, seeds_folder

GOAL = 80  # times the speed of search_dates on the seed
HOSTILE_GOAL = 5.0  # milliseconds a KB
HOSTILE = {
    "3,200 digits": "1" * 3200,
    "400 years": "2024 " * 400,
    "1/1/ a thousand times": "1/1/" * 1000,
    "nested ranges": "1-2-3 " * 2000,
    "1 MB of و": "و" * 500_000,
    "a sum without an end": "20 مشاركا و" * 2000,
    "hundreds without an end": "one hundred and " * 2000,
}


def median(call: Callable[[], object], rounds: int) -> float:
    """Median time of a call in milliseconds, after one to warm up."""
    call()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def read_texts() -> dict[str, str]:
    """The seed and the samples."""
    paths = [*sorted(seeds_folder().glob("*.txt")), *sorted((data_folder() / "samples").glob("*.txt"))]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def compare(name: str, texts: list[str], rounds: int) -> float:
    """Print both times on some texts, one after the other; return how many times faster numbers are read."""
    theirs = ours = 0.0
    for text in texts:
        language = detect_language(read_text(text))
        theirs += median(partial(search_dates, text, languages=[language]), max(3, rounds // 20))
        ours += median(partial(find_numbers, text), rounds)
    print(f"{name:25} search_dates {theirs:8.2f} ms   find_numbers {ours:7.3f} ms   {theirs / ours:6.0f} times")
    return theirs / ours


def main() -> None:
    """Compare on the seed and the samples; look at length, hostile text and memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = read_texts()
    seed = next(iter(texts.values()))
    times = compare("seed", [seed], rounds)
    print(f"  goal {GOAL} times: {'reached' if times >= GOAL else 'missed'}")
    compare(f"seed and {len(texts) - 1} samples", list(texts.values()), max(20, rounds // 10))
    scan = read_scan(seed, None, "numbers", "people")
    numbers = read_numbers(scan)
    print(f"read_counts on the seed {median(lambda: read_counts(scan, numbers), rounds):7.3f} ms")
    for times in (1, 10, 100, 400):
        text = f"{seed}\n" * times
        kilobytes = len(text.encode()) / 1024
        print(f"{kilobytes:7.0f} KB: {median(partial(find_numbers, text), 5) / kilobytes:.4f} ms a KB")
    for name, text in HOSTILE.items():
        cost = median(partial(find_numbers, text), 3) / (len(text.encode()) / 1024)
        print(f"{name:25} {cost:.4f} ms a KB {'' if cost < HOSTILE_GOAL else 'TOO SLOW'}")
    tracemalloc.start()
    for _ in range(200):
        find_numbers(seed)
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(200):
        find_numbers(seed)
    print(f"memory that 200 more calls keep: {tracemalloc.get_traced_memory()[0] - before} bytes")


if __name__ == "__main__":
    main()
