from __future__ import annotations

from fractions import Fraction

from agister.simulation.flows import costs, flows
from agister.simulation.scenario import Scenario
from agister.simulation.simulate import Simulation
from tests.scenarios import scenario


def test_what_flows_is_what_comes_in(found: Simulation) -> None:
    final = [flow for flow in found.flows if not flow.shared_on]
    assert {flow.path[-1] for flow in final} == {"administration", "commons", "adaptation"}
    for item in found.indicators:
        if item.case == "as given":
            sums = sum(f.units for f in final if (f.design, f.level, f.year) == (item.design, item.level, item.year))
            assert sums == item.total


def test_without_a_key_nothing_flows(found: Simulation) -> None:
    assert flows(scenario(key=None), found.indicators) == []


def test_costs_of_a_year(small: Scenario, found: Simulation) -> None:
    first, second, _ = [cost for cost in costs(small, found.indicators) if cost.design == "model act"]
    # Two payers: 2 million once, 1 to 3 million a year, 10,000 for each payer.
    assert (first.low, first.central, first.high) == (302_000_000, 402_000_000, 502_000_000)
    assert second.central == 202_000_000
    assert second.ratio == Fraction(202_000_000, found.year("model act", 2028).total)
