"""Licence class: a rate by kind of licence, on what was earned under it (UK Gambling Levy Regulations 2025, SI 2025/213)."""

from __future__ import annotations

from fractions import Fraction

from agister.errors import LevyError
from agister.levy.facts import Facts
from agister.levy.instrument import Schedule
from agister.levy.lines import Measured, line
from agister.levy.wording import money_text, percent_text

name = "licence_class"
summary = "rate by kind of licence, on the leviable amount under it"
needs = (("class_rates",),)
reads = ("licences",)


def measure(facts: Facts, schedule: Schedule) -> Measured:
    """Σ leviable amount × rate of its kind of licence."""
    rates = schedule.need("class_rates")
    table = rates.value if isinstance(rates.value, dict) else {}
    if not facts.has("licences"):
        raise LevyError(f"the return does not declare `licences`, which {rates.law} asks for")
    total, lines = Fraction(0), []
    for row in facts.rows("licences"):
        kind, leviable = row.text("class"), row.number("leviable")
        if kind not in table:
            raise LevyError(f"`{row.fact}`: there is no kind of licence {kind!r}; there are {', '.join(table)}")
        charged = leviable * table[kind]
        text = f"{percent_text(table[kind])} of {money_text(leviable, facts.currency)} under {kind}"
        lines.append(line("charge", text, charged, rates, row.fact))
        total += charged
    return Measured(amount=total, lines=tuple(lines))
