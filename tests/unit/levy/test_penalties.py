from __future__ import annotations

from datetime import date

import pytest

from agister.levy.penalties import late_payment_penalty, late_return_penalty, step_reached
from tests.levy_acts import shipped

DST = shipped("uk-dst").values
DUE, END = date(2021, 12, 31), date(2020, 12, 31)


@pytest.mark.parametrize(
    ("filed", "amount"),
    [("2021-12-31", 0), ("2022-01-01", 10_000), ("2022-03-31", 10_000), ("2022-04-01", 20_000)],
)
def test_late_return(filed: str, amount: int) -> None:
    assert late_return_penalty(DST["late_return"][0], DUE, date.fromisoformat(filed)) == amount


@pytest.mark.parametrize(
    ("filed", "amount"),
    [("2022-06-30", 0), ("2022-07-01", 99), ("2022-12-31", 99), ("2023-01-01", 199)],
)
def test_unpaid_and_late(filed: str, amount: int) -> None:
    # 999 pence: a tenth is 99.9, rounded down for the payer.
    assert late_payment_penalty(DST["late_payment"][0], 999, END, date.fromisoformat(filed)) == amount


def test_before_the_first_step() -> None:
    assert step_reached(DST["late_payment"][0], END, END) == 0
