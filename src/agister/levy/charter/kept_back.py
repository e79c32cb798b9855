"""What a charter keeps back before anything is shared out: the reserve, until it is full, and the cap on the costs of the office."""

from __future__ import annotations

from fractions import Fraction

from agister.levy.charter.charter import Charter


def reserve_due(charter: Charter, received: int, holds: int, year_payouts: int) -> int:
    """Minor units of `received` that go to the reserve, which holds `holds`; `year_payouts`: paid in the last twelve months.

    The charter's share, rounded down, and never more than the room that is left (levy.md 5.6). Without payouts there is no room.
    """
    room = max(0, _down(charter.reserve.until * year_payouts) - holds)
    return min(_down(charter.reserve.share * received), room)


def administration_limit(charter: Charter, received: int) -> int:
    """Most minor units of `received` that the office may use for its costs, rounded down."""
    return _down(charter.administration_cap * received)


def _down(value: Fraction | int) -> int:
    return int(value.numerator // value.denominator)
