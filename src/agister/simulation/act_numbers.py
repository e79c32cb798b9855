"""What an act says on one day as the numbers that the compiled pass reads, or why it cannot be put into numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from agister.ledger import Rounding
from agister.levy.instrument import Schedule
from agister.levy.written_values import Threshold
from agister.simulation import kernel
from agister.simulation.declared import MILLION, Integers

#: Bases that the compiled pass knows. The others need facts (units of output, licences, devices, loans) that a scenario does not hold.
ON_REVENUE = ("turnover", "low_margin_turnover")
COMPILED = (*ON_REVENUE, "residual_profit", "windfall")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActNumbers:
    """An act for the compiled pass."""

    act: Integers
    starts: Integers
    """Where slices begin, in 1/UNITS of a minor unit, reduced for a short period."""
    rates: Integers
    """What is charged on each slice, in 1/RATE_BELOW."""
    carries: bool
    """Whether shortfalls of earlier years count."""


class TooFine(Exception):
    """The act cannot be put into numbers of 61 bits: `assess` computes it."""


def act_numbers(schedule: Schedule, share: Fraction | int) -> ActNumbers:
    """The numbers of an act, for periods that are a share of a year. Raises `TooFine`, `LevyError` where a value is missing."""
    if schedule.base not in COMPILED:
        raise TooFine(f"the base {schedule.base} is not compiled")
    reduced = schedule.word("short_period", "not_reduced") != "not_reduced"
    part = Fraction(share) if reduced else Fraction(1)
    slices = _slices(schedule)
    left_out = _optional(schedule, "left_out_cross_border") if schedule.base == "low_margin_turnover" else Fraction(0)
    starts = [start * part for start, _ in slices]
    units = lcm(part.denominator, left_out.denominator, *(start.denominator for start in starts))
    rate_below = lcm(*(rate.denominator for _, rate in slices))
    act = np.zeros(kernel.LENGTH, np.int64)
    on_revenue = schedule.base in ON_REVENUE
    margin = schedule.fraction("routine_margin") if schedule.base == "residual_profit" else Fraction(0)
    public = _optional(schedule, "public_share")
    public_below = lcm(MILLION, public.denominator)
    credit, taper = _optional(schedule, "credit_cap"), _optional(schedule, "taper")
    below = units * rate_below * margin.denominator
    # A relief that the act does not lay down needs no room in the common denominator.
    for name, size in (
        ("public_share", public_below),
        ("credit_cap", credit.denominator),
        ("taper", taper.denominator),
    ):
        below *= size if schedule.find(name) else 1
    if schedule.find("taper"):
        schedule.need("world_threshold")
    territory = schedule.find("territory")
    for place, number in {
        kernel.KIND: kernel.ON_REVENUE if on_revenue else kernel.ON_RESIDUAL if margin_kind(schedule) else kernel.ON_WINDFALL,
        kernel.SHARE_TOP: part.numerator, kernel.SHARE_BELOW: part.denominator,
        kernel.UNITS: units, kernel.LEFT_OUT: int(left_out * units),
        kernel.RESALE_COUNTS: int(schedule.base == "turnover"),
        kernel.MARGIN_TOP: margin.numerator, kernel.MARGIN_BELOW: margin.denominator,
        kernel.TERRITORY: int(margin_kind(schedule) and territory is not None and territory.value == "revenue_share"),
        kernel.RATE_BELOW: rate_below,
        kernel.PUBLIC: int(schedule.find("public_share") is not None),
        kernel.PUBLIC_TOP: int(public * public_below), kernel.PUBLIC_BELOW: public_below,
        kernel.CREDIT: int(schedule.find("credit_cap") is not None),
        kernel.CREDIT_TOP: credit.numerator, kernel.CREDIT_BELOW: credit.denominator,
        kernel.TAPER: int(schedule.find("taper") is not None),
        kernel.TAPER_TOP: taper.numerator, kernel.TAPER_BELOW: taper.denominator,
        kernel.ROUNDING: list(Rounding).index(Rounding(str(schedule.need("rounding").value))),
        kernel.DENOMINATOR: below,
    }.items():  # fmt: skip
        if number >= kernel.LIMIT:
            raise TooFine(f"{schedule.instrument.id} has rates with too many digits")
        act[place] = number
    limits = {
        "world_threshold": (kernel.WORLD, kernel.WORLD_STRICT),
        "local_threshold": (kernel.LOCAL, kernel.LOCAL_STRICT),
        "de_minimis": (kernel.MINIMUM, kernel.MINIMUM_STRICT),
    }
    for name, (place, strict) in limits.items():
        act[place], act[strict] = _threshold(schedule, name, part)
    if max(rate_below, public_below, credit.denominator, taper.denominator, units) >= kernel.LARGEST_DENOMINATOR:
        raise TooFine(f"{schedule.instrument.id} has rates with too many digits")
    scaled = [int(start * units) for start in starts]
    if any(start >= kernel.LIMIT for start in scaled):
        raise TooFine(f"{schedule.instrument.id} has amounts that are too large")
    carried = schedule.find("carry_forward")
    return ActNumbers(
        act=act,
        starts=np.array(scaled, np.int64),
        rates=np.array([int(rate * rate_below) for _, rate in slices], np.int64),
        carries=margin_kind(schedule) and carried is not None and carried.value == "shortfalls",
    )


def margin_kind(schedule: Schedule) -> bool:
    """Whether the act charges residual profit."""
    return schedule.base == "residual_profit"


def _slices(schedule: Schedule) -> list[tuple[Fraction, Fraction]]:
    """Start of each slice for a whole year and its rate, as the base reads them from the act."""
    table = schedule.find("brackets" if schedule.base == "turnover" else "profit_brackets")
    if table is not None and isinstance(table.value, tuple):
        if schedule.base == "turnover":
            return list(table.value)
        if schedule.base == "windfall":
            reference = schedule.fraction("reference_product")
            return [(start * reference, rate) for start, rate in table.value]
    rate = schedule.fraction("rate")
    if schedule.base == "windfall":
        return [(schedule.fraction("windfall_from"), rate)]
    if schedule.base == "residual_profit":
        return [(Fraction(0), rate)]
    if schedule.base == "low_margin_turnover":
        schedule.need("margin_factor")
        return [(schedule.fraction("allowance"), rate)]
    return [(_optional(schedule, "allowance"), rate)]


def _optional(schedule: Schedule, name: str) -> Fraction:
    return schedule.fraction(name) if schedule.find(name) is not None else Fraction(0)


def _threshold(schedule: Schedule, name: str, part: Fraction) -> tuple[int, int]:
    value = schedule.find(name)
    if value is None or not isinstance(value.value, Threshold):
        return -1, 0
    if value.value.amount * part.denominator >= kernel.LIMIT:
        raise TooFine(f"{schedule.instrument.id} has thresholds that are too large")
    return value.value.amount, int(value.value.comparison == "exceeds")
