from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from agister.errors import LevyError
from agister.simulation.scenario import AS_GIVEN, Case, Design, InputChange, Scenario, round_half
from tests.levy_acts import shipped
from tests.scenarios import scenario

DAY = date(2027, 12, 31)


def test_groups_years_and_members(small: Scenario) -> None:
    assert small.years == (2027, 2028, 2029)
    assert small.groups == ("Large", "Licensed", "Small 1", "Small 2", "Small 3")
    assert [provider.name for provider in small.members("Large")] == ["Large head", "Large branch"]
    assert small.cases[0].name == AS_GIVEN


def test_a_case_changes_inputs(small: Scenario) -> None:
    half = small.in_case(small.cases[1])
    assert half[0].inputs["world_revenue"].central == small.providers[0].inputs["world_revenue"].central // 2
    loss = small.in_case(small.cases[2])
    assert [provider.inputs["profit_margin"].central for provider in loss] == [
        -100_000,
        -50_000,
        -100_000,
        50_000,
        50_000,
        50_000,
    ]
    assert small.in_case(small.cases[0]) == small.providers


def test_a_change_that_leaves_the_whole_is_refused(small: Scenario) -> None:
    more = Case(
        name="more", changes=(InputChange(providers=frozenset(), put={}, times={"territorial_share": Fraction(9)}),)
    )
    with pytest.raises(LevyError, match=r"'more' makes `territorial_share` of 'Large head' more than the whole"):
        small.in_case(more)
    unknown = Case(
        name="u", changes=(InputChange(providers=frozenset({"Small"}), put={}, times={"public_share": Fraction(1, 2)}),)
    )
    with pytest.raises(LevyError, match="declares none: put a value instead"):
        small.in_case(unknown)


def test_provisions_can_be_left_out() -> None:
    act = shipped("model-act")
    assert (
        "taper"
        not in Design(name="d", act=act, base_name="turnover", without=("world_threshold",)).schedule(DAY).values
    )
    free = Design(name="d", act=act, base_name="turnover", without=("allowance",)).schedule(DAY)
    table = free.need("brackets").value
    assert isinstance(table, tuple)
    assert table[0] == (Fraction(0), Fraction(1, 100))
    assert free.find("local_threshold") is None
    dst = Design(name="d", act=shipped("uk-dst"), base_name="low_margin_turnover", without=("allowance",)).schedule(DAY)
    assert dst.fraction("allowance") == 0


def test_half_goes_away_from_zero() -> None:
    assert [round_half(Fraction(number, 2)) for number in (-3, -1, 0, 1, 3)] == [-2, -1, 0, 1, 2]


def test_a_scenario_keeps_its_digest() -> None:
    assert scenario().digest == scenario().digest != scenario(title="Other").digest
