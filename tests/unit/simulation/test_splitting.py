from __future__ import annotations

from datetime import date

import pytest

from agister.simulation.scenario import Scenario
from agister.simulation.simulate import Simulation
from agister.simulation.splitting import PARTS, PERIODS, periods, split_gains
from tests.scenarios import scenario


def test_a_year_in_periods() -> None:
    assert periods(2028, 2) == [(date(2028, 1, 1), date(2028, 6, 30)), (date(2028, 7, 1), date(2028, 12, 31))]
    for parts in PERIODS:
        spans = periods(2027, parts)
        assert sum((end - start).days + 1 for start, end in spans) == 365


def test_every_design_and_number_of_parts(found: Simulation) -> None:
    assert [(split.what, split.parts) for split in found.splits if split.design == "model act"] == [
        *(("group", parts) for parts in PARTS), *(("year", parts) for parts in PERIODS),
    ]  # fmt: skip


def test_parts_that_were_not_added_would_save(found: Simulation) -> None:
    gains = {split.parts: split for split in found.splits if (split.design, split.what) == ("model act", "group")}
    # Two parts of Licensed: half of 1 % of 10 million and of 1 % of 90 million more are saved, after a credit of half.
    assert gains[2].gain > 0
    assert [gains[parts].all_gains for parts in PARTS] == sorted(gains[parts].all_gains for parts in PARTS)
    assert gains[10].all_whole == found.total("model act")


def test_a_flat_rate_gives_nothing_to_split(found: Simulation) -> None:
    for split in found.splits:
        if split.design == "one percent":
            # A cent for each part, from rounding.
            assert split.gain <= split.parts


@pytest.mark.parametrize("parts", PERIODS)
def test_cutting_a_year_saves_only_rounding_where_no_leap_day_is_near(parts: int) -> None:
    common = scenario(years={"first": 2026, "last": 2027}, changes=None)
    for design in common.designs:
        gain = next(split for split in split_gains(design, common) if (split.what, split.parts) == ("year", parts))
        assert gain.gain <= parts, design.name


def test_a_leap_year_leaves_less_than_the_thresholds_of_one_day(small: Scenario, found: Simulation) -> None:
    gain = next(split for split in found.splits if (split.design, split.what, split.parts) == ("model act", "year", 12))
    # A day of the free slice and of the brackets: 1 % of 10 million, 1 % of 100 million and 1 % of a billion over 365.
    assert 0 < gain.gain <= (10**9 + 10**10 + 10**11) // 100 // 365
    assert gain.year == 2028
