from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from agister.errors import LevyError
from agister.simulation import kernel
from agister.simulation.act_numbers import TooFine, act_numbers, margin_kind
from tests.levy_acts import act, shipped

DAY = date(2027, 12, 31)


def test_the_model_act_for_a_year_and_for_part_of_one() -> None:
    schedule = shipped("model-act").schedule(DAY)
    whole = act_numbers(schedule, 1)
    assert whole.starts.tolist() == [10**9, 10**10, 10**11]
    assert (whole.rates / whole.act[kernel.RATE_BELOW]).tolist() == [0.01, 0.02, 0.03]
    assert (whole.act[kernel.WORLD], whole.act[kernel.WORLD_STRICT]) == (50_000_000_000, 1)
    assert (whole.act[kernel.MINIMUM], whole.act[kernel.MINIMUM_STRICT]) == (10_000, 0)
    part = act_numbers(schedule, Fraction(1, 3))
    assert part.act[kernel.UNITS] == 3
    assert part.starts.tolist() == whole.starts.tolist()  # a third of the start, in thirds of a cent
    assert not whole.carries


def test_where_the_act_does_not_reduce_a_period_is_as_a_year() -> None:
    schedule = act("turnover", {"rate": "1/100", "allowance": 500}).schedule(DAY)
    assert act_numbers(schedule, Fraction(1, 3)).starts.tolist() == [500]


def test_shortfalls_are_carried_only_where_the_act_says_so() -> None:
    values = {"rate": "1/4", "routine_margin": "1/10"}
    schedule = act("residual_profit", values).schedule(DAY)
    assert margin_kind(schedule)
    assert not act_numbers(schedule, 1).carries
    assert act_numbers(act("residual_profit", {**values, "carry_forward": "shortfalls"}).schedule(DAY), 1).carries


def test_what_is_too_fine_or_not_compiled_is_said() -> None:
    with pytest.raises(TooFine, match="loans is not compiled"):
        act_numbers(act("loans", {"fee_per_loan": "1"}).schedule(DAY), 1)
    with pytest.raises(TooFine, match="too many digits"):
        act_numbers(act("turnover", {"rate": "1/9999999999999"}).schedule(DAY), 1)
    with pytest.raises(TooFine, match="thresholds that are too large"):
        act_numbers(
            act("turnover", {"rate": "1/9", "de_minimis": {"amount": 10**19, "comparison": "exceeds"}}).schedule(DAY), 1
        )


def test_a_taper_needs_its_threshold() -> None:
    with pytest.raises(LevyError, match="world_threshold"):
        act_numbers(act("turnover", {"rate": "1/9", "taper": "1/10"}).schedule(DAY), 1)
