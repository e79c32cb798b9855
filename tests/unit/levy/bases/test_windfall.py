from __future__ import annotations

from fractions import Fraction

import pytest

from tests.levy_acts import act, due

CLAUSE = act(
    "windfall", {"profit_brackets": [["1/1000", "1%"], ["1/100", "20%"], ["1/10", "50%"]], "reference_product": 100_000}
)
ABOVE = act("windfall", {"rate": "1/2", "windfall_from": 1000, "short_period": "days_over_preceding_twelve_months"})


@pytest.mark.parametrize(("profit", "amount"), [(-1, 0), (100, 0), (500, 4), (5_000, 809), (20_000, 6_809)])
def test_shares_of_the_worlds_product(profit: int, amount: int) -> None:
    assert due(CLAUSE, {"world_profit": profit}).amount == amount


@pytest.mark.parametrize(("profit", "amount"), [(-5, 0), (1000, 0), (1001, 1), (3000, 1000)])
def test_above_an_amount(profit: int, amount: int) -> None:
    found = due(ABOVE, {"world_profit": profit})
    assert found.amount == amount
    assert found.lines[1].text == "profit counts as windfall above EUR 10.00"


def test_half_a_year_has_half_the_amount() -> None:
    assert (
        due(ABOVE, {"world_profit": 1000}, "2027-07-01", "2027-12-31").exact == (1000 - Fraction(1000 * 184, 365)) / 2
    )
