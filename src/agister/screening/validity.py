"""Which observations of an origin are in force at a time: the latest that could be read, else the latest failure.

A failed fetch does not end an earlier statement (ADR 0010); a 4xx does: it was read, and says nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from agister.formats.url import parse
from agister.rights import Asset

#: Later than any observation: "without as-of the latest counts".
LATEST = 2**63 - 1
_HOPS = 5
#: Steps from an origin to the last that can speak for it: redirects, a link, and redirects of what it leads to.
REACH = 2 * (_HOPS + 1) + 1
#: What makes an observation differ from the one before: from `status` to `document`.
_WHAT = slice(4, 8)


class Row(NamedTuple):
    """A row of the observations table."""

    origin: str
    path: str
    read_as: str
    fetched_at: int
    status: int | None
    failure: str | None
    redirect_to: str | None
    document: int
    url: str
    source: str
    offset: int | None


class InForce(NamedTuple):
    """The observation that answers for one path at one time."""

    row: Row
    """What was seen at the path itself."""
    answer: Row | None
    """Where a redirect led; the row itself without one; None where the target was never observed."""
    later_failure: Row | None
    """A failed fetch after it, which does not count."""


def rows_of(table: pa.Table) -> list[Row]:
    """Rows of an observations table in its order."""
    return [Row(*values) for values in zip(*(table[name].to_pylist() for name in Row._fields), strict=True)]


Place = tuple[str, str, str]
"""Origin, path, read_as."""

Targets = Mapping[Place, Sequence[Row]]
"""Rows by (origin, path, read_as), each in order of time: where redirects are looked up."""


def by_place(rows: Iterable[Row]) -> dict[Place, list[Row]]:
    """Rows by (origin, path, read_as), each list in order of time."""
    found: dict[Place, list[Row]] = {}
    for row in rows:
        found.setdefault((row.origin, row.path, row.read_as), []).append(row)
    for group in found.values():
        group.sort(key=lambda row: row.fetched_at)
    return found


def in_force(rows: Sequence[Row], time: int, targets: Targets) -> InForce | None:
    """The observation of one path that counts at `time` (µs), rows in order of time; None before the first.

    Of several at the same time the last counts.
    """
    found = _latest(rows, time)
    if found is None:
        return None
    row, later = found
    return InForce(row, _follow(row, time, targets), later)


def _latest(rows: Sequence[Row], time: int) -> tuple[Row, Row | None] | None:
    """The latest row that could be read, with the last failure after it; the last failure where none could."""
    failed: Row | None = None
    for at in range(bisect_right(rows, time, key=_time) - 1, -1, -1):
        row = rows[at]
        if row.failure is None:
            return row, failed if failed is not None and failed.fetched_at > row.fetched_at else None
        failed = failed or row
    return None if failed is None else (failed, None)


def _time(row: Row) -> int:
    return row.fetched_at


def _follow(row: Row, time: int, targets: Targets) -> Row | None:
    """RFC 9309 §2.3.1.2: at least five hops, also to other hosts; the rules apply to the authority asked first.

    What is said at the end of the way is what was in force there at `time`: it may have changed since the redirect was seen.
    """
    at = row
    for _ in range(_HOPS + 1):
        if at.redirect_to is None:
            return at
        asset = parse(at.redirect_to)
        if asset is None:
            return None
        found = _latest(targets.get((asset.origin, asset.path, row.read_as)) or (), time)
        if found is None:
            found = _latest(targets.get((asset.origin, asset.path, "")) or (), time)
            # An answer that was not read under this path may say anything, but for one that says nothing under any.
            if found is None or not says_nothing(found[0]):
                return None
        at = found[0]
    return None


def leads_to(rows: Sequence[Row], time: int, targets: Targets) -> Asset | None:
    """Where the answer of one URL led at `time`, as far as it was observed; None where it is no redirect (ADR 0021).

    `rows`: its own observations as a page, in order of time.
    """
    found, end = _latest(rows, time), None
    for _ in range(_HOPS + 1):
        asset = parse(found[0].redirect_to) if found and found[0].redirect_to else None
        if asset is None:
            break
        end = asset
        found = _latest(targets.get((asset.origin, asset.path, "")) or (), time)
    return None if end is None or (end.origin, end.path) == (rows[0].origin, rows[0].path) else end


def says_nothing(row: Row) -> bool:
    """Whether an answer says nothing of itself under whatever path it is read: 4xx, or a redirect. A failure may say anything."""
    return row.failure is None and (row.redirect_to is not None or (row.status is not None and row.status >= 400))


def changes(rows: Iterable[Row]) -> list[int]:
    """Times at which the answer may change, ascending."""
    return sorted({row.fetched_at for row in rows})


class Changes:
    """When the answer of a place may change: with its own observations, and with those of all places that its redirects
    and the links of its documents lead to."""

    def __init__(self, targets: Targets, links: Callable[[int], Sequence[str]]) -> None:
        self._targets = targets
        self._links = links
        self._known: dict[Place, tuple[list[int], list[tuple[str, str, bool]]]] = {}

    def of(self, rows: Iterable[Row]) -> list[int]:
        """Times at which the answer of places with these rows may change, ascending."""
        own = list(rows)
        times = {row.fetched_at for row in own}
        waiting = {(o, p, "" if linked else row.read_as) for row in own for o, p, linked in self._onward(row)}
        visited: set[Place] = set()
        for _ in range(REACH):
            visited |= waiting
            onward: set[Place] = set()
            for origin, path, read_as in waiting:
                for name in {read_as, ""}:
                    further, ways = self._at((origin, path, name))
                    times.update(further)
                    onward |= {(o, p, "" if linked else read_as) for o, p, linked in ways}
            waiting = onward - visited
        return sorted(times)

    def _at(self, place: Place) -> tuple[list[int], list[tuple[str, str, bool]]]:
        if place not in self._known:
            rows = self._targets.get(place) or ()
            # A busy target is seen a thousand times, and says something new a few times.
            times = [
                row.fetched_at
                for before, row in zip([None, *rows], rows, strict=False)
                if before is None or before[_WHAT] != row[_WHAT]
            ]
            ways = {(o, p, linked) for row in rows for o, p, linked in self._onward(row)}
            self._known[place] = times, sorted(ways)
        return self._known[place]

    def _onward(self, row: Row) -> list[tuple[str, str, bool]]:
        """Where a row leads to: origin, path, and whether by a link of its document."""
        ways = [(row.redirect_to, False)] if row.redirect_to else []
        ways += [(link.partition(" ")[2], True) for link in self._links(row.document)]
        assets = [(parse(url), linked) for url, linked in ways]
        return [(asset.origin, asset.path, linked) for asset, linked in assets if asset is not None]
