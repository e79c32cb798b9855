from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from agister.errors import LevyError
from tests.levy_acts import act, due

AT_LEAST_25M = {"amount": 2_500_000_000, "comparison": "at_least"}


def test_one_rate_above_an_allowance() -> None:
    found = due(act("turnover", {"rate": "2%", "allowance": 100}), {"local_revenue": 350})
    assert found.exact == 5
    assert [(line.step, line.amount) for line in found.lines] == [
        ("revenue", 350), ("allowance", None), ("bracket", 5), ("result", 5),
    ]  # fmt: skip


def test_brackets_are_slices_and_not_cliffs() -> None:
    scale = act("turnover", {"brackets": [[0, 0], [100, "10%"], [200, "20%"], [300, 0]]})
    found = [due(scale, {"local_revenue": revenue}).exact for revenue in (0, 100, 150, 200, 250, 300, 400)]
    assert found == [0, 0, 5, 10, 20, 30, 30]


@pytest.mark.parametrize(("revenue", "amount"), [(2_499_999_999, 0), (2_500_000_000, 125_000_000)])
def test_at_least_is_not_more_than(revenue: int, amount: int) -> None:
    canadian = act("turnover", {"rate": "5%", "local_threshold": AT_LEAST_25M}, "CAD")
    assert due(canadian, {"local_revenue": revenue}).amount == amount


def test_deployments_instead_of_a_total() -> None:
    facts: dict[str, Any] = {"deployments": [{"name": "a", "revenue": 70, "resale": 20}, {"name": "b", "revenue": 50}]}
    assert due(act("turnover", {"rate": "1/7"}), facts).exact == Fraction(100, 7)


def test_revenue_must_be_declared() -> None:
    with pytest.raises(LevyError, match="the return does not declare `local_revenue`"):
        due(act("turnover", {"rate": "1%"}), {})
    with pytest.raises(LevyError, match="does not declare `world_revenue` .* asks for"):  # noqa: RUF043
        due(act("turnover", {"rate": "1%", "world_threshold": AT_LEAST_25M}), {"local_revenue": 1})
