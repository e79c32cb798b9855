"""Calendar arithmetic of levies: months after a day, days of a period, the share of a year that a short one is."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

from agister.errors import LevyError


def add_months(day: date, months: int) -> date:
    """The same day of the month some months later (or earlier), or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise LevyError(f"{months} months from {day} is outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> bool:
    """Whether it is the last day of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def months_after(end: date, months: int) -> date:
    """Some months after the end of a period: the end of a month is followed by the end of a month."""
    moved = add_months(end, months)
    return moved.replace(day=monthrange(moved.year, moved.month)[1]) if month_end(end) else moved


def days_in(start: date, end: date) -> int:
    """Days of a period, both ends included."""
    return (end - start).days + 1


def share_of_year(start: date, end: date) -> Fraction:
    """Days of the period over the days of the twelve months that end with it, at most 1.

    1 April to 31 December 2020 is 275/366. This day count is a convention of ours: statutes say "proportionately reduced".
    """
    # The day after the end may be 1 January of year 10000, so the year before is reached from the end itself.
    first = months_after(end, -12) + timedelta(days=1)
    return min(Fraction(1), Fraction(days_in(start, end), days_in(first, end)))
