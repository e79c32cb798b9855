"""States and the steps between them, as tables: which kind of entry is allowed in which state, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from agister.errors import ProcedureError
from agister.ledger.entry import JournalEntry

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine(Generic[S]):
    """The states of one kind of thing."""

    thing: str
    """What it is, for people: `registration`."""
    begin: S
    """Before anything was booked."""
    steps: Mapping[str, tuple[tuple[S, ...], S | None]]
    """Kind of entry → the states it is allowed in, and the state it leads to; None: it stays as it is."""

    def after(self, state: S, kind: str) -> S:
        """The state after an entry that was booked; an entry of another kind changes nothing."""
        to = self.steps[kind][1] if kind in self.steps else None
        return state if to is None else to

    def state(self, entries: Iterable[JournalEntry]) -> S:
        """The state that entries lead to, in their order."""
        found = self.begin
        for entry in entries:
            found = self.after(found, entry.kind)
        return found

    def allowed(self, state: S) -> tuple[str, ...]:
        """Kinds of entry that are allowed in a state."""
        return tuple(kind for kind, (states, _) in self.steps.items() if state in states)

    def check(self, state: S, kind: str, subject: str) -> None:
        """Raises `ProcedureError` with the state, what was asked and what is allowed."""
        states = self.steps[kind][0]
        if state not in states:
            now = ", ".join(self.allowed(state)) or "nothing"
            raise ProcedureError(
                f"{subject}: the {self.thing} is {state}; {kind} is allowed where it is {' or '.join(states)}. "
                f"Nothing was booked; allowed now: {now}"
            )


def rows(machine: Machine[S]) -> tuple[tuple[str, str, str], ...]:
    """The table for people: step, from, to."""
    return tuple(
        (kind, ", ".join(states), "as before" if to is None else str(to))
        for kind, (states, to) in machine.steps.items()
    )
