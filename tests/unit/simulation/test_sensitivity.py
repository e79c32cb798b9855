from __future__ import annotations

from agister.simulation.scenario import Scenario
from agister.simulation.sensitivity import input_effects, outcome
from agister.simulation.simulate import Simulation


def test_the_input_that_moves_most_comes_first(small: Scenario, found: Simulation) -> None:
    effects = input_effects(small.designs[1], small)
    assert [effect.input for effect in effects] == ["territorial_share", "growth", "world_revenue", "profit_margin"]
    assert effects == sorted(effects, key=lambda effect: -effect.span)
    assert {effect.central for effect in effects} == {found.total("one percent")}
    assert effects[-1].span == 0  # turnover does not look at profit


def test_signs_of_changes(found: Simulation) -> None:
    signs = {change.name: change.sign for change in found.changes}
    assert signs == {"no credit": 1, "two percent": 1, "no free slice": 1}
    double = next(change for change in found.changes if change.name == "two percent")
    assert abs(double.after.total - 2 * double.before.total) <= 15  # one cent of rounding for each group and year
    assert (double.before.payer_years, double.after.payer_years) == (15, 15)


def test_an_outcome_is_that_of_the_rows(small: Scenario, found: Simulation) -> None:
    assert outcome(small.designs[0], small).total == found.total("model act")
