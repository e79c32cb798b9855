"""Revenue in the territory that a levy is charged on, and the thresholds of liability: shared by bases that start from them."""

from __future__ import annotations

from fractions import Fraction

from agister.errors import LevyError
from agister.levy.facts import Counted, CountedRow, Facts
from agister.levy.instrument import DatedValue, Schedule
from agister.levy.lines import Line, Measured, line
from agister.levy.wording import money_text, percent_text
from agister.levy.written_values import Threshold

#: How a line says that resale is left out.
LESS_RESALE = "less resale to registered parties"


def leviable_revenue(facts: Facts, value: DatedValue) -> tuple[Counted, tuple[Line, ...]]:
    """Revenue in the territory less resale and levy shown on invoices. `value` is the provision that charges it."""
    lines: list[Line] = []
    if facts.has("deployments"):
        total, places = Fraction(0), []
        for row in facts.rows("deployments"):
            gross = row.number("revenue")
            revenue = _connected(row, gross)
            left = row.number("resale") + row.number("levy_shown")
            if left > revenue:
                raise LevyError(
                    f"`{row.fact}` takes out {_money(left, facts)} of {_money(revenue, facts)}: more than there is"
                )
            text = f"revenue of {row.text('name')}"
            lines.append(line("revenue", text, gross, value, f"{row.fact}.revenue"))
            if revenue != gross:
                part = percent_text(row.number("share"))
                words = (
                    f"mixed product: {part} belongs to the deployment, by {row.text('method')}: {row.text('reason')}"
                )
                lines.append(line("left_out", words, revenue - gross, value, f"{row.fact}.share"))
            for column, words in (
                ("resale", LESS_RESALE),
                ("levy_shown", "less levy on invoices"),
            ):
                if row.number(column):
                    lines.append(line("left_out", words, -row.number(column), value, f"{row.fact}.{column}"))
            total += revenue - left
            places.append(row.fact)
        found = Counted(total, " + ".join(places) or "deployments")
    else:
        found = facts.need_money("local_revenue", value.law)
        lines.append(line("revenue", "revenue in the territory", found.amount, value, found.fact))
    for name, words in (("resale", LESS_RESALE), ("levy_shown", "less levy shown on invoices")):
        left_out = facts.money(name)
        if left_out is not None:
            if left_out.amount > found.amount:
                raise LevyError(
                    f"`{left_out.fact}` takes out {_money(left_out.amount, facts)} of {_money(found.amount, facts)}: more than there is"
                )
            found = Counted(found.amount - left_out.amount, f"{found.fact} − {left_out.fact}")
            lines.append(line("left_out", words, -left_out.amount, value, left_out.fact))
    return found, tuple(lines)


def _connected(row: CountedRow, gross: Fraction) -> Fraction:
    """Of a mixed product, the part that belongs to the deployment; all of it where no part is declared (levy.md 5.7, DST25000)."""
    if "share" not in row.cells:
        for column in ("method", "reason"):
            if column in row.cells:
                raise LevyError(
                    f"`{row.fact}.{column}` explains a share that is not declared: say `share`, or leave it out"
                )
        return gross
    for column in ("method", "reason"):
        if not row.text(column).strip():
            raise LevyError(
                f"`{row.fact}` declares a share without its {column}: say both, or declare no share, and all of it counts"
            )
    return gross * row.number("share")


def below_thresholds(facts: Facts, schedule: Schedule, local: Counted) -> tuple[bool, tuple[Line, ...]]:
    """Whether a threshold of liability is not met, with a line for each. Thresholds are reduced for a short period."""
    lines: list[Line] = []
    below = False
    world = facts.money("world_revenue")
    if world is not None and world.amount < local.amount:
        raise LevyError(
            f"`{world.fact}` is less than the revenue in the territory ({local.fact}), which is part of it: one is wrong"
        )
    for name, words in (("world_threshold", "world revenue"), ("local_threshold", "revenue in the territory")):
        value = schedule.find(name)
        if value is None or not isinstance(value.value, Threshold):
            continue
        counted = local if name == "local_threshold" else facts.need_money("world_revenue", value.law)
        met = value.value.met(counted.amount, facts.share)
        below = below or not met
        sign = value.value.comparison.replace("_", " ")
        limit = value.value.amount * facts.share
        text = f"{words} {_money(counted.amount, facts)} must be {sign} {_money(limit, facts)}: {'yes' if met else 'no, nothing is due'}"
        lines.append(line("threshold", text.replace("be exceeds", "exceed"), None, value, counted.fact))
    return below, tuple(lines)


def nothing(lines: tuple[Line, ...]) -> Measured:
    """Not liable, with the lines that say why."""
    return Measured(amount=Fraction(0), lines=lines)


def in_brackets(
    amount: Fraction,
    brackets: tuple[tuple[Fraction, Fraction], ...],
    share: Fraction | int,
    value: DatedValue,
    fact: str,
    code: str,
) -> Measured:
    """Σ rateᵢ × slice of the amount between the start of bracket i and the next; starts are reduced for a short period."""
    total = Fraction(0)
    lines = []
    for number, (start, rate) in enumerate(brackets):
        low = _reduced(start, share)
        if amount <= low:
            break
        high = _reduced(brackets[number + 1][0], share) if number + 1 < len(brackets) else None
        slice_ = (amount if high is None else min(amount, high)) - low
        charged = rate * slice_
        total += charged
        text = f"{percent_text(rate)} of the slice of {money_text(slice_, code)} from {money_text(low, code)} on"
        lines.append(line("bracket", text, charged, value, fact))
    return Measured(amount=total, lines=tuple(lines))


def _reduced(start: Fraction, share: Fraction | int) -> Fraction:
    return start if share == 1 else start * share


def _money(units: Fraction | int, facts: Facts) -> str:
    return money_text(units, facts.currency)
