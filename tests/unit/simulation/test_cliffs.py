from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from agister.simulation.cliffs import cliffs, steepest
from agister.simulation.scenario import Curve
from tests.levy_acts import act, shipped

DAY = date(2027, 12, 31)


def test_a_step_is_found_wherever_it_hides() -> None:
    for edge in (17, 5_000_001, 987_654_321):
        found = steepest("x", lambda x, edge=edge: Fraction(x, 50) + (777 if x > edge else 0), [0, 10**3, 10**10], 100)  # type: ignore[misc]
        assert found.at <= edge < found.at + 100
        assert found.jump == 777 + 2
        assert found.slope == Fraction(1, 50)


def test_a_straight_line_has_no_step() -> None:
    found = steepest("x", lambda x: Fraction(x, 50), [0, 10**9], 100)
    assert (found.jump, found.slope) == (2, Fraction(1, 50))


def test_a_kink_is_no_step() -> None:
    found = steepest("x", lambda x: max(Fraction(0), Fraction(x - 12_345_678, 10)), [0, 10**9], 100)
    assert (found.jump, found.slope) == (10, Fraction(1, 10))


def test_a_curve_costs_no_more_than_its_budget() -> None:
    calls = 0

    def curved(x: int) -> Fraction:
        nonlocal calls
        calls += 1
        return Fraction(x * x, 10**9)

    found = steepest("x", curved, [0, 10**12], 100)
    assert calls < 4100
    assert found.jump >= 0


def test_the_only_step_of_the_model_act_is_its_de_minimis() -> None:
    for cliff in cliffs(shipped("model-act").schedule(DAY), Curve()):
        # A hundred euro, and at most the taper on the one euro more.
        assert abs(cliff.jump) <= 10_000 + 10, cliff.fact
    smooth = cliffs(shipped("model-act").schedule(DAY, given={"de_minimis": "0"}), Curve())
    assert max(abs(cliff.jump) for cliff in smooth if cliff.fact != "licence payments") == 10
    assert max(abs(cliff.jump) for cliff in smooth) == 100  # one more euro of licences, one euro less


def test_the_cliff_of_the_digital_services_tax_is_found() -> None:
    found = {cliff.fact: cliff for cliff in cliffs(shipped("uk-dst").schedule(DAY), Curve())}
    step = found["world revenue, all of it in the territory"]
    # One pound above 500 million: 2 % of 475 million and of that pound.
    assert (step.at, step.jump) == (50_000_000_000, Fraction(950_000_002))
    assert found["growth: territory and world together"].at == 50_000_000_000


@pytest.mark.parametrize("rate", ["1/100", "7/991"])
def test_the_essay_rises_evenly(rate: str) -> None:
    for cliff in cliffs(shipped("essay").schedule(DAY, given={"rate": rate}), Curve()):
        assert abs(cliff.jump) <= 100 * Fraction(rate)


def test_an_act_that_grows_by_brackets_has_no_step() -> None:
    schedule = act("turnover", {"brackets": [[0, "1%"], [12_345, "50%"]]}).schedule(DAY)
    assert max(abs(cliff.jump) for cliff in cliffs(schedule, Curve())) == 50
