"""Sharing out level by level: purpose → programme → payee. Each level conserves its total, hence so does the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from agister.errors import BrokenInvariant, SharingError

#: Deepest tree that is shared out.
DEPTH_LIMIT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one payee gets of one total, and why."""

    payee: str
    units: int
    due: Fraction
    """Exactly, before a unit is indivisible."""
    reason: str


class Rule(Protocol):
    """How one level is shared out."""

    @property
    def payees(self) -> tuple[str, ...]:
        """Everybody that it shares with, in the order of identifiers."""
        ...

    def share(self, total: int) -> Sequence[Share]:
        """One share for each payee, of a total ≥ 0; they add up to it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A rule, and for some of its payees how their share is shared out in turn."""

    rule: Rule
    within: Mapping[str, Branch] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A share anywhere in a tree."""

    path: tuple[str, ...]
    """Purpose, programme …, payee."""
    units: int
    due: Fraction
    reason: str
    shared_on: bool
    """What is below this line shares it out: it is no payment."""


def apportion_tree(total: int, branch: Branch) -> tuple[Line, ...]:
    """Every line of the tree, each followed by those below it. A negative total is the mirror image of the positive one.

    Raises `SharingError` naming the branch that cannot share out what reaches it, `BrokenInvariant` where a rule loses a unit.
    """
    if type(total) is not int:
        raise BrokenInvariant(f"{total!r} is no whole number of minor units")
    sign = -1 if total < 0 else 1
    return tuple(
        Line(path=line.path, units=sign * line.units, due=sign * line.due, reason=line.reason, shared_on=line.shared_on)
        for line in _lines(abs(total), branch, ())
    )


def by_payee(lines: Sequence[Line]) -> dict[str, int]:
    """What each payee gets in all, in the order of identifiers: one payee may be reached through several programmes."""
    found: dict[str, int] = {}
    for line in lines:
        if not line.shared_on:
            found[line.path[-1]] = found.get(line.path[-1], 0) + line.units
    return dict(sorted(found.items()))


def _lines(total: int, branch: Branch, path: tuple[str, ...]) -> list[Line]:
    if len(path) >= DEPTH_LIMIT:
        raise SharingError(f"the key is more than {DEPTH_LIMIT} levels deep")
    try:
        shares = branch.rule.share(total)
    except SharingError as error:
        raise (SharingError(f"{' → '.join(path)}: {error}") if path else error) from error
    if sum(share.units for share in shares) != total or any(share.units < 0 for share in shares):
        raise BrokenInvariant(f"a rule shared {total} as {[share.units for share in shares]}")
    found = []
    for share in shares:
        below = branch.within.get(share.payee)
        here = (*path, share.payee)
        line = Line(path=here, units=share.units, due=share.due, reason=share.reason, shared_on=below is not None)
        found.append(line)
        if below is not None:
            found += _lines(share.units, below, here)
    return found
