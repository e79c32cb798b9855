from __future__ import annotations

from fractions import Fraction

import pytest

from agister.errors import BrokenInvariant, LevyError
from agister.levy.assess import assess_on
from agister.simulation import assessed_rows as rows_file
from agister.simulation.assessed_rows import World, assessed_rows, rate_on, schedules
from agister.simulation.scenario import Scenario
from agister.simulation.simulate import Simulation
from agister.simulation.vectorised import Amounts
from tests.scenarios import scenario


def test_every_group_year_case_and_level_under_every_design(found: Simulation) -> None:
    assert len(found.rows) == 4 * 3 * 3 * 3 * 5
    row = found.rows[0]
    assert (row.design, row.case, row.level, row.year, row.group) == ("model act", "as given", "low", 2027, "Large")


def test_a_row_is_what_assess_says_of_the_return_of_its_group(small: Scenario, found: Simulation) -> None:
    world = World(small, small.cases[0])
    declared = world.levy_return(2028, 1, 0)
    assert [member.name for member in declared.members] == ["Large head", "Large branch"]
    row = next(row for row in found.rows if (row.design, row.level, row.year) == ("model act", "central", 2028))
    assessment = assess_on(declared, schedules(small.designs[0], (2028,))[2028])
    assert (row.group, row.amount) == ("Large", assessment.amount)
    assert sum(assessment.members.values()) == row.amount > 0


def test_levels_ascend_where_every_input_pushes_the_same_way(found: Simulation) -> None:
    amounts = {
        row.level: row.amount
        for row in found.rows
        if (row.design, row.case, row.year, row.group) == ("one percent", "as given", 2029, "Large")
    }
    assert amounts["low"] < amounts["central"] < amounts["high"]


def test_a_compiled_pass_that_disagrees_is_a_mistake_of_ours(small: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    real = rows_file.assess_many

    def off_by_one(*arguments: object, **more: object) -> Amounts:
        found = real(*arguments, **more)  # type: ignore[arg-type]
        return Amounts(units=found.units + 1, aside=0)

    monkeypatch.setattr(rows_file, "assess_many", off_by_one)
    with pytest.raises(BrokenInvariant, match="the compiled pass says"):
        assessed_rows(small)


def test_a_design_that_leaves_something_open_is_named() -> None:
    broken = scenario(designs=[{"name": "no rate", "act": "essay"}], changes=None)
    with pytest.raises(LevyError, match="design 'no rate': essay leaves 'rate' open"):
        assessed_rows(broken)


def test_a_rate_on_nothing_is_none() -> None:
    assert (rate_on(1, 4), rate_on(1, 0)) == (Fraction(1, 4), None)
