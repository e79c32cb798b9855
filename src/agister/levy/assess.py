"""From a declared return and an act to an assessment: pure, exact, and each line with its law and its fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from agister.errors import LevyError
from agister.ledger import Amount, Rounding, apportion, rounded
from agister.levy.bases import BASES
from agister.levy.contradictions import contradictions
from agister.levy.exchange import QuotedRate, RateTable
from agister.levy.facts import Facts
from agister.levy.instrument import Instrument, Schedule
from agister.levy.levy_return import LevyReturn
from agister.levy.lines import Line, line
from agister.levy.measure import LevyBase
from agister.levy.period import share_of_year
from agister.levy.reliefs import relieved
from agister.levy.revenue import LESS_RESALE

#: Longest period of a return: a year, and the week that 53-week accounting years have more.
LONGEST_DAYS = 373


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What is due for one return under one act."""

    instrument: str
    base: str
    on: date
    """Day of the law that was applied."""
    levy_return: str
    return_digest: str
    amount: int
    """Minor units, rounded once."""
    currency: str
    exact: Fraction
    """Minor units before rounding."""
    lines: tuple[Line, ...]
    members: Mapping[str, int]
    """What each member of a group bears, by revenue in the territory; empty where there are none."""
    rates: tuple[QuotedRate, ...]
    """Reference rates that were used, as quoted."""
    of_surplus: Fraction | None
    """Levy over declared profit, where there is a profit: the essay speaks of a portion of the surplus."""
    notes: tuple[str, ...]


def assess(
    levy_return: LevyReturn,
    instrument: Instrument,
    on: date | None = None,
    *,
    given: Mapping[str, str] | None = None,
    base: str = "",
    rates: RateTable | None = None,
    known: date | None = None,
    bases: tuple[LevyBase, ...] = BASES,
) -> Assessment:
    """Assess a return. `on`: day of the law; the last day of the period where none is given.

    `given`: parameters that the act leaves open. `known`: with the knowledge of that day. Raises `LevyError` with the reason.
    """
    day = on or levy_return.end
    return assess_on(
        levy_return, instrument.schedule(day, given=given, base=base, known=known), rates=rates, bases=bases
    )


def assess_on(
    levy_return: LevyReturn,
    schedule: Schedule,
    *,
    rates: RateTable | None = None,
    bases: tuple[LevyBase, ...] = BASES,
) -> Assessment:
    """The same with what the act says on a day already looked up, for many returns under one act."""
    if problems := contradictions(levy_return):
        raise LevyError(f"return {levy_return.id}: {problems[0]}")
    days = (levy_return.end - levy_return.start).days + 1
    if not 1 <= days <= LONGEST_DAYS:
        raise LevyError(f"return {levy_return.id}: the period has {days} days; a return covers a year at most")
    base = next((item for item in bases if item.name == schedule.base), None)
    if base is None:
        raise LevyError(f"there is no base {schedule.base!r}; there are {', '.join(item.name for item in bases)}")
    average = schedule.word("exchange_day", "last_day_of_period") == "average_of_period"
    instrument = schedule.instrument
    share, opening = _share(levy_return, schedule)
    facts = Facts(levy_return, instrument.currency, share, rates, average=average)
    measured = relieved(base.measure(facts, schedule), facts, schedule)
    mode = schedule.need("rounding")
    amount = rounded(measured.amount, Rounding(str(mode.value)))
    closing = line("result", f"due, rounded once ({mode.value})", amount, mode, f"return {levy_return.id}")
    profit = facts.money("world_profit")
    return Assessment(
        instrument=instrument.id,
        base=base.name,
        on=schedule.on,
        levy_return=levy_return.id,
        return_digest=levy_return.digest,
        amount=amount,
        currency=instrument.currency,
        exact=measured.amount,
        lines=(*opening, *measured.lines, closing),
        members=_members(amount, facts),
        rates=tuple(facts.used_rates),
        of_surplus=Fraction(amount) / profit.amount if profit and profit.amount > 0 else None,
        notes=_notes(levy_return, schedule, measured.lines, exchanged=bool(facts.used_rates)),
    )


def _share(levy_return: LevyReturn, schedule: Schedule) -> tuple[Fraction | int, tuple[Line, ...]]:
    """The share of a year, and the line that says so where it is less than one."""
    value = schedule.find("short_period")
    if value is None or value.value == "not_reduced":
        return 1, ()
    share = share_of_year(levy_return.start, levy_return.end)
    if share == 1:
        return 1, ()
    text = f"short period: thresholds, allowance and brackets are reduced to {share.numerator}/{share.denominator}"
    return share, (line("short_period", text, None, value, "period"),)


def _members(amount: int, facts: Facts) -> dict[str, int]:
    """What each member bears, in proportion to its revenue in the territory; what is declared for the group as a whole stays open."""
    if not facts.levy_return.members:
        return {}
    weights = {member.name: Fraction(0) for member in facts.levy_return.members}
    for member, revenue in facts.by_member("local_revenue").items():
        weights[member] += revenue
    for name in ("deployments", "activities"):
        for row in facts.rows(name) if facts.has(name) else ():
            if row.member:
                weights[row.member] += row.number("revenue")
    return apportion(amount, weights) if any(weights.values()) else {}


def _notes(levy_return: LevyReturn, schedule: Schedule, lines: tuple[Line, ...], *, exchanged: bool) -> tuple[str, ...]:
    """What whoever reads the assessment must know beside the lines."""
    notes = []
    instrument = schedule.instrument
    if instrument.status == "draft":
        notes.append(f"{instrument.id} is a draft for simulation: nobody owes this under any law")
    certified = any(
        "resale_certificates" in facts for facts in (levy_return.facts, *(m.facts for m in levy_return.members))
    )
    if not certified and any(item.text.startswith(LESS_RESALE) for item in lines):
        notes.append("resale is left out, but no certificate of it is declared: ask for them (`resale_certificates`)")
    if levy_return.start < instrument.since:
        notes.append(
            f"the period begins before {instrument.id} is in force ({instrument.since}): declare only what falls under it"
        )
    for name, entries in sorted(instrument.values.items()):
        if name in _DATED_BY_THE_DAY:
            continue
        ends = {day for entry in entries for day in (entry.since, entry.until) if day is not None}
        changes = sorted(day for day in ends if max(levy_return.start, instrument.since) < day <= levy_return.end)
        if changes:
            notes.append(f"`{name}` changes on {changes[0]} within the period; what holds on {schedule.on} was applied")
        value = schedule.find(name)
        unused = name == "exchange_day" and not exchanged
        if value is not None and value.confidence in ("unverified", "general_knowledge") and not unused:
            notes.append(f"`{name}` ({value.law}) was not checked in the law itself: {value.confidence}")
    return tuple(notes)


#: Values that do not enter the amount: they are looked up for their own days.
_DATED_BY_THE_DAY = frozenset({
    "notify_days", "file_months", "pay_months", "pay_days", "pay_on", "amend_months", "late_interest", "repayment_interest",
    "late_return", "late_return_repeated", "late_payment", "enquiry_months", "discovery_months", "review_days", "appeal_days",
    "penalty_days", "joint_after_months", "joint_until_months", "joint_days",
})  # fmt: skip


def assessed_amount(assessment: Assessment) -> Amount:
    """The amount with its currency."""
    return Amount(units=assessment.amount, currency=assessment.currency)
