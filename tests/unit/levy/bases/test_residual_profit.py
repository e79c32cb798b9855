from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import LevyError
from agister.levy.bases.residual_profit import excess_by_year
from tests.levy_acts import act, due

VALUES: dict[str, Any] = {
    "rate": "1/4",
    "routine_margin": "10%",
    "territory": "revenue_share",
    "carry_forward": "shortfalls",
}
AMOUNT_A = act("residual_profit", VALUES)
WORLD_ONLY = act("residual_profit", {"rate": "1/4", "routine_margin": "10%"})
TENTH = Fraction(1, 10)


def test_the_share_of_the_territory() -> None:
    found = due(AMOUNT_A, {"world_revenue": 50_000, "world_profit": 10_000, "local_revenue": 5_000})
    assert found.amount == 125
    assert [(line.step, line.amount) for line in found.lines] == [
        ("revenue", 50_000), ("profit", 10_000), ("residual", 5_000), ("charge", 1_250), ("territory", 125), ("result", 125),
    ]  # fmt: skip
    assert found.of_surplus == Fraction(125, 10_000)


def test_all_of_it_where_there_is_no_territory() -> None:
    assert due(WORLD_ONLY, {"world_revenue": 50_000, "world_profit": 10_000}).amount == 1_250
    assert due(WORLD_ONLY, {"world_revenue": 50_000, "world_profit": -1}).amount == 0


def test_shortfalls_absorb_later_profit() -> None:
    earlier = [{"year": str(year), "revenue": 100, "profit": 5} for year in (2025, 2026)]
    facts = {"world_revenue": 100, "world_profit": 30, "local_revenue": 100, "earlier_years": earlier}
    found = due(AMOUNT_A, facts)
    assert found.exact == Fraction(10, 4)
    assert [line.amount for line in found.lines if line.step == "shortfall"] == [-10]
    forgetting = act("residual_profit", {**VALUES, "carry_forward": "none"})
    assert due(forgetting, facts).exact == 5


@pytest.mark.parametrize(
    ("profits", "carry", "excess"),
    [
        ((5, 5, 20), False, (0, 0, 10)),
        ((5, 5, 20), True, (0, 0, 0)),
        ((5, 5, 30, 15), True, (0, 0, 10, 5)),
        ((20, 5), True, (10, 0)),
    ],
)
def test_years(profits: tuple[int, ...], carry: bool, excess: tuple[int, ...]) -> None:
    years = [(Fraction(100), Fraction(profit)) for profit in profits]
    assert excess_by_year(years, TENTH, carry_forward=carry) == excess


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(-1000, 1000)), max_size=6))
def test_carrying_forward_never_costs_more(years: list[tuple[int, int]]) -> None:
    exact = [(Fraction(revenue), Fraction(profit)) for revenue, profit in years]
    carried, forgotten = (excess_by_year(exact, TENTH, carry_forward=carry) for carry in (True, False))
    assert all(0 <= less <= more for less, more in zip(carried, forgotten, strict=True))


def test_what_must_be_declared_and_fit() -> None:
    with pytest.raises(LevyError, match="does not declare `world_profit`"):
        due(AMOUNT_A, {"world_revenue": 5})
    with pytest.raises(LevyError, match="is part of"):
        due(AMOUNT_A, {"world_revenue": 5, "world_profit": 5, "local_revenue": 6})


def test_below_the_threshold_of_revenue() -> None:
    large = act("residual_profit", {**VALUES, "world_threshold": {"amount": 20, "comparison": "exceeds"}})
    assert due(large, {"world_revenue": 20, "world_profit": 20, "local_revenue": 20}).amount == 0
