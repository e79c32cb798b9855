from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import LevyError
from agister.levy.instrument import DatedValue
from agister.levy.interest import interest
from tests.levy_acts import shipped

LATE = shipped("uk-dst").values["late_interest"]


def rate(value: str, since: date, until: date | None = None, known: date = date(2000, 1, 1)) -> DatedValue:
    return DatedValue(
        name="late_interest", value=Fraction(value), since=since, until=until, known_since=known, law="s. 1",
        link="https://example.org", confidence="verified",
    )  # fmt: skip


def test_each_rate_for_its_days() -> None:
    found = interest(100_000_000, date(2021, 10, 1), date(2022, 1, 20), LATE)
    assert found.amount == 797_260
    assert [(span.days, span.rate, span.amount) for span in found.spans] == [
        (95, Fraction(26, 1000), Fraction(100_000_000 * 26 * 95, 365_000)),
        (16, Fraction(275, 10_000), Fraction(100_000_000 * 275 * 16, 3_650_000)),
    ]


def test_paid_on_the_day_or_before_costs_nothing() -> None:
    for paid in (date(2021, 10, 1), date(2021, 9, 1)):
        assert interest(100, date(2021, 10, 1), paid, LATE).amount == 0


def test_no_rate_is_guessed() -> None:
    with pytest.raises(LevyError, match="no rate of interest is recorded for 2022-05-24"):
        interest(100, date(2022, 5, 1), date(2022, 6, 1), LATE)
    with pytest.raises(LevyError, match="a sum that is owed"):
        interest(-1, date(2022, 5, 1), date(2022, 5, 2), LATE)


def test_a_rate_that_became_known_later_counts() -> None:
    rates = [rate("1/100", date(2020, 1, 1)), rate("2/100", date(2021, 1, 2), date(2021, 1, 3), date(2021, 6, 1))]
    found = interest(36_500, date(2021, 1, 1), date(2021, 1, 4), rates)
    assert [(span.days, span.rate) for span in found.spans] == [
        (1, Fraction(1, 100)), (1, Fraction(2, 100)), (1, Fraction(1, 100)),
    ]  # fmt: skip
    assert found.amount == 4


@given(st.integers(0, 10**15), st.dates(date(2021, 1, 1), date(2022, 4, 10)), st.integers(0, 20), st.integers(0, 20))
def test_interest_adds_up_over_days(principal: int, start: date, first: int, second: int) -> None:
    def exact(begin: int, end: int) -> Fraction:
        days = [date.fromordinal(start.toordinal() + offset) for offset in (begin, end)]
        return sum((span.amount for span in interest(principal, days[0], days[1], LATE).spans), Fraction(0))

    assert exact(0, first) + exact(first, first + second) == exact(0, first + second)
