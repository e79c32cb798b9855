from __future__ import annotations

import pytest

from agister.errors import LevyError
from agister.simulation.scenario import Scenario
from agister.simulation.simulate import Simulation, simulate
from tests.scenarios import scenario


def test_everything_of_a_report_is_there(small: Scenario, found: Simulation) -> None:
    assert len(found.spreads) == 3 * 4
    assert {name for name, _ in found.cliffs} == {design.name for design in small.designs}
    assert found.spread("model act", "half the revenue") is not None
    assert found.spread("model act", "another") is None
    assert found.total("model act") == sum(found.year("model act", year).total for year in small.years)
    assert set(found.reliefs) == {design.name for design in small.designs}


def test_progress_is_told(small: Scenario) -> None:
    stages: dict[str, int] = {}
    simulate(scenario(cases=None, monte_carlo={"draws": 50}), lambda stage, amount: stages.__setitem__(stage, amount))
    assert stages == {"drawing, as given": 50}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"designs": [{"name": "d", "act": "essay"}], "changes": None}, "leaves 'rate' open"),
        (
            {"years": {"first": 2020, "last": 2021}},
            "essay is not in force on 2020-12-31|model-act is not in force on 2020-12-31",
        ),
        ({"changes": [{"name": "c", "of": "one percent", "set": {"rate": "2"}}]}, "design 'c': --set rate=2"),
    ],
)
def test_what_cannot_be_computed_is_refused_in_one_line(changes: dict[str, object], words: str) -> None:
    with pytest.raises(LevyError, match=words) as refused:
        simulate(scenario(**changes))
    assert "\n" not in str(refused.value)
