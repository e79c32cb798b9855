from __future__ import annotations

from agister.simulation.reliefs_effect import RELIEFS, TOGETHER, central_facts, due_by_year, reliefs_of
from agister.simulation.scenario import Scenario
from agister.simulation.simulate import Simulation


def test_reliefs_of_a_design(small: Scenario) -> None:
    assert reliefs_of(small.designs[0], small) == (
        "world_threshold", "allowance", "public_share", "credit_cap", "taper", "de_minimis",
    )  # fmt: skip
    assert [reliefs_of(design, small) for design in small.designs[1:]] == [(), (), ()]
    assert TOGETHER not in RELIEFS


def test_what_each_relief_excuses_and_whom(found: Simulation) -> None:
    of = {
        relief: {item.group: item for item in found.excused if item.relief == relief and item.year == 2027}
        for relief in (*RELIEFS, TOGETHER)
    }
    # The small ones are below half a billion of world revenue: the threshold excuses them wholly.
    assert set(of["world_threshold"]) == {"Small 1", "Small 2", "Small 3"}
    assert all(item.wholly for item in of["world_threshold"].values())
    # Licensed: 0.8 bn in the territory owe 14.9 m; 24 m of licences are credited up to half.
    assert of["credit_cap"]["Licensed"].excused == 745_000_000
    assert not of["credit_cap"]["Licensed"].wholly
    # Only Large declares a share of public content.
    assert set(of["public_share"]) == {"Large"}
    # The first ten million at one percent, after the credit of half.
    assert of["allowance"]["Licensed"].excused == 5_000_000
    assert of["taper"] == {}
    assert sum(item.excused for item in of[TOGETHER].values()) > max(
        sum(item.excused for item in of[relief].values()) for relief in RELIEFS
    )


def test_the_levy_with_all_reliefs_is_the_levy(small: Scenario, found: Simulation) -> None:
    due = due_by_year(small.designs[0], small, central_facts(small, small.providers))
    rows = [
        row.amount for row in found.rows if (row.design, row.case, row.level) == ("model act", "as given", "central")
    ]
    assert [amount for year in due for amount in year] == rows
