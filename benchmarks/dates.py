"""How fast dates are read, beside dateparser's search on the same texts in the same run.

    python benchmarks/dates.py [--rounds N]

The exit status says whether the goals are met: 60 times the speed of `search_dates` on the seed and on all samples
together, the same cost a KB in any length, hostile texts under 5 ms a KB, memory flat.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from functools import partial

from dateparser.search import search_dates
from side_by_side import compare_all, is_even, is_flat, is_tame, pin, read_texts, report

from etl.dates import find_dates
from etl.text import read_text
from etl.vocabulary import detect_language

GOAL = 60  # times the speed of search_dates
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
    "distances without an end": "two days after " * 1500,
    "years in words": "two thousand " * 1500,
    "weeks without an end": "week 12 of " * 1500,
}


def main() -> int:
    """Compare, check, and say with the exit status whether the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=24)
    rounds = parser.parse_args().rounds
    pin()
    seed, everything = compare_all(
        lambda text: partial(search_dates, languages=[detect_language(read_text(text))], settings=SEARCH),
        lambda text: partial(find_dates, anchor=ANCHOR, lang=detect_language(read_text(text))),
        ("search_dates", "find_dates"),
        rounds,
    )
    read = partial(find_dates, anchor=ANCHOR, lang="ar")
    text = next(iter(read_texts().values()))
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
