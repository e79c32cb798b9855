"""Turnover with an alternative for low margins (UK Finance Act 2020 ss. 46–50, HMRC manual DST43410 and DST44000).

Half of the relevant cross-border revenue is left out, for the charge but not for the thresholds (s. 50(2)). The allowance is
split over the activities in proportion to revenue. An activity that is elected pays `0.8 × margin × (R_c − A_c)`, with the
margin `max(0, (R_c − E_c) / R_c)`; the others pay the rate. A loss pays nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from agister.errors import LevyError
from agister.levy.facts import Counted, Facts
from agister.levy.instrument import Schedule
from agister.levy.lines import Line, Measured, line
from agister.levy.revenue import below_thresholds, nothing
from agister.levy.wording import money_text, percent_text

name = "low_margin_turnover"
summary = "rate on revenue above an allowance, or by election a share of the operating margin"
needs = (("rate",), ("allowance",), ("margin_factor",))
reads = ("world_revenue", "local_revenue", "cross_border_revenue", "activities")


@dataclass(frozen=True, slots=True)
class Activity:
    """Revenue and expenses of one activity, after what is left out; minor units, exact."""

    name: str
    fact: str
    gross: Fraction
    net: Fraction
    expenses: Fraction
    elected: bool

    @property
    def margin(self) -> Fraction:
        """Operating margin; zero for a loss, and where there is no revenue."""
        return max(Fraction(0), (self.net - self.expenses) / self.net) if self.net else Fraction(0)


def measure(facts: Facts, schedule: Schedule) -> Measured:
    """The charge over all activities."""
    rate = schedule.need("rate")
    found = activities(facts, schedule)
    gross = Counted(sum((a.gross for a in found), Fraction(0)), " + ".join(a.fact for a in found))
    lines: list[Line] = [line("revenue", f"revenue from {a.name}", a.gross, rate, a.fact) for a in found]
    below, tested = below_thresholds(facts, schedule, gross)
    lines.extend(tested)
    if below:
        return nothing(tuple(lines))
    left_out = schedule.find("left_out_cross_border")
    net = sum((a.net for a in found), Fraction(0))
    if left_out is not None:
        lines.extend(
            line("left_out", f"cross-border revenue of {a.name} left out", a.net - a.gross, left_out, a.fact)
            for a in found
            if a.net != a.gross
        )
    allowance = schedule.need("allowance")
    free = min(net, schedule.fraction("allowance") * facts.share)
    lines.append(line("allowance", "allowance, split over the activities by revenue", -free, allowance, gross.fact))
    total = Fraction(0)
    for activity in found:
        if activity.net == 0:
            continue
        above = activity.net - free * activity.net / net
        if activity.elected:
            charged = schedule.fraction("margin_factor") * activity.margin * above
            margin = percent_text(activity.margin)
            text = f"alternative charge on {activity.name}: operating margin {margin} of {money_text(above, facts.currency)}"
            lines.append(line("charge", text, charged, schedule.need("margin_factor"), activity.fact))
        else:
            charged = schedule.fraction("rate") * above
            text = (
                f"{percent_text(schedule.fraction('rate'))} on {money_text(above, facts.currency)} of {activity.name}"
            )
            lines.append(line("charge", text, charged, rate, activity.fact))
        total += charged
    return Measured(amount=total, lines=tuple(lines))


def activities(facts: Facts, schedule: Schedule) -> list[Activity]:
    """By activity as declared, those of all members together; one without a name where only a total is declared."""
    left_out = schedule.fraction("left_out_cross_border") if schedule.find("left_out_cross_border") else Fraction(0)
    if not facts.has("activities"):
        total = facts.need_money("local_revenue", schedule.need("rate").law)
        crossing = facts.money("cross_border_revenue") or Counted(Fraction(0), "")
        _within(crossing.amount, total.amount, crossing.fact)
        net = total.amount - left_out * crossing.amount
        return [Activity("all activities", total.fact, total.amount, net, Fraction(0), elected=False)]
    if facts.has("cross_border_revenue"):
        raise LevyError("with `activities`, `cross_border_revenue` is declared in the row of each activity")
    found: dict[str, Activity] = {}
    for row in facts.rows("activities"):
        gross, crossing_revenue = row.number("revenue"), row.number("cross_border_revenue")
        expenses, crossing_expenses = row.number("expenses"), row.number("cross_border_expenses")
        _within(crossing_revenue, gross, f"{row.fact}.cross_border_revenue")
        _within(crossing_expenses, expenses, f"{row.fact}.cross_border_expenses")
        elected = row.yes("elected")
        if elected and "expenses" not in row.cells:
            raise LevyError(f"`{row.fact}` is elected for the alternative charge but declares no `expenses`")
        net, cost = gross - left_out * crossing_revenue, expenses - left_out * crossing_expenses
        before = found.get(row.text("activity"))
        if before is not None:
            if before.elected is not elected:
                raise LevyError(f"`{row.fact}` and `{before.fact}` elect differently for the same activity")
            gross, net, cost = gross + before.gross, net + before.net, cost + before.expenses
        fact = f"{before.fact} + {row.fact}" if before else row.fact
        found[row.text("activity")] = Activity(row.text("activity"), fact, gross, net, cost, elected)
    return list(found.values())


def _within(part: Fraction, whole: Fraction, fact: str) -> None:
    if part > whole:
        raise LevyError(f"`{fact}` is more than the whole that it is part of")
