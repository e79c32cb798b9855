from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from agister.errors import LevyError
from agister.levy.facts import Facts
from agister.levy.revenue import below_thresholds, in_brackets, leviable_revenue, nothing
from tests.levy_acts import act, levy_return

SCHEDULE = act(
    "turnover",
    {"rate": "1%", "world_threshold": {"amount": 100, "comparison": "exceeds"},
     "local_threshold": {"amount": 10, "comparison": "at_least"}},
).schedule(date(2027, 12, 31))  # fmt: skip


def facts(declared: dict[str, Any], share: Fraction = Fraction(1)) -> Facts:
    return Facts(levy_return(declared), "EUR", share, None)


def test_what_is_left_out_is_a_line() -> None:
    declared = {"deployments": [{"name": "app", "revenue": 100, "resale": 30, "levy_shown": 5}], "resale": 10}
    found, lines = leviable_revenue(facts(declared), SCHEDULE.need("rate"))
    assert found.amount == 55
    assert [(line.step, line.amount, line.fact) for line in lines] == [
        ("revenue", 100, "deployments[0].revenue"),
        ("left_out", -30, "deployments[0].resale"),
        ("left_out", -5, "deployments[0].levy_shown"),
        ("left_out", -10, "resale"),
    ]


@pytest.mark.parametrize(
    "declared",
    [{"deployments": [{"name": "app", "revenue": 100, "resale": 101}]}, {"local_revenue": 1, "resale": 2}],
)
def test_no_more_is_left_out_than_there_is(declared: dict[str, Any]) -> None:
    with pytest.raises(LevyError, match="more than there is"):
        leviable_revenue(facts(declared), SCHEDULE.need("rate"))


@pytest.mark.parametrize(
    ("world", "local", "share", "below"),
    [
        (101, 10, 1, False),
        (100, 10, 1, True),
        (101, 9, 1, True),
        (51, 5, Fraction(1, 2), False),
        (50, 5, Fraction(1, 2), True),
    ],
)
def test_thresholds(world: int, local: int, share: Fraction, below: bool) -> None:
    found = facts({"world_revenue": world, "local_revenue": local}, Fraction(share))
    revenue = found.need_money("local_revenue", "")
    said, lines = below_thresholds(found, SCHEDULE, revenue)
    assert said is below
    assert len(lines) == 2


def test_a_part_is_not_more_than_the_whole() -> None:
    found = facts({"world_revenue": 5, "local_revenue": 6})
    with pytest.raises(LevyError, match="`world_revenue` is less than the revenue in the territory"):
        below_thresholds(found, SCHEDULE, found.need_money("local_revenue", ""))


def test_slices() -> None:
    steps = ((Fraction(0), Fraction(0)), (Fraction(100), Fraction(1, 10)), (Fraction(200), Fraction(1, 5)))
    value = SCHEDULE.need("rate")
    found = {
        amount: in_brackets(Fraction(amount), steps, Fraction(1), value, "x", "EUR").amount
        for amount in (0, 100, 150, 200, 300)
    }
    assert found == {0: 0, 100: 0, 150: 5, 200: 10, 300: 30}
    assert in_brackets(Fraction(150), steps, Fraction(1, 2), value, "x", "EUR").amount == 15
    assert nothing(()).amount == 0
