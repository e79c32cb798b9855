"""Windfall: a marginal share of very large profit (Windfall Clause, O'Keefe and others 2020).

Either in brackets whose starts are shares of a reference such as gross world product (`profit_brackets`,
`reference_product`), or one `rate` on profit above an amount (`windfall_from`). A loss pays nothing.
"""

from __future__ import annotations

from fractions import Fraction

from agister.levy.facts import Facts
from agister.levy.instrument import Schedule
from agister.levy.lines import Measured, line
from agister.levy.revenue import in_brackets
from agister.levy.wording import money_text

name = "windfall"
summary = "marginal share of very large profit"
needs = (("profit_brackets", "rate"), ("reference_product", "windfall_from"))
reads = ("world_profit",)


def measure(facts: Facts, schedule: Schedule) -> Measured:
    """The share of profit that counts as windfall."""
    table = schedule.find("profit_brackets")
    charging = table or schedule.need("rate")
    profit = facts.need_money("world_profit", charging.law)
    lines = [line("profit", "world profit", profit.amount, charging, profit.fact)]
    if table is not None and isinstance(table.value, tuple):
        reference = schedule.fraction("reference_product")
        steps = tuple((start * reference, rate) for start, rate in table.value)
        text = f"brackets are shares of {money_text(reference, facts.currency)}"
        lines.append(line("reference", text, None, schedule.need("reference_product"), profit.fact))
    else:
        start = schedule.fraction("windfall_from")
        steps = ((start, schedule.fraction("rate")),)
        text = f"profit counts as windfall above {money_text(start * facts.share, facts.currency)}"
        lines.append(line("windfall", text, None, schedule.need("windfall_from"), profit.fact))
    charged = in_brackets(max(Fraction(0), profit.amount), steps, facts.share, charging, profit.fact, facts.currency)
    return Measured(amount=charged.amount, lines=(*lines, *charged.lines))
