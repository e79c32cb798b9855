"""Interest on late or early money: simple, actual days over 365, dated rates, rounded once.

The day on which payment was due counts, the day of payment does not. The day count is a convention of ours: the authorities'
examples name days and rates, not amounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from agister.errors import LevyError
from agister.ledger import Rounding, rounded
from agister.levy.instrument import DatedValue


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestSpan:
    """Days at one rate."""

    start: date
    until: date
    """First day that no longer counts."""
    days: int
    rate: Fraction
    amount: Fraction
    """Minor units, exact."""
    law: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """Interest on one sum."""

    amount: int
    """Minor units, rounded once."""
    spans: tuple[InterestSpan, ...]


def interest(
    principal: int, start: date, until: date, rates: Sequence[DatedValue], rounding: Rounding = Rounding.HALF_UP
) -> Interest:
    """Interest from a day, included, up to a day, excluded. None if paid in time.

    Raises `LevyError` for a day without a rate: a rate that is not recorded is never guessed.
    """
    if principal < 0:
        raise LevyError(f"interest runs on a sum that is owed, not on {principal}")
    spans: list[InterestSpan] = []
    day = start
    while day < until:
        found = [rate for rate in rates if rate.holds(day)]
        if not found:
            raise LevyError(f"no rate of interest is recorded for {day}: add it to the act, with its source")
        # What became known last counts; where it begins later than what it replaces, that one counts until then.
        rate = max(found, key=lambda value: value.known_since)
        ends = [rate.until] if rate.until is not None else []
        ends += [other.since for other in rates if other.since > day]
        end = min([until, *ends])
        days = (end - day).days
        number = rate.value if isinstance(rate.value, Fraction) else Fraction(0)
        amount = principal * number * days / 365
        spans.append(
            InterestSpan(start=day, until=end, days=days, rate=number, amount=amount, law=rate.law, link=rate.link)
        )
        day = end
    return Interest(amount=rounded(sum((span.amount for span in spans), Fraction(0)), rounding), spans=tuple(spans))
