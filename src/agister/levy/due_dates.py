"""When a period's duties fall due under an act, each with the provision it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from agister.errors import LevyError
from agister.levy.contradictions import EARLIEST, LATEST
from agister.levy.instrument import DatedValue, Instrument
from agister.levy.period import add_months, month_end, months_after
from agister.levy.working_days import next_working_day

#: Longer deadlines are a mistake in the act.
MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """A day by which something must be done."""

    duty: str
    day: date
    law: str
    link: str
    moved_from: date | None = None
    """The day before it moved to a working day."""


def payment_due(end: date, months: int, days: int) -> date:
    """Months and days after the end of a period. After the end of a month whole months go by months: 31 December 2020
    and 9 months and 1 day is 1 October 2021, and so is it in the software of the United Kingdom's authority."""
    if month_end(end):
        return months_after(end, months) + timedelta(days=days)
    return add_months(end, months) + timedelta(days=days)


def collective_deadlines(year_end: date) -> tuple[date, date, date]:
    """For money collected in a year: distribute by, report by, non-distributable after (Directive 2014/26/EU art. 13(1),
    22(1), 13(4))."""
    return months_after(year_end, 9), months_after(year_end, 8), months_after(year_end, 36)


def due_dates(instrument: Instrument, end: date, calendar: str = "") -> tuple[DueDate, ...]:
    """The due dates of a period that ends on a day, in order of time. With a calendar, moved to the next working day.

    Raises `LevyError` where the act lays down none.
    """
    found: list[DueDate] = []

    def add(duty: str, day: date, value: DatedValue) -> None:
        moved = next_working_day(day, calendar) if calendar else day
        found.append(
            DueDate(duty=duty, day=moved, law=value.law, link=value.link, moved_from=day if moved != day else None)
        )

    if not EARLIEST <= end.year <= LATEST:
        raise LevyError(f"a period that ends on {end} lies outside the years {EARLIEST} to {LATEST}")
    values = {name: value for name in instrument.values if (value := instrument.value(name, end)) is not None}
    number = {name: int(value.value) for name, value in values.items() if isinstance(value.value, int)}
    if max([0, *(number[name] for name in number if name.endswith(("_days", "_months")))]) > MOST:
        raise LevyError(f"{instrument.id} has a deadline of more than {MOST} days or months: it cannot be meant")
    if "notify_days" in number:
        add("notify", end + timedelta(days=number["notify_days"]), values["notify_days"])
    if "pay_months" in number:
        add("pay", payment_due(end, number["pay_months"], number.get("pay_days", 0)), values["pay_months"])
    if "pay_on" in values:
        add("pay", _fixed_day(end, str(values["pay_on"].value)), values["pay_on"])
    if "file_months" in number:
        filing = months_after(end, number["file_months"])
        add("file", filing, values["file_months"])
        if "amend_months" in number:
            add("amend until", months_after(filing, number["amend_months"]), values["amend_months"])
    for name, duty in (
        ("late_return", "penalty for a late return after"),
        ("late_payment", "tax-geared penalty after"),
    ):
        steps = values[name].value if name in values else None
        if isinstance(steps, tuple) and (name == "late_payment" or "file_months" in number):
            start = end if name == "late_payment" else months_after(end, number["file_months"])
            day = months_after(start, int(steps[0][0]))
            found.append(DueDate(duty=duty, day=day, law=values[name].law, link=values[name].link))
    if not found:
        raise LevyError(f"{instrument.id} lays down no due dates for a period that ends on {end}")
    return tuple(sorted(found, key=lambda due: (due.day, due.duty)))


def _fixed_day(end: date, text: str) -> date:
    try:
        month, day = (int(part) for part in text.split("-"))
        first = date(end.year, month, day)
    except ValueError:
        raise LevyError(f"`pay_on` is {text!r}; it must be a month and a day such as 10-01") from None
    return first if first > end else date(end.year + 1, month, day)
