from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import LevyError
from agister.simulation.declared import MILLION, UNDECLARED
from agister.simulation.inputs import INPUTS, LEVELS, Provider, exactly
from agister.simulation.projection import at_level, project
from agister.simulation.scenario import Scenario, round_half


def provider(name: str = "P", group: str = "", **inputs: int) -> Provider:
    values = {name: exactly(inputs.get(name, key.otherwise or 0)) for name, key in INPUTS.items()}
    return Provider(name=name, entry=name, group=group or name, inputs=values)


@given(
    st.integers(0, 10**14), st.integers(-MILLION, 2 * MILLION), st.integers(0, MILLION), st.integers(0, MILLION),
    st.integers(-2 * MILLION, MILLION), st.integers(0, MILLION),
)  # fmt: skip
def test_every_part_is_rounded_once_half_up(
    world: int, growth: int, kept: int, share: int, margin: int, part: int
) -> None:
    one = provider(
        world_revenue=world, growth=growth, growth_kept=kept, territorial_share=share, profit_margin=margin,
        licence_payments=part, resale=part, cross_border=part,
    )  # fmt: skip
    stays = MILLION
    for year, facts in enumerate(project(at_level([one], ["central"]), [one], 3)):
        if year:
            rate = round_half(Fraction(abs(growth) * stays, MILLION)) * (-1 if growth < 0 else 1)
            world += round_half(Fraction(world * rate, MILLION))
            stays = round_half(Fraction(stays * kept, MILLION))
        local = round_half(Fraction(world * share, MILLION))
        assert facts.world_revenue.tolist() == [world]
        assert facts.local_revenue.tolist() == [local]
        assert facts.world_profit.tolist() == [round_half(Fraction(world * margin, MILLION))]
        for column in (facts.resale, facts.cross_border_revenue, facts.licence_payments):
            assert column.tolist() == [round_half(Fraction(local * part, MILLION))]


def test_members_of_a_group_are_added() -> None:
    members = [
        provider("A", "G", world_revenue=100, territorial_share=MILLION // 2, public_share=7),
        provider("B", "", world_revenue=30, territorial_share=MILLION, public_share=UNDECLARED),
        provider("C", "G", world_revenue=10, territorial_share=MILLION, public_share=7),
    ]
    (facts,) = project(at_level(members, ["central", "central"]), members, 1)
    assert facts.world_revenue.tolist() == [110, 30, 110, 30]
    assert facts.local_revenue.tolist() == [60, 30, 60, 30]
    assert facts.public_share.tolist() == [7, UNDECLARED, 7, UNDECLARED]


def test_growth_can_differ_by_year() -> None:
    one = provider(world_revenue=1000)
    drawn = {**at_level([one], ["central"]), "growth": np.array([[[100_000, -500_000, 0]]])}
    assert [facts.world_revenue.tolist() for facts in project(drawn, [one], 3)] == [[1000], [1100], [550]]


def test_revenue_that_explodes_is_refused_by_name() -> None:
    one = provider("Boundless", world_revenue=10**12, growth=100 * MILLION)
    with pytest.raises(LevyError, match="the revenue or profit of 'Boundless' goes beyond"):
        project(at_level([one], ["central"]), [one], 50)


def test_inputs_stand_at_their_levels(small: Scenario) -> None:
    drawn = at_level(small.providers, [*LEVELS, {"growth": "high"}])
    assert drawn["growth"][:, 0].tolist() == [-100_000, 200_000, 500_000, 500_000]
    assert drawn["territorial_share"][:, 0].tolist() == [100_000, 200_000, 300_000, 200_000]
    assert replace(small.providers[0], name="x").inputs == small.providers[0].inputs


def test_sums_over_many_providers_and_years_still_fit() -> None:
    # A profit of a hundred times the revenue, and as many providers and years as are allowed.
    with pytest.raises(LevyError, match="'P' goes beyond"):
        project(at_level([one := provider(world_revenue=10**15, profit_margin=100 * MILLION)], ["central"]), [one], 1)
    many = [provider(f"P{number}", world_revenue=10**14) for number in range(1000)]
    with pytest.raises(LevyError, match="within 50 years"):
        project(at_level(many, ["central"]), many, 50)
    facts = project(at_level(many, ["central"]), many, 10)
    assert sum(int(year.world_revenue.sum()) for year in facts) == 10**18
