"""A return: facts that a party declares for a period. Nothing that can be computed is typed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from agister.ledger import Amount

#: What one cell of a fact is.
Cell = Amount | int | Fraction | str | bool
#: A row of a fact that is a list.
Row = Mapping[str, Cell]
#: A declared fact.
FactValue = Cell | tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a group, with its own facts for the time that it belonged to it."""

    name: str
    controlled_by: str = ""
    """Name of the member that controls it; empty: the head of the group does."""
    since: date | None = None
    until: date | None = None
    """Day from which on it no longer belongs to the group."""
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevyReturn:
    """One return of one party, or of one group, for one period."""

    id: str
    party: str
    start: date
    end: date
    """Last day of the period, included."""
    currency: str
    """Of amounts that name no other."""
    facts: Mapping[str, FactValue]
    members: tuple[Member, ...] = ()
    digest: str = ""
    """SHA-256 of the file that it was read from."""


def currencies(levy_return: LevyReturn) -> frozenset[str]:
    """All currencies that a return declares amounts in."""
    found = {levy_return.currency}
    for facts in (levy_return.facts, *(member.facts for member in levy_return.members)):
        for value in facts.values():
            cells = [cell for row in value for cell in row.values()] if isinstance(value, tuple) else [value]
            found.update(cell.currency for cell in cells if isinstance(cell, Amount))
    return frozenset(found)
