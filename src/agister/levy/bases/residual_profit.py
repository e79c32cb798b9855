"""Residual profit: a share of what exceeds a routine margin on revenue (OECD Pillar One, Amount A; Blueprint Annex C).

`max(0, P − m·R − shortfalls) × rate × R_j/R`. A year whose profit is below the routine margin leaves a shortfall; where the
act carries shortfalls forward they absorb later excess, oldest first. A loss pays nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from agister.errors import LevyError
from agister.ledger.exact import written
from agister.levy.facts import Facts
from agister.levy.instrument import Schedule
from agister.levy.lines import Line, Measured, line
from agister.levy.revenue import below_thresholds, nothing
from agister.levy.wording import percent_text

name = "residual_profit"
summary = "share of profit above a routine margin, with shortfalls carried forward"
needs = (("rate",), ("routine_margin",))
reads = ("world_revenue", "world_profit", "local_revenue", "earlier_years")


def excess_by_year(
    years: Sequence[tuple[Fraction, Fraction]], margin: Fraction, *, carry_forward: bool
) -> tuple[Fraction, ...]:
    """For each year (revenue, profit), oldest first: profit above the routine margin, after shortfalls of earlier years."""
    shortfall = Fraction(0)
    found = []
    for revenue, profit in years:
        above = profit - margin * revenue
        if above < 0:
            shortfall -= above
            found.append(Fraction(0))
            continue
        absorbed = min(shortfall, above) if carry_forward else Fraction(0)
        shortfall -= absorbed
        found.append(above - absorbed)
    return tuple(found)


def measure(facts: Facts, schedule: Schedule) -> Measured:
    """The share of residual profit."""
    margin, rate = schedule.need("routine_margin"), schedule.need("rate")
    revenue = facts.need_money("world_revenue", margin.law)
    profit = facts.need_money("world_profit", margin.law)
    lines: list[Line] = [
        line("revenue", "world revenue", revenue.amount, margin, revenue.fact),
        line("profit", "world profit", profit.amount, margin, profit.fact),
    ]
    below, tested = below_thresholds(facts, schedule, facts.money("local_revenue") or revenue)
    lines.extend(tested)
    if below:
        return nothing(tuple(lines))
    carried = schedule.find("carry_forward")
    carries = carried is not None and carried.value == "shortfalls"
    earlier = [(row.number("revenue"), row.number("profit")) for row in facts.rows("earlier_years")] if carries else []
    routine = schedule.fraction("routine_margin")
    this_year = max(Fraction(0), profit.amount - routine * revenue.amount)
    residual = excess_by_year([*earlier, (revenue.amount, profit.amount)], routine, carry_forward=carries)[-1]
    text = f"profit above the routine margin of {percent_text(routine)} of revenue"
    lines.append(line("residual", text, this_year, margin, f"{profit.fact}, {revenue.fact}"))
    if carried is not None and residual != this_year:
        lines.append(
            line("shortfall", "absorbed by shortfalls of earlier years", residual - this_year, carried, "earlier_years")
        )
    share = schedule.fraction("rate")
    charged = residual * share
    lines.append(line("charge", f"{percent_text(share)} of the residual profit", charged, rate, profit.fact))
    territory = schedule.find("territory")
    if territory is not None and territory.value == "revenue_share":
        local = facts.need_money("local_revenue", territory.law)
        if local.amount > revenue.amount:
            raise LevyError(f"`{local.fact}` is more than the world revenue that it is part of")
        part = local.amount / revenue.amount if revenue.amount else Fraction(0)
        charged *= part
        text = f"of it {written(part)} for the territory, by revenue"
        lines.append(line("territory", text, charged, territory, f"{local.fact}, {revenue.fact}"))
    return Measured(amount=charged, lines=tuple(lines))
