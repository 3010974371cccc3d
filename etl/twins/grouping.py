"""Tellings into activities: the likest first, never against what says that two are different.

The result depends on the set of tellings alone, never on the order in which they came. Tellings whose traits are
equal (one text in many outlets) are handled as one, so that a text that spreads costs no more than once.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import timedelta

from etl.twins.likeness import Likeness, compare, conflicts
from etl.twins.telling import NEAR_DAYS, NEAR_PUBLISHED, Telling

Apart = Set[frozenset[str]]
_DAY = timedelta(days=1)


class _Node:
    """Tellings with equal traits, at most one of a release."""

    def __init__(self, first: Telling) -> None:
        self.first = first
        self.members = [first]


def group(
    tellings: Iterable[Telling], apart: Apart = frozenset(), together: Iterable[Sequence[str]] = ()
) -> list[tuple[str, ...]]:
    """Bring tellings of one activity together.

    Args:
        tellings: in any order.
        apart: pairs of ids that a person took apart; they never come together.
        together: ids that a person knows as one activity; they stay one.

    Returns:
        The ids of each activity's tellings, sorted; each id once. Two tellings of one release are never together.
    """
    fixed = [list(ids) for ids in together]
    nodes = _nodes(sorted(tellings), {told_id for ids in [*apart, *fixed] for told_id in ids})
    found = [
        (-likeness.score, i, j)
        for i, j, likeness in _near_pairs([node.first for node in nodes])
        if likeness is not None
    ]
    home = _homes(nodes, fixed)
    for _, i, j in sorted(found):
        ours, theirs = home[i], home[j]
        if ours is not theirs and not any(_clash(nodes[x], nodes[y], apart) for x in ours for y in theirs):
            ours += theirs
            for y in theirs:
                home[y] = ours
    groups = {id(places): places for places in home.values()}.values()
    return sorted(tuple(sorted(told.told_id for i in places for told in nodes[i].members)) for places in groups)


def pairs_among(fresh: Sequence[Telling], others: Sequence[Telling]) -> set[str]:
    """Ids among `others` that are like one of `fresh`.

    Args:
        fresh: tellings to look from.
        others: tellings to find; those in `fresh` too are left out.
    """
    sample = {told[2:]: told for told in fresh}
    known = {told.told_id for told in fresh}
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    firsts: dict[tuple[object, ...], Telling] = {}
    for told in others:
        if told.told_id not in known:
            traits = told[2:]
            firsts.setdefault(traits, told)
            alike[traits].append(told.told_id)
    ours = list(sample.values())
    theirs = list(firsts.items())
    ids: set[str] = set()
    for j in _near(ours, [told for _, told in theirs]):
        ids.update(alike[theirs[j][0]])
    return ids


def _near(ours: Sequence[Telling], theirs: Sequence[Telling]) -> set[int]:
    """Places in `theirs` of what is like one of `ours`, whatever releases they are of."""
    blocks = _blocks(theirs)
    found: set[int] = set()
    for told in ours:
        for j in {j for mark in _looked_for(told) for j in blocks.get(mark, ())} - found:
            if compare(told._replace(key=""), theirs[j]) is not None:
                found.add(j)
    return found


def _near_pairs(tellings: Sequence[Telling]) -> Iterable[tuple[int, int, Likeness | None]]:
    blocks = _blocks(tellings)
    for i, told in enumerate(tellings):
        for j in sorted({j for mark in _looked_for(told) for j in blocks.get(mark, ()) if j > i}):
            yield i, j, compare(told, tellings[j])


def _blocks(tellings: Sequence[Telling]) -> dict[tuple[str, object], list[int]]:
    """Where tellings stand in time -> their places; only those that share a mark are compared."""
    blocks: dict[tuple[str, object], list[int]] = defaultdict(list)
    for place, told in enumerate(tellings):
        for day in told.days:
            blocks["day", day].append(place)
        if told.published:
            blocks["open" if not told.days else "dated", told.published].append(place)
    return blocks


def _looked_for(told: Telling) -> Iterable[tuple[str, object]]:
    """The marks of what may be near a telling; of two that are near, each looks for the other."""
    for day in told.days:
        for away in range(-NEAR_DAYS.days, NEAR_DAYS.days + 1):
            yield "day", day + away * _DAY
    reach = range(-NEAR_PUBLISHED.days, NEAR_PUBLISHED.days + 1)
    anchors = {told.published, *told.days} - {None}
    for anchor, away in itertools.product(anchors, reach):
        if anchor is not None:
            yield "open", anchor + away * _DAY
    if told.published and not told.days:
        for away in reach:
            yield "dated", told.published + away * _DAY
            yield "day", told.published + away * _DAY


def _homes(nodes: Sequence[_Node], fixed: Sequence[Sequence[str]]) -> dict[int, list[int]]:
    """Place of a node -> the places that are with it from the beginning."""
    home = {i: [i] for i in range(len(nodes))}
    places = {node.first.told_id: i for i, node in enumerate(nodes)}
    for ids in fixed:
        one = [places[told_id] for told_id in ids if told_id in places]
        home.update(dict.fromkeys(one, one))
    return home


def _nodes(tellings: Sequence[Telling], single: Set[str]) -> list[_Node]:
    """Equal tellings together, where they are like themselves and nobody spoke of one of them (`single`)."""
    nodes: list[_Node] = []
    known: dict[tuple[tuple[object, ...], int], _Node] = {}
    seen: dict[tuple[str, tuple[object, ...]], int] = defaultdict(int)
    for told in tellings:
        traits = told[2:]
        nth = seen[told.key, traits] = seen[told.key, traits] + 1
        node = known.get((traits, nth))
        if told.told_id in single or node is None or compare(node.first, told) is None:
            node = _Node(told)
            nodes.append(node)
            if told.told_id not in single:
                known.setdefault((traits, nth), node)
        else:
            node.members.append(told)
    return nodes


def _clash(a: _Node, b: _Node, apart: Apart) -> bool:
    """Whether a telling of the one cannot be with a telling of the other."""
    keys = {told.key for told in a.members}
    if any(told.key in keys for told in b.members):
        return True
    if conflicts(a.first, b.first):
        return True
    return bool(apart) and any(frozenset((x.told_id, y.told_id)) in apart for x in a.members for y in b.members)
