"""Turnover: rates on the revenue in the territory, in slices, above an allowance (levy.md §5.5, steps 2 and 3).

`B(R) = Σ rᵢ · max(0, min(R, σθᵢ₊₁) − σθᵢ)`: each rate only on its slice, so that one more euro never costs a step. An act says
either `brackets`, or one `rate` with an `allowance` if it has one (UK Finance Act 2020 s. 47; CRTC 2024-121 has none).
"""

from __future__ import annotations

from fractions import Fraction

from agister.errors import LevyError
from agister.levy.facts import Facts
from agister.levy.instrument import Schedule
from agister.levy.lines import Measured, line
from agister.levy.revenue import below_thresholds, in_brackets, leviable_revenue, nothing
from agister.levy.wording import money_text

name = "turnover"
summary = "rates on revenue in the territory, in slices above an allowance"
needs = (("brackets", "rate"),)
reads = ("world_revenue", "local_revenue", "deployments", "resale", "levy_shown")


def measure(facts: Facts, schedule: Schedule) -> Measured:
    """The charge on revenue in the territory."""
    brackets = schedule.find("brackets")
    charging = brackets or schedule.need("rate")
    revenue, counted = leviable_revenue(facts, charging)
    below, tested = below_thresholds(facts, schedule, revenue)
    lines = (*counted, *tested)
    if below:
        return nothing(lines)
    if brackets is not None:
        if not isinstance(brackets.value, tuple):
            raise LevyError(f"`brackets` of {schedule.instrument.id} is no table")
        steps = brackets.value
    else:
        allowance = schedule.find("allowance")
        start = schedule.fraction("allowance") if allowance else Fraction(0)
        steps = ((start, schedule.fraction("rate")),)
        if allowance is not None:
            text = f"allowance of {money_text(start * facts.share, facts.currency)} is free"
            lines = (*lines, line("allowance", text, None, allowance, revenue.fact))
    charged = in_brackets(revenue.amount, steps, facts.share, charging, revenue.fact, facts.currency)
    return Measured(amount=charged.amount, lines=(*lines, *charged.lines))
