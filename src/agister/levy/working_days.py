"""Days on which payments settle, and how a due date moves off a day on which they do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from agister.errors import LevyError


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the method of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _target(day: date) -> bool:
    """Closing days of the euro's settlement system since 2002, besides weekends (ECB, decision of 14 December 2000)."""
    if (day.month, day.day) in ((1, 1), (5, 1), (12, 25), (12, 26)):
        return True
    sunday = easter(day.year)
    return day in (sunday - timedelta(days=2), sunday + timedelta(days=1))


#: Whether a calendar has a holiday on a day that is no weekend.
CALENDARS: Mapping[str, Callable[[date], bool]] = {"target": _target, "weekends": lambda _: False}


def is_working_day(day: date, calendar: str) -> bool:
    """Whether payments settle on a day. Raises `LevyError` for a calendar that is not known."""
    holiday = CALENDARS.get(calendar)
    if holiday is None:
        raise LevyError(f"there is no calendar {calendar!r}; there are {', '.join(CALENDARS)}")
    return day.weekday() < 5 and not holiday(day)


def next_working_day(day: date, calendar: str) -> date:
    """The day itself if it is a working day, otherwise the next one that is."""
    while not is_working_day(day, calendar):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int, calendar: str) -> date:
    """The working day that comes `count` working days after a day."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, calendar)
    return day
