from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.simulation.distribution import VALUES, Draws, table
from agister.simulation.inputs import SHAPES, Range
from agister.simulation.scenario import MonteCarlo, Scenario


@given(st.lists(st.integers(-(10**14), 10**14), min_size=3, max_size=3).map(sorted), st.sampled_from(SHAPES))
def test_a_table_ascends(values: list[int], shape: str) -> None:
    low, central, high = values
    found = table(Range(low=low, central=central, high=high), shape)
    assert len(found) == VALUES
    assert list(found) == sorted(found)
    if shape != "lognormal" or low <= 0:
        assert low <= found[0]
        assert found[-1] <= high


def test_triangular_has_the_quantiles_of_its_formula() -> None:
    found = table(Range(low=0, central=250_000, high=1_000_000), "triangular")
    # A quarter lies below the most likely value; the mean is a third of the sum of the three.
    assert sum(value < 250_000 for value in found) == VALUES // 4
    assert abs(sum(found) / VALUES - 1_250_000 / 3) < 50


def test_lognormal_has_its_median_and_its_ends_as_quantiles() -> None:
    found = table(Range(low=10**8, central=4 * 10**8, high=32 * 10**8), "lognormal")
    below, middle, above = (sum(value < limit for value in found) / VALUES for limit in (10**8, 4 * 10**8, 32 * 10**8))
    assert (round(below, 2), round(middle, 2), round(above, 2)) == (0.05, 0.5, 0.95)
    # One standard deviation above the median, on the upper side.
    place = int(NormalDist().cdf(1) * VALUES)
    assert abs(found[place] / (4 * 10**8 * 8 ** (1 / NormalDist().inv_cdf(0.95))) - 1) < 0.001


def test_a_range_that_is_not_above_zero_is_drawn_as_triangular() -> None:
    given_range = Range(low=-5, central=0, high=5)
    assert table(given_range, "lognormal") == table(given_range, "triangular")


def test_a_share_never_exceeds_the_whole() -> None:
    found = table(Range(low=500_000, central=900_000, high=1_000_000), "lognormal", most=1_000_000)
    assert max(found) == 1_000_000


def test_the_shape_of_a_range_comes_before_that_of_the_scenario() -> None:
    own = Range(low=0, central=1, high=1000, shape="uniform")
    assert table(own, "triangular") == table(replace(own, shape=""), "uniform")


@pytest.mark.parametrize(
    "rules", [MonteCarlo(draws=90, seed=3), MonteCarlo(draws=90, seed=3, together=True, each_year=True)]
)
def test_draws_are_the_same_in_whatever_portions(small: Scenario, rules: MonteCarlo) -> None:
    draws = Draws(small.providers, rules, 3)
    whole, first, second = draws.take(0, 90), draws.take(0, 37), draws.take(37, 53)
    for name, values in whole.items():
        assert np.array_equal(values, np.concatenate([first[name], second[name]]))
    other = Draws(small.providers, replace(rules, seed=4), 3).take(0, 90)
    assert not np.array_equal(whole["growth"], other["growth"])
    assert whole["growth"].shape == ((90, 6, 3) if rules.each_year else (90, 6))


def test_draws_spread_as_their_tables(small: Scenario) -> None:
    drawn = Draws(small.providers, MonteCarlo(draws=20_000, seed=1), 3).take(0, 20_000)["profit_margin"][:, 0]
    assert abs(float(drawn.mean()) - (-300_000 - 100_000 + 200_000) / 3) < 2000
    assert drawn.min() >= -300_000
    assert drawn.max() <= 200_000


def test_together_all_stand_at_the_same_place(small: Scenario) -> None:
    drawn = Draws(small.providers, MonteCarlo(draws=50, seed=1, together=True), 3).take(0, 50)
    revenue = drawn["world_revenue"]
    assert (revenue[:, 3] == revenue[:, 4]).all()
    apart = Draws(small.providers, MonteCarlo(draws=50, seed=1), 3).take(0, 50)["world_revenue"]
    assert not (apart[:, 3] == apart[:, 4]).all()


def test_the_numbers_of_a_seed_never_change(small: Scenario) -> None:
    drawn = Draws(small.providers, MonteCarlo(draws=3, seed=2026), 3).take(0, 3)
    assert drawn["territorial_share"][:, 0].tolist() == DRAWN


#: Written down once: whoever repeats a simulation must get the same draws.
DRAWN = [222_581, 218_136, 254_795]
