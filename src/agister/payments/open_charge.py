"""What receipts are matched against: charges that somebody owes, who that is, and in which order money is applied to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

#: What is owed; the words of the office's accounts.
LEVY, INTEREST, PENALTY = "Levy", "Interest", "Penalty"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCharge:
    """A sum that a party owes. One with nothing outstanding may be given: a payment that names it was made twice."""

    id: str
    party: str
    kind: str
    """`Levy`, `Interest` or `Penalty`."""
    due: date
    outstanding: int
    """Minor units, never negative."""
    currency: str
    reference: str = ""
    """Creditor reference that its notice asks for."""
    levy: str = ""
    """Of interest: the id of the levy that it is on."""
    disputed: bool = False
    """Paid only by a payment that names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who may pay: by which names and accounts a bank shows them."""

    id: str
    names: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """Part of a receipt, and the charge that it pays."""

    charge: str
    units: int
    """Minor units, more than zero."""


def in_order(charges: Iterable[OpenCharge]) -> tuple[OpenCharge, ...]:
    """The order in which money without further words pays: the oldest levy, then the interest on it, and so on; penalties last.

    Interest whose levy is not among the charges stands where a levy due on its day would. The order does not depend on that of the input.
    """
    found = tuple(charges)
    due = {charge.id: charge.due for charge in found if charge.kind == LEVY}

    def key(charge: OpenCharge) -> tuple[bool, date, str, bool, date, str]:
        of_levy = charge.levy if charge.kind == INTEREST and charge.levy in due else charge.id
        return (
            charge.kind == PENALTY,
            due.get(of_levy, charge.due),
            of_levy,
            charge.kind == INTEREST,
            charge.due,
            charge.id,
        )

    return tuple(sorted(found, key=key))


def applied_to(units: int, charges: Iterable[OpenCharge]) -> tuple[tuple[Applied, ...], int]:
    """Money applied to charges in the order given, each up to what is outstanding; and what remains. Minor units, not negative."""
    found = []
    for charge in charges:
        part = min(units, charge.outstanding)
        if part > 0:
            found.append(Applied(charge=charge.id, units=part))
            units -= part
    return tuple(found), units
