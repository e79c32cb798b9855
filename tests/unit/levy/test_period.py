from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import LevyError
from agister.levy.period import add_months, days_in, month_end, months_after, share_of_year

DAYS = st.dates(date(1901, 1, 1), date(9000, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [("2020-12-31", 9, "2021-09-30"), ("2021-01-31", 1, "2021-02-28"), ("2020-02-29", 12, "2021-02-28"),
     ("2021-03-15", -3, "2020-12-15"), ("2021-01-15", -1, "2020-12-15")],
)  # fmt: skip
def test_months_later(day: str, months: int, moved: str) -> None:
    assert add_months(date.fromisoformat(day), months).isoformat() == moved


def test_the_end_of_a_month_is_followed_by_ends_of_months() -> None:
    assert months_after(date(2021, 2, 28), 1) == date(2021, 3, 31)
    assert months_after(date(2021, 2, 27), 1) == date(2021, 3, 27)
    assert [month_end(day) for day in (date(2020, 2, 28), date(2020, 2, 29))] == [False, True]


def test_outside_the_calendar() -> None:
    with pytest.raises(LevyError, match="outside the calendar"):
        add_months(date(9999, 12, 1), 1)


@pytest.mark.parametrize(
    ("start", "end", "share"),
    [("2020-04-01", "2020-12-31", "275/366"), ("2027-07-01", "2027-12-31", "184/365"), ("2027-01-01", "2027-12-31", "1"),
     ("2026-12-29", "2027-12-31", "1"), ("2024-02-29", "2024-02-29", "1/366"), ("2023-03-01", "2024-02-29", "1")],
)  # fmt: skip
def test_share_of_a_year(start: str, end: str, share: str) -> None:
    assert share_of_year(date.fromisoformat(start), date.fromisoformat(end)) == Fraction(share)


@given(DAYS, st.integers(0, 400))
def test_a_share_grows_with_the_days_and_is_at_most_one(end: date, days: int) -> None:
    start = date.fromordinal(end.toordinal() - days)
    share = share_of_year(start, end)
    assert 0 < share <= 1
    assert (share == 1) is (days_in(start, end) >= 366 or start <= share_start(end))


def share_start(end: date) -> date:
    """First day of the year that ends with a day."""
    return date.fromordinal(months_after(end, -12).toordinal() + 1)
