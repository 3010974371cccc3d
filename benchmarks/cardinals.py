"""How fast numbers are read, beside dateparser's search on the same texts in the same run.

    python benchmarks/cardinals.py [--rounds N]

The exit status says whether the goals are met: 80 times the speed of `search_dates` on the seed and on all samples
together, the same cost a KB in any length, hostile texts under 5 ms a KB, memory flat.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial

from dateparser.search import search_dates
from side_by_side import compare_all, is_even, is_flat, is_tame, least, pin, read_texts, report, turned

from etl.numbers import find_numbers, read_numbers
from etl.people import read_counts
from etl.text import read_text
from etl.vocabulary import detect_language, read_scan

GOAL = 80  # times the speed of search_dates
HOSTILE_GOAL = 5.0  # milliseconds a KB
HOSTILE = {
    "3,200 digits": "1" * 3200,
    "400 years": "2024 " * 400,
    "1/1/ a thousand times": "1/1/" * 1000,
    "nested ranges": "1-2-3 " * 2000,
    "1 MB of و": "و" * 500_000,
    "a sum without an end": "20 مشاركا و" * 2000,
    "hundreds without an end": "one hundred and " * 2000,
    "telephones without an end": "+212 5 37 " * 2000,
    "duals without an end": "نائبتين " * 2000,
}


def main() -> int:
    """Compare, check, and say with the exit status whether the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=24)
    rounds = parser.parse_args().rounds
    pin()
    seed, everything = compare_all(
        lambda text: partial(search_dates, languages=[detect_language(read_text(text))]),
        lambda text: partial(find_numbers, lang=detect_language(read_text(text))),
        ("search_dates", "find_numbers"),
        rounds,
    )
    text = next(iter(read_texts().values()))
    scans = {one: read_scan(one, None, "numbers", "people") for one in turned(text, 40)}
    counts = least(lambda one: read_counts(scans[one], read_numbers(scans[one])), list(scans))
    print(f"numbers and counts of a scanned seed {counts:7.3f} ms")
    read = partial(find_numbers, lang="ar")
    return report(
        {
            f"{GOAL} times on the seed ({seed:.0f})": seed >= GOAL,
            f"{GOAL} times on all texts ({everything:.0f})": everything >= GOAL,
            "the same cost in any length": is_even(read, text),
            f"hostile texts under {HOSTILE_GOAL} ms a KB": is_tame(read, HOSTILE, HOSTILE_GOAL),
            "memory flat": is_flat(read, text),
        }
    )


if __name__ == "__main__":
    sys.exit(main())
