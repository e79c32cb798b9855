"""The seven outcomes and their one total order (architecture §4, *Outcomes*)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """What screening says of one asset and one use."""

    RESERVED = "reserved"
    PERMITTED = "permitted"
    LICENSED = "licensed"
    EXCEPTED = "excepted"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    UNCHECKED = "unchecked"


#: Position in the order across protocols: the highest wins. `licensed` and `excepted` come after, from `reserved` alone.
RANK: dict[Outcome, int] = {
    Outcome.UNKNOWN: 0,
    Outcome.PERMITTED: 1,
    Outcome.UNREADABLE: 2,
    Outcome.RESERVED: 3,
}

#: The outcome of each rank, so that `BY_RANK[RANK[x]] is x`.
BY_RANK: tuple[Outcome, ...] = (Outcome.UNKNOWN, Outcome.PERMITTED, Outcome.UNREADABLE, Outcome.RESERVED)


def most_restrictive(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome that counts among those of several protocols: reserved > unreadable > permitted > unknown."""
    return max(outcomes, key=RANK.__getitem__, default=Outcome.UNKNOWN)


def lift(outcome: Outcome, *, licence_held: bool, exception_applies: bool) -> Outcome:
    """Second stage: a licence turns `reserved` into `licensed`, then an exception turns it into `excepted`."""
    if outcome is Outcome.RESERVED and licence_held:
        return Outcome.LICENSED
    if outcome is Outcome.RESERVED and exception_applies:
        return Outcome.EXCEPTED
    return outcome
