from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import LevyError
from agister.levy.working_days import CALENDARS, add_working_days, easter, is_working_day, next_working_day


@pytest.mark.parametrize("day", ["2000-04-23", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"])
def test_easter(day: str) -> None:
    assert easter(int(day[:4])).isoformat() == day


def test_closing_days_of_2027() -> None:
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]
    closed = [day.isoformat() for day in days if day.weekday() < 5 and not is_working_day(day, "target")]
    # 1 May, 25 and 26 December fall on weekends.
    assert closed == ["2027-01-01", "2027-03-26", "2027-03-29"]


def test_moving_to_a_working_day() -> None:
    assert next_working_day(date(2027, 3, 26), "target") == date(2027, 3, 30)
    assert next_working_day(date(2027, 3, 26), "weekends") == date(2027, 3, 26)
    assert next_working_day(date(2027, 3, 30), "target") == date(2027, 3, 30)
    assert add_working_days(date(2027, 3, 25), 1, "target") == date(2027, 3, 30)
    assert add_working_days(date(2027, 3, 27), 0, "target") == date(2027, 3, 27)


def test_an_unknown_calendar() -> None:
    with pytest.raises(LevyError, match="there is no calendar 'mars'; there are target, weekends"):
        is_working_day(date(2027, 1, 1), "mars")


@given(st.dates(date(1999, 1, 1), date(2200, 1, 1)), st.sampled_from(sorted(CALENDARS)))
def test_a_working_day_is_never_far(day: date, calendar: str) -> None:
    moved = next_working_day(day, calendar)
    assert 0 <= (moved - day).days <= 6
    assert is_working_day(moved, calendar)
