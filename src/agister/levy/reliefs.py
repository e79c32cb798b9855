"""What takes away from the measured amount, in the order of the act: public share, licence credit, entry taper, de minimis.

Each is done only where the act lays down its value (levy.md §5.5, steps 4 to 7). Every one but the last is continuous.
"""

from __future__ import annotations

from fractions import Fraction

from agister.errors import LevyError
from agister.levy.facts import Facts
from agister.levy.instrument import Schedule
from agister.levy.lines import Line, Measured, line
from agister.levy.wording import money_text, percent_text
from agister.levy.written_values import Threshold


def relieved(measured: Measured, facts: Facts, schedule: Schedule) -> Measured:
    """The amount after all reliefs, with a line for each that counted."""
    amount = measured.amount
    lines: list[Line] = list(measured.lines)
    for relief in (_public_share, _credit, _taper):
        if amount == 0:
            break
        amount, more = relief(amount, facts, schedule)
        lines.extend(more)
    amount, more = _de_minimis(amount, schedule)
    lines.extend(more)
    return Measured(amount=amount, lines=tuple(lines))


def _public_share(amount: Fraction, facts: Facts, schedule: Schedule) -> tuple[Fraction, list[Line]]:
    """Λ₁ = φ·B: only the share of publicly available training content counts."""
    value = schedule.find("public_share")
    if value is None:
        return amount, []
    declared = facts.share_declared("public_share")
    share = declared.amount if declared else schedule.fraction("public_share")
    if declared is None and share == 1:
        return amount, []
    text = f"public share of {percent_text(share)}" + ("" if declared else ", which holds where none is declared")
    return amount * share, [
        line(
            "public_share",
            text,
            amount * share - amount,
            value,
            declared.fact if declared else "public_share, not declared",
        )
    ]


def _credit(amount: Fraction, facts: Facts, schedule: Schedule) -> tuple[Fraction, list[Line]]:
    """Λ₂ = Λ₁ − min(C, χ·Λ₁): licence payments are set against the levy up to a cap."""
    value = schedule.find("credit_cap")
    if value is None or not facts.has("licence_payments"):
        return amount, []
    rows = list(facts.rows("licence_payments"))
    named = [row.text("licence") for row in rows]
    if twice := sorted({licence for licence in named if named.count(licence) > 1}):
        raise LevyError(f"`licence_payments` claims the licence {twice[0]!r} twice; add its payments up in one row")
    paid = sum((row.number("amount") for row in rows), Fraction(0))
    most = schedule.fraction("credit_cap") * amount
    credit = min(paid, most)
    if credit == 0:
        return amount, []
    words = (
        "licence payments"
        if credit == paid
        else f"licence payments of {money_text(paid, facts.currency)}, capped at {money_text(most, facts.currency)}"
    )
    return amount - credit, [line("credit", f"less {words}", -credit, value, " + ".join(row.fact for row in rows))]


def _taper(amount: Fraction, facts: Facts, schedule: Schedule) -> tuple[Fraction, list[Line]]:
    """Λ₃ = min(Λ₂, μ·(W − σT)): at the threshold of world revenue nothing is due yet."""
    value = schedule.find("taper")
    if value is None:
        return amount, []
    threshold = schedule.need("world_threshold")
    if not isinstance(threshold.value, Threshold):
        raise LevyError(f"`world_threshold` of {schedule.instrument.id} is no threshold")
    world = facts.need_money("world_revenue", value.law)
    most = max(Fraction(0), schedule.fraction("taper") * (world.amount - threshold.value.amount * facts.share))
    if amount <= most:
        return amount, []
    text = f"entry taper: at most {percent_text(schedule.fraction('taper'))} of world revenue above the threshold"
    return most, [line("taper", text, most - amount, value, world.fact)]


def _de_minimis(amount: Fraction, schedule: Schedule) -> tuple[Fraction, list[Line]]:
    """An amount that does not meet the threshold is not due at all: the one step of an act."""
    value = schedule.find("de_minimis")
    if amount == 0 or value is None or not isinstance(value.value, Threshold) or value.value.met(amount):
        return amount, []
    sign = "more than" if value.value.comparison == "exceeds" else "at least"
    text = f"nothing is due: the amount must be {sign} {money_text(value.value.amount, schedule.instrument.currency)}"
    return Fraction(0), [line("de_minimis", text, -amount, value, "the lines above")]
