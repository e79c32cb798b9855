"""A charge: a sum that a party owes, what was paid on it, what is disputed, and what is left. Its state follows from the amounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ChargeState(StrEnum):
    """Where a charge stands."""

    RAISED = "raised"
    PART_PAID = "part-paid"
    CLEARED = "cleared"
    REMITTED = "remitted"
    WRITTEN_OFF = "written off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A change of what is left of a charge, other than by assessing it: what counts for interest, and from which day on."""

    day: date
    units: int
    """Minor units; positive: less is owed (paid, remitted, written off), negative: paid back or taken back by the bank."""
    paid: bool
    """Money moved; otherwise the office gave the claim up."""
    entry: str
    """Key of the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedPart:
    """An open dispute about a charge."""

    case: str
    units: int
    suspends: bool
    held: int
    """Received on the disputed part and kept apart, in minor units."""

    @property
    def room(self) -> int:
        """What may still be received on the disputed part and kept apart."""
        return max(0, self.units - self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A sum that a party owes. All amounts in minor units of `currency`."""

    id: str
    """`levy/acme/2027`, `interest/acme/2027`, `penalty/late-return/acme/2027`."""
    what: str
    """`Levy`, `Interest` or `Penalty`: the second part of its accounts."""
    party: str
    period: str
    currency: str
    due: date
    raised: int
    """What was assessed, after every correction and decision."""
    paid: int
    """What was received on it, less what was paid back."""
    remitted: int = 0
    written_off: int = 0
    held: int = 0
    """Part of `paid` that is kept apart for disputes."""
    moves: tuple[Move, ...] = ()
    disputes: tuple[DisputedPart, ...] = ()
    """Open ones."""
    assessment: str = ""
    """Subject of the assessment that stands."""
    repaid_interest: int = 0
    """Interest that the office booked on what it paid back."""
    jointly_liable: tuple[str, ...] = ()
    """Other members of the group that were told to pay."""
    asked: bool = False
    """A notice named it."""
    last_raised: date | None = None
    """The last day on which it was raised or lowered."""
    counted_until: date | None = None
    """Of interest: the first day that was not counted yet."""

    @property
    def outstanding(self) -> int:
        """What is left to pay."""
        return self.raised - self.paid - self.remitted - self.written_off

    @property
    def disputed(self) -> int:
        """What is disputed, paid or not."""
        return sum(part.units for part in self.disputes)

    @property
    def locked(self) -> int:
        """Part of what is left that nobody may ask for, because a dispute suspends it: no interest, no notice, no member's liability.

        What is undisputed is paid first, so what is left is the disputed part as far as that goes.
        """
        return min(self.outstanding, sum(part.units for part in self.disputes if part.suspends))

    @property
    def collectable(self) -> int:
        """What is left and may be asked for."""
        return max(0, self.outstanding - self.locked)

    @property
    def state(self) -> ChargeState:
        """Raised, part-paid, cleared, remitted or written off."""
        if self.outstanding > 0:
            return ChargeState.PART_PAID if self.paid > 0 else ChargeState.RAISED
        if self.written_off:
            return ChargeState.WRITTEN_OFF
        return ChargeState.REMITTED if self.remitted else ChargeState.CLEARED

    @property
    def receivable(self) -> str:
        """The account of what the party owes."""
        return f"Receivable:{self.what}:{self.party}"

    @property
    def assessed(self) -> str:
        """The account of what was assessed and not yet received."""
        return f"Assessed:{self.what}:{self.period}"

    @property
    def pot(self) -> str:
        """The account that undisputed money goes to."""
        return f"Pot:{self.period}"

    def left_on(self, day: date) -> int:
        """What was left at the end of a day, by what is assessed now; negative where too much was paid."""
        return self.raised - sum(move.units for move in self.moves if move.day <= day)

    def paid_on(self, day: date) -> int:
        """What had been received, less what was paid back, at the end of a day."""
        return sum(move.units for move in self.moves if move.day <= day and move.paid)


def split_over_disputes(charge: Charge, units: int) -> tuple[int, tuple[tuple[str, int], ...]]:
    """How a payment is split: the part for the pot, and (case, part) for what is kept apart.

    The undisputed part of what is left is paid first; the rest belongs to the disputes, the oldest first.
    """
    undisputed = max(0, charge.outstanding - charge.disputed)
    pot = min(units, undisputed)
    rest, held = units - pot, list[tuple[str, int]]()
    for part in charge.disputes:
        units_held = min(rest, part.room)
        if units_held:
            held.append((part.case, units_held))
            rest -= units_held
    return pot + rest, tuple(held)
