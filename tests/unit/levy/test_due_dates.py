from __future__ import annotations

from datetime import date

import pytest

from agister.errors import LevyError
from agister.levy.due_dates import collective_deadlines, due_dates, payment_due
from tests.levy_acts import act, shipped


def test_the_duties_of_a_period_in_order() -> None:
    found = due_dates(shipped("uk-dst"), date(2020, 12, 31))
    assert [(item.day.isoformat(), item.duty) for item in found] == [
        ("2021-03-31", "notify"),
        ("2021-10-01", "pay"),
        ("2021-12-31", "file"),
        ("2021-12-31", "penalty for a late return after"),
        ("2022-06-30", "tax-geared penalty after"),
        ("2022-12-31", "amend until"),
    ]
    assert all(item.law.startswith("Finance Act 2020") and item.link.startswith("https://") for item in found)


def test_moved_to_a_working_day() -> None:
    found = {item.duty: item for item in due_dates(shipped("uk-dst"), date(2020, 12, 31), "weekends")}
    assert (found["amend until"].day, found["amend until"].moved_from) == (date(2023, 1, 2), date(2022, 12, 31))
    assert found["pay"].moved_from is None


@pytest.mark.parametrize(
    ("end", "day"), [("2026-03-31", "2026-10-01"), ("2026-10-01", "2027-10-01"), ("2026-12-31", "2027-10-01")]
)
def test_a_fixed_day_after_the_period(end: str, day: str) -> None:
    found = due_dates(shipped("uk-gambling-levy-2025"), date.fromisoformat(end))
    assert [(item.duty, item.day.isoformat()) for item in found] == [("pay", day)]


def test_payment_after_whole_months_and_after_others() -> None:
    assert payment_due(date(2021, 2, 28), 9, 1) == date(2021, 12, 1)
    assert payment_due(date(2020, 9, 26), 9, 1) == date(2021, 6, 27)


def test_money_collected_for_others() -> None:
    assert collective_deadlines(date(2026, 12, 31)) == (date(2027, 9, 30), date(2027, 8, 31), date(2029, 12, 31))


def test_an_act_without_due_dates() -> None:
    with pytest.raises(LevyError, match="lays down no due dates"):
        due_dates(act("turnover", {"rate": "1%"}), date(2026, 1, 1))
    with pytest.raises(LevyError, match="must be a month and a day such as 10-01"):
        due_dates(act("turnover", {"rate": "1%", "pay_on": "soon"}), date(2026, 1, 1))


def test_deadlines_that_cannot_be_meant() -> None:
    with pytest.raises(LevyError, match="a deadline of more than 10000 days or months"):
        due_dates(act("turnover", {"rate": "1%", "notify_days": 10**30}), date(2026, 1, 1))
    with pytest.raises(LevyError, match="lies outside the years 1900 to 2999"):
        due_dates(shipped("uk-dst"), date(9999, 12, 31))
