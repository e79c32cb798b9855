"""Which observations of an origin are in force at a time: the latest that could be read, else the latest failure.

A failed fetch does not end an earlier statement (ADR 0010); a 4xx does: it was read, and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from agister.formats.url import parse
from agister.stores.index_tables import ANY_TIME

#: Later than any observation: "without as-of the latest counts".
LATEST = 2**63 - 1
_HOPS = 5


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


Targets = Mapping[tuple[str, str, str], Sequence[Row]]
"""Rows by (origin, path, read_as), each in order of time: where redirects are looked up."""


def by_place(rows: Iterable[Row]) -> dict[tuple[str, str, str], list[Row]]:
    """Rows by (origin, path, read_as), each list in order of time."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.origin, row.path, row.read_as), []).append(row)
    for group in found.values():
        group.sort(key=lambda row: row.fetched_at)
    return found


def in_force(rows: Sequence[Row], time: int, targets: Targets) -> InForce | None:
    """The observation of one path that counts at `time` (µs), rows in order of time; None before the first."""
    readable: Row | None = None
    failed: Row | None = None
    for row in rows:
        if row.fetched_at > time:
            break
        if row.failure is None:
            readable = row
        else:
            failed = row
    if readable is None:
        return None if failed is None else InForce(failed, failed, None)
    later = failed if failed is not None and failed.fetched_at > readable.fetched_at else None
    return InForce(readable, _follow(readable, targets), later)


def _follow(row: Row, targets: Targets) -> Row | None:
    """RFC 9309 §2.3.1.2: at least five hops, also to other hosts; the rules apply to the authority asked first."""
    at = row
    for _ in range(_HOPS + 1):
        if at.redirect_to is None:
            return at
        asset = parse(at.redirect_to)
        if asset is None:
            return None
        candidates = targets.get((asset.origin, asset.path, row.read_as)) or ()
        readable = [c for c in candidates if c.failure is None] or candidates
        if not readable:
            return None
        # The answer that belongs to this hop is the one seen closest to it in time.
        moment = at.fetched_at
        at = min(readable, key=lambda c: abs(c.fetched_at - moment) if ANY_TIME not in (c.fetched_at, moment) else 0)
    return None


def changes(rows: Iterable[Row]) -> list[int]:
    """Times at which the answer may change, ascending."""
    return sorted({row.fetched_at for row in rows})
