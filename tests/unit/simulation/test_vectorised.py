from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from agister.errors import LevyError
from agister.simulation.act_numbers import act_numbers
from agister.simulation.declared import DeclaredFacts
from agister.simulation.vectorised import assess_many, shortfalls_of
from tests.levy_acts import act, shipped

DAY = date(2027, 12, 31)
YEAR = (date(2027, 1, 1), DAY)
AMOUNT_A = act("residual_profit", {"rate": "1/4", "routine_margin": "1/10", "carry_forward": "shortfalls"}).schedule(
    DAY
)


def test_vectors_of_the_model_act_in_one_pass() -> None:
    facts = DeclaredFacts.of(
        4, world_revenue=np.array([400_000_000_000, 51_000_000_000, 50_000_000_000, 50_000_000_100]),
        local_revenue=np.array([80_000_000_000, 30_000_000_000, 30_000_000_000, 30_000_000_000]),
    )  # fmt: skip
    found = assess_many(facts, shipped("model-act").schedule(DAY), *YEAR, compiled_only=True)
    # MODEL-01, MODEL-05, MODEL-06, MODEL-04
    assert found.units.tolist() == [1_490_000_000, 100_000_000, 0, 0]
    assert found.aside == 0


def test_amounts_beyond_the_compiled_pass_are_assessed_all_the_same() -> None:
    facts = DeclaredFacts.of(2, world_revenue=np.array([2**62, 100]), local_revenue=np.array([2**62, 100]))
    schedule = shipped("essay").schedule(DAY, given={"rate": "1/100"})
    found = assess_many(facts, schedule, *YEAR)
    assert (found.aside, found.units.tolist()) == (1, [(2**62 + 50) // 100, 1])
    with pytest.raises(LevyError, match="too large for the compiled pass"):
        assess_many(facts, schedule, *YEAR, compiled_only=True)


def test_a_contradiction_is_refused_as_assess_refuses_it() -> None:
    facts = DeclaredFacts.of(1, world_revenue=10, local_revenue=20)
    with pytest.raises(LevyError, match="less than the revenue in the territory"):
        assess_many(facts, shipped("model-act").schedule(DAY), *YEAR)


def test_shortfalls_of_earlier_years_absorb_later_profit() -> None:
    bad = DeclaredFacts.of(1, world_revenue=1000, world_profit=-100)
    good = DeclaredFacts.of(1, world_revenue=1000, world_profit=500)
    # 200 below the routine margin, then 400 above it: 200 are left, a quarter of them is due.
    assert assess_many(good, AMOUNT_A, *YEAR, earlier=(bad,)).units.tolist() == [50]
    assert assess_many(good, AMOUNT_A, *YEAR).units.tolist() == [100]
    numbers = act_numbers(AMOUNT_A, 1)
    found = shortfalls_of((bad,), numbers, 1)
    assert found is not None
    assert found.tolist() == [2000]
    assert shortfalls_of((DeclaredFacts.of(1, world_revenue=2**60),), numbers, 1) is None
