"""Needs factor: what programmes need, over the revenue of all who contribute (US universal service, 47 CFR 54.709).

`f = D / ((R − D) × (1 − u))`, rounded half up to the decimals that are published, times a filer's revenue. The more is needed the
higher the factor: 9.0044 % in 2003, 37.6 % in 2026.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from agister.errors import LevyError
from agister.ledger import Rounding, rounded
from agister.levy.facts import Facts
from agister.levy.instrument import Schedule
from agister.levy.lines import Measured, line
from agister.levy.revenue import below_thresholds, leviable_revenue, nothing
from agister.levy.wording import money_text, percent_text

name = "needs_factor"
summary = "contribution factor from the need of programmes, times revenue"
needs = (("requirement",), ("projected_revenue",), ("uncollectible",), ("factor_decimals",))
reads = ("local_revenue", "deployments", "resale", "levy_shown", "world_revenue")

#: More decimals are a mistake in the act.
MOST_DECIMALS = 30


def programme_requirement(parts: Iterable[int]) -> int:
    """What one programme needs: demand, expenses and adjustments of earlier periods, each with its sign."""
    return sum(parts)


def contribution_factor(requirement: Fraction, revenue: Fraction, uncollectible: Fraction, decimals: int) -> Fraction:
    """`D / ((R − D) × (1 − u))`, rounded half up. Raises `LevyError` where the need is not below the revenue."""
    if decimals > MOST_DECIMALS:
        raise LevyError(f"a factor of {decimals} decimals is no factor that is published")
    left = (revenue - requirement) * (1 - uncollectible)
    if left <= 0:
        raise LevyError("the requirement is not below the projected revenue: no factor can raise it")
    scale = 10**decimals
    return Fraction(rounded(requirement / left * scale, Rounding.HALF_UP), scale)


def measure(facts: Facts, schedule: Schedule) -> Measured:
    """The contribution of one filer."""
    requirement = schedule.need("requirement")
    revenue, counted = leviable_revenue(facts, requirement)
    below, tested = below_thresholds(facts, schedule, revenue)
    if below:
        return nothing((*counted, *tested))
    need, projected = schedule.fraction("requirement"), schedule.fraction("projected_revenue")
    uncollectible = schedule.fraction("uncollectible")
    factor = contribution_factor(need, projected, uncollectible, int(schedule.fraction("factor_decimals")))
    text = f"factor {percent_text(factor)}: {money_text(need, facts.currency)} needed of {money_text(projected, facts.currency)}"
    charged = factor * revenue.amount
    return Measured(
        amount=charged,
        lines=(
            *counted,
            *tested,
            line("factor", text, None, requirement, revenue.fact),
            line("charge", f"{percent_text(factor)} of revenue", charged, requirement, revenue.fact),
        ),
    )
