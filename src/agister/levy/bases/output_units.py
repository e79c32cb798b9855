"""Output units: a fee for each token, image, second … that is sold (the AI Dividend's idea, Schneier and Raghavan 2023)."""

from __future__ import annotations

from fractions import Fraction

from agister.errors import LevyError
from agister.ledger.exact import written
from agister.levy.facts import Facts
from agister.levy.instrument import Schedule
from agister.levy.lines import Measured, line
from agister.levy.wording import money_text

name = "output_units"
summary = "fee for each unit of output"
needs = (("fees",),)
reads = ("outputs",)


def measure(facts: Facts, schedule: Schedule) -> Measured:
    """Σ units × fee."""
    fees = schedule.need("fees")
    table = fees.value if isinstance(fees.value, dict) else {}
    if not facts.has("outputs"):
        raise LevyError(f"the return does not declare `outputs`, which {fees.law} asks for")
    total, lines = Fraction(0), []
    for row in facts.rows("outputs"):
        unit, count = row.text("unit"), row.number("count")
        if unit not in table:
            raise LevyError(f"`{row.fact}`: no fee is laid down for {unit!r}; there is one for {', '.join(table)}")
        charged = count * table[unit]
        lines.append(
            line(
                "charge",
                f"{written(count)} × {money_text(table[unit], facts.currency)} for each {unit}",
                charged,
                fees,
                row.fact,
            )
        )
        total += charged
    return Measured(amount=total, lines=tuple(lines))
