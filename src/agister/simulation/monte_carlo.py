"""Many draws of everything that is uncertain: yields, payers and concentration as they spread, year by year.

Each draw is projected and assessed in whole minor units (equal to `assess`); only the statistics of many draws are no amounts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar, cast

import numba
import numpy as np

from agister.levy.instrument import Schedule
from agister.simulation.assessed_rows import Progress, schedules
from agister.simulation.declared import Integers, one_year
from agister.simulation.distribution import Draws
from agister.simulation.projection import project
from agister.simulation.scenario import Case, Scenario
from agister.simulation.vectorised import assess_many

#: Returns that are worked on together by one thread: they fit into its memory nearest by.
PORTION = 200_000
#: What is told of a spread, in per cent.
QUANTILES = (5, 25, 50, 75, 95)

F = TypeVar("F", bound=Callable[..., Any])
_njit: Any = numba.njit


def _compiled(function: F) -> F:
    return cast(F, _njit(nogil=True, cache=True, error_model="numpy", _nrt=False)(function))


@_compiled
def _tally(amounts: Integers, size: int, totals: Integers, payers: Integers, few: Integers) -> None:
    """Sum, number above zero and sum of the five largest, of each run of `size` amounts."""
    for draw in range(len(totals)):
        first = second = third = fourth = fifth = 0
        total = paying = 0
        for place in range(draw * size, (draw + 1) * size):
            amount = amounts[place]
            if amount <= 0:
                continue
            total += amount
            paying += 1
            if amount > fifth:
                if amount > first:
                    first, second, third, fourth, fifth = amount, first, second, third, fourth
                elif amount > second:
                    second, third, fourth, fifth = amount, second, third, fourth
                elif amount > third:
                    third, fourth, fifth = amount, third, fourth
                elif amount > fourth:
                    fourth, fifth = amount, fourth
                else:
                    fifth = amount
        totals[draw], payers[draw], few[draw] = total, paying, first + second + third + fourth + fifth


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """All draws of one design in one case: draws × years."""

    design: str
    case: str
    years: tuple[int, ...]
    totals: Integers
    payers: Integers
    few: Integers
    """What the five largest payers pay."""

    def quantile(self, column: Integers, percent: int) -> int:
        """The smallest value that at least so many per cent of the draws do not exceed: a value that was drawn, nothing between two."""
        ordered = np.sort(column)
        return int(ordered[max(0, -(-len(ordered) * percent // 100) - 1)])

    def yearly(self, percent: int) -> list[int]:
        """A quantile of the yield of each year."""
        return [self.quantile(self.totals[:, place], percent) for place in range(len(self.years))]

    def whole(self, percent: int) -> int:
        """A quantile of the yield of all years together."""
        return self.quantile(self.totals.sum(axis=1), percent)

    def payers_in(self, place: int, percent: int) -> int:
        return self.quantile(self.payers[:, place], percent)

    def concentration(self, place: int, percent: int) -> Fraction | None:
        """A quantile of the share of the five largest payers in a year, in millionths of draws with a yield; None where there is none."""
        paid = self.totals[:, place] > 0
        if not paid.any():
            return None
        # A statistic of two amounts, in millionths: no amount is computed from it.
        shares = np.floor(self.few[paid, place] / self.totals[paid, place] * 1_000_000).astype(np.int64)
        return Fraction(self.quantile(shares, percent), 1_000_000)

    def reserve(self, percent: int = 95) -> int:
        """What must lie ready so that each year can pay what the best year before it paid, in so many per cent of the draws."""
        best = np.maximum.accumulate(self.totals, axis=1)
        missing = (
            np.maximum(0, best[:, :-1] - self.totals[:, 1:]).sum(axis=1)
            if len(self.years) > 1
            else np.zeros(1, np.int64)
        )
        return self.quantile(missing, percent)

    def falling(self) -> Fraction:
        """The share of draws in which the yield falls from one year to the next at least once."""
        if len(self.years) < 2:
            return Fraction(0)
        falls = (self.totals[:, 1:] < self.totals[:, :-1]).any(axis=1)
        return Fraction(int(falls.sum()), len(self.totals))

    def nothing(self, place: int) -> Fraction:
        """The share of draws in which a year brings nothing."""
        return Fraction(int((self.totals[:, place] == 0).sum()), len(self.totals))


def spreads(
    scenario: Scenario,
    case: Case,
    progress: Progress = lambda _stage, _amount: None,
    *,
    threads: int | None = None,
) -> list[Spread]:
    """All designs over the same draws of one case. Raises `LevyError` where a design cannot be put into the compiled pass."""
    rules, years = scenario.monte_carlo, scenario.years
    if not rules.draws:
        return []
    providers = scenario.in_case(case)
    size = len(scenario.groups)
    draws = Draws(providers, rules, len(years))
    laws = [schedules(design, years) for design in scenario.designs]
    shape = (len(scenario.designs), len(years), rules.draws)
    totals, payers, few = (np.zeros(shape, np.int64) for _ in range(3))
    portion = max(1, PORTION // (len(providers) * len(years)))

    def work(first: int) -> int:
        count = min(portion, rules.draws - first)
        facts = project(draws.take(first, count), providers, len(years))
        for number, law in enumerate(laws):
            for place, year in enumerate(years):
                found = assess_many(
                    facts[place],
                    law[year],
                    *one_year(year),
                    earlier=_earlier(facts, place, law[year]),
                    compiled_only=True,
                )
                part = slice(first, first + count)
                _tally(
                    found.units,
                    size,
                    totals[number, place, part],
                    payers[number, place, part],
                    few[number, place, part],
                )
        return count

    starts = range(0, rules.draws, portion)
    done = 0
    with ThreadPoolExecutor(threads or min(8, os.cpu_count() or 1)) as pool:
        for count in pool.map(work, starts):
            done += count
            progress(f"drawing, {case.name}", done)
    return [
        Spread(
            design=design.name, case=case.name, years=years, totals=np.ascontiguousarray(totals[number].T),
            payers=np.ascontiguousarray(payers[number].T), few=np.ascontiguousarray(few[number].T),
        )
        for number, design in enumerate(scenario.designs)
    ]  # fmt: skip


def _earlier(facts: Sequence[Any], place: int, law: Schedule) -> tuple[Any, ...]:
    """Earlier years, where the law carries something over from them."""
    return tuple(facts[:place]) if law.find("carry_forward") is not None else ()
