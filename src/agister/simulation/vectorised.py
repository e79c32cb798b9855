"""The amounts of many returns under one act, equal to `assess` to the minor unit: compiled where it can be, `assess` where not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from agister.errors import LevyError
from agister.levy.assess import assess_on
from agister.levy.instrument import Schedule
from agister.levy.period import share_of_year
from agister.simulation import kernel
from agister.simulation.act_numbers import ActNumbers, TooFine, act_numbers
from agister.simulation.declared import DeclaredFacts, Integers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Amounts:
    """What is due for each return."""

    units: Integers
    """Minor units of the act's currency."""
    aside: int
    """Rows that the compiled pass left to `assess`."""


def assess_many(
    facts: DeclaredFacts,
    schedule: Schedule,
    start: date,
    end: date,
    *,
    earlier: tuple[DeclaredFacts, ...] = (),
    compiled_only: bool = False,
) -> Amounts:
    """What is due for each row for one period. `earlier`: the facts of the years before, oldest first, row by row.

    Raises `LevyError` as `assess` does, and with `compiled_only` where anything would have to be left to `assess`.
    """
    found = np.full(len(facts), kernel.ASIDE, np.int64)
    reason = "amounts are too large for the compiled pass"
    try:
        numbers = act_numbers(schedule, share_of_year(start, end))
    except TooFine as error:
        reason = str(error)
    else:
        shortfalls = shortfalls_of(earlier, numbers, len(facts))
        if shortfalls is not None:
            kernel.amounts(
                numbers.act, numbers.starts, numbers.rates, facts.world_revenue, facts.local_revenue, facts.resale,
                facts.cross_border_revenue, facts.world_profit, facts.public_share, facts.licence_payments, shortfalls,
                found,
            )  # fmt: skip
    aside = np.flatnonzero(found == kernel.ASIDE)
    if len(aside) and compiled_only:
        raise LevyError(f"{schedule.instrument.id}: {reason}; give fewer draws, or compare it without Monte Carlo")
    currency = schedule.instrument.currency
    for row in aside.tolist():
        before = tuple((int(year.world_revenue[row]), int(year.world_profit[row])) for year in earlier)
        declared = facts.levy_return(row, party=f"row {row}", currency=currency, start=start, end=end, earlier=before)
        found[row] = assess_on(declared, schedule).amount
    return Amounts(units=found, aside=len(aside))


def shortfalls_of(earlier: tuple[DeclaredFacts, ...], numbers: ActNumbers, rows: int) -> Integers | None:
    """What earlier years leave to absorb, in 1/MARGIN_BELOW of a minor unit; None where a number could be too large."""
    shortfall = np.zeros(rows, np.int64)
    if not numbers.carries:
        return shortfall
    top, below = int(numbers.act[kernel.MARGIN_TOP]), int(numbers.act[kernel.MARGIN_BELOW])
    largest = kernel.LIMIT // below // max(1, 2 * len(earlier))
    for year in earlier:
        if rows and max(int(year.world_revenue.max()), int(np.abs(year.world_profit).max())) >= largest:
            return None
        shortfall = np.maximum(0, shortfall - (year.world_profit * below - year.world_revenue * top))
    return shortfall
