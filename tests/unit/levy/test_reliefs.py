from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from agister.errors import LevyError
from agister.levy.facts import Facts
from agister.levy.lines import Measured
from agister.levy.reliefs import relieved
from tests.levy_acts import act, levy_return

VALUES = {
    "rate": "1%", "public_share": 1, "credit_cap": "1/2", "taper": "1/10", "de_minimis": {"amount": 10, "comparison": "at_least"},
    "world_threshold": {"amount": 1000, "comparison": "exceeds"},
}  # fmt: skip


def after(amount: int, facts: dict[str, Any], share: str = "1", **values: Any) -> Measured:
    schedule = act("turnover", {**VALUES, **values}).schedule(date(2027, 12, 31))
    declared = levy_return({"world_revenue": 10_000, **facts})
    return relieved(
        Measured(amount=Fraction(amount), lines=()), Facts(declared, "EUR", Fraction(share), None), schedule
    )


@pytest.mark.parametrize(
    ("amount", "facts", "left", "steps"),
    [
        (100, {}, 100, []),
        (100, {"public_share": "3/5"}, 60, ["public_share"]),
        (100, {"licence_payments": [{"licence": "L", "amount": 30}]}, 70, ["credit"]),
        (100, {"licence_payments": [{"licence": "L", "amount": 80}]}, 50, ["credit"]),
        (
            100,
            {"public_share": "1/2", "licence_payments": [{"licence": "L", "amount": 80}]},
            25,
            ["public_share", "credit"],
        ),
        (100, {"world_revenue": 1500}, 50, ["taper"]),
        (100, {"world_revenue": 1000}, 0, ["taper"]),
        (10, {}, 10, []),
        (9, {}, 0, ["de_minimis"]),
        (0, {}, 0, []),
    ],
)
def test_reliefs(amount: int, facts: dict[str, Any], left: int, steps: list[str]) -> None:
    found = after(amount, facts)
    assert (found.amount, [line.step for line in found.lines]) == (left, steps)
    assert sum(line.amount for line in found.lines if line.amount) == left - amount


def test_the_threshold_of_the_taper_follows_the_period() -> None:
    assert after(1000, {"world_revenue": 1500}, "1/2").amount == 100


def test_acts_without_reliefs_relieve_nothing() -> None:
    nothing = act("turnover", {"rate": "1%"}).schedule(date(2027, 12, 31))
    declared = levy_return({"public_share": "1/2", "licence_payments": [{"licence": "L", "amount": 80}]})
    measured = Measured(amount=Fraction(1, 3), lines=())
    assert relieved(measured, Facts(declared, "EUR", Fraction(1), None), nothing) == measured


def test_no_licence_is_claimed_twice() -> None:
    rows = [{"licence": "L", "amount": 1}, {"licence": "L", "amount": 2}]
    with pytest.raises(LevyError, match="claims the licence 'L' twice"):
        after(100, {"licence_payments": rows})


def test_no_payments_no_line() -> None:
    assert after(100, {"licence_payments": []}).lines == ()


def test_more_than_ten_is_not_ten() -> None:
    assert after(10, {}, de_minimis={"amount": 10, "comparison": "exceeds"}).amount == 0
