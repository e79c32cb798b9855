"""Devices: a tariff for each device or carrier on which works can be copied (private copying: France, Germany, Netherlands)."""

from __future__ import annotations

from fractions import Fraction

from agister.errors import LevyError
from agister.ledger.exact import written
from agister.levy.facts import Facts
from agister.levy.instrument import Schedule
from agister.levy.lines import Measured, line
from agister.levy.wording import money_text

name = "devices"
summary = "tariff for each device or carrier, less for members of a contract"
needs = (("tariffs",),)
reads = ("devices",)


def measure(facts: Facts, schedule: Schedule) -> Measured:
    """Σ devices × tariff, with the discount of those under a contract."""
    tariffs = schedule.need("tariffs")
    table = tariffs.value if isinstance(tariffs.value, dict) else {}
    if not facts.has("devices"):
        raise LevyError(f"the return does not declare `devices`, which {tariffs.law} asks for")
    total, lines = Fraction(0), []
    for row in facts.rows("devices"):
        kind, count = row.text("kind"), row.number("count")
        if kind not in table:
            raise LevyError(f"`{row.fact}`: no tariff is laid down for {kind!r}; there is one for {', '.join(table)}")
        charged = count * table[kind]
        lines.append(
            line(
                "charge",
                f"{written(count)} × {money_text(table[kind], facts.currency)} for {kind}",
                charged,
                tariffs,
                row.fact,
            )
        )
        total += charged
        if row.yes("contract"):
            discount = schedule.find("contract_discount")
            if discount is None:
                raise LevyError(
                    f"`{row.fact}` says it is under a contract, but the act lays down no `contract_discount`"
                )
            off = charged * schedule.fraction("contract_discount")
            lines.append(line("discount", "less for members of a contract", -off, discount, row.fact))
            total -= off
    return Measured(amount=total, lines=tuple(lines))
