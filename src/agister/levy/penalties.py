"""Penalties for lateness, from the steps that an act lays down (UK Finance Act 2020 Sch. 8 paras 52 and 53 are the example)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from agister.ledger import Rounding, rounded
from agister.levy.instrument import DatedValue
from agister.levy.period import months_after


def step_reached(steps: DatedValue, reference: date, day: date) -> Fraction:
    """The value of the last step whose months after `reference` are over on `day`; zero before the first.

    The step of `m` months counts for a day *after* the day that lies m months after the reference.
    """
    reached = Fraction(0)
    table = steps.value if isinstance(steps.value, tuple) else ()
    for months, value in table:
        if day > months_after(reference, int(months)):
            reached = value
    return reached


def late_return_penalty(steps: DatedValue, due: date, filed: date) -> int:
    """Minor units for a return filed on a day that was due on another; zero in time."""
    return rounded(step_reached(steps, due, filed), Rounding.DOWN)


def late_payment_penalty(steps: DatedValue, unpaid: int, period_end: date, filed: date) -> int:
    """Minor units on what was unpaid, by the months from the end of the period to filing; rounded down, for the payer."""
    return rounded(step_reached(steps, period_end, filed) * unpaid, Rounding.DOWN)
