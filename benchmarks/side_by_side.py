"""What the comparisons share: processor time on one core, texts that no cache has seen, the seed and the samples.

Times are processor time of this process, so that what else runs on the machine counts little. Each reader reads its
texts in a row, as a batch would; of two that are compared the median counts, of one alone the least.
"""

from __future__ import annotations

import os
import statistics
import time
import tracemalloc
from collections.abc import Callable

from etl.vocabulary.sources import data_folder, seeds_folder

Read = Callable[[str], object]
ROTATION = 40  # words by which a text is turned at most
LENGTHS = (1_000, 10_000, 1_000_000)  # letters
EVEN = 2.0  # times that a KB may cost more in one length than in another
FLAT = 500_000  # bytes that a thousand texts may leave behind
TEXTS = 1000
WARM = 6  # readings before the first that counts
OFTENER = 12  # readings of ours for one of theirs


def pin() -> None:
    """Stay on one core where the system allows it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def read_texts() -> dict[str, str]:
    """The seed first, then the samples: file name -> text."""
    paths = [*sorted(seeds_folder().glob("*.txt"))[:1], *sorted((data_folder() / "samples").glob("*.txt"))]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def turned(text: str, count: int) -> list[str]:
    """As many texts of the same words, no two alike."""
    words = text.split(" ")
    return [" ".join(words[turn % ROTATION :] + words[: turn % ROTATION]) + f" {turn}" for turn in range(count)]


def milliseconds(read: Read, text: str) -> float:
    """Processor time of one reading."""
    start = time.process_time()
    read(text)
    return (time.process_time() - start) * 1000


def least(read: Read, texts: list[str]) -> float:
    """The least time of a reading over texts that are alike in length, in milliseconds."""
    return min(milliseconds(read, text) for text in texts)


def compare(text: str, theirs: Read, ours: Read, rounds: int) -> tuple[float, float]:
    """The median times of two readers, one after the other; ours reads more often, being that much shorter."""
    texts = turned(text, rounds * OFTENER)
    for one in texts[:WARM]:  # the interpreter settles within the first readings; both get as many
        theirs(one)
        ours(one)
    slow = [milliseconds(theirs, one) for one in texts[:rounds]]
    fast = [milliseconds(ours, one) for one in texts]
    return statistics.median(slow), statistics.median(fast)


def compare_all(
    theirs: Callable[[str], Read], ours: Callable[[str], Read], names: tuple[str, str], rounds: int
) -> tuple[float, float]:
    """Print a line for each text; return how many times faster ours is on the seed, and on all texts together."""
    seed, total = 0.0, [0.0, 0.0]
    for index, (name, text) in enumerate(read_texts().items()):
        slow, fast = compare(text, theirs(text), ours(text), rounds if index == 0 else max(3, rounds // 4))
        total = [total[0] + slow, total[1] + fast]
        seed = seed or slow / fast
        print(f"{name:36} {names[0]} {slow:8.2f} ms   {names[1]} {fast:6.3f} ms   {slow / fast:5.0f} times")
    slow, fast = total
    print(f"{'all of them':36} {names[0]} {slow:8.2f} ms   {names[1]} {fast:6.3f} ms   {slow / fast:5.0f} times")
    return seed, slow / fast


def is_even(read: Read, text: str) -> bool:
    """Print the cost a KB of short and long texts; whether it is the same."""
    costs = []
    for size in LENGTHS:
        long = (text * (size // len(text) + 1))[:size]
        took = least(read, turned(long, 3 if size > LENGTHS[1] else 40))
        costs.append(took / (len(long.encode()) / 1000))
        print(f"{size:9,} letters: {costs[-1]:.4f} ms a KB")
    return max(costs) <= EVEN * min(costs)


def is_tame(read: Read, hostile: dict[str, str], goal: float) -> bool:
    """Print what hostile texts cost a KB; whether all stay under the goal."""
    worst = 0.0
    for name, text in hostile.items():
        cost = least(read, [f"{text} {turn}" for turn in range(3)]) / (len(text.encode()) / 1000)
        worst = max(worst, cost)
        print(f"{name:26} {cost:7.3f} ms a KB")
    return worst <= goal


def is_flat(read: Read, text: str) -> bool:
    """Print what memory stays after many texts; whether it is next to nothing."""
    texts = turned(text, TEXTS)
    tracemalloc.start()
    for one in texts[: TEXTS // 5]:
        read(one)
    before = tracemalloc.get_traced_memory()[0]
    for one in texts[TEXTS // 5 :]:
        read(one)
    kept = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    print(f"memory kept over {TEXTS - TEXTS // 5} texts: {kept / 1000:.0f} kB")
    return kept <= FLAT


def report(goals: dict[str, bool]) -> int:
    """Print which goals are met; the exit status."""
    for goal, met in goals.items():
        print(f"{goal}: {'yes' if met else 'NO'}")
    return int(not all(goals.values()))
