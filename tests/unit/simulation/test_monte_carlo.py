from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from agister.errors import LevyError
from agister.simulation import monte_carlo
from agister.simulation.assessed_rows import schedules
from agister.simulation.declared import one_year
from agister.simulation.distribution import Draws
from agister.simulation.monte_carlo import Spread, spreads
from agister.simulation.projection import project
from agister.simulation.scenario import Design, MonteCarlo, Scenario
from agister.simulation.simulate import Simulation
from agister.simulation.vectorised import assess_many
from tests.levy_acts import act
from tests.scenarios import scenario


def test_totals_payers_and_the_largest_five_are_those_of_the_amounts(small: Scenario, found: Simulation) -> None:
    drawn = Draws(small.providers, small.monte_carlo, 3).take(0, 200)
    facts = project(drawn, small.providers, 3)
    for design in small.designs:
        spread = found.spread(design.name)
        assert spread is not None
        for place, year in enumerate(small.years):
            due = assess_many(facts[place], schedules(design, (year,))[year], *one_year(year)).units.reshape(200, 5)
            assert spread.totals[:, place].tolist() == due.sum(axis=1).tolist()
            assert spread.payers[:, place].tolist() == (due > 0).sum(axis=1).tolist()
            assert spread.few[:, place].tolist() == np.sort(due, axis=1)[:, -5:].sum(axis=1).tolist()


def test_the_largest_five_of_more() -> None:
    many = scenario(
        providers=[{"name": "P", "count": 12, "territorial_share": "50%", "world_revenue": {
            "low": "EUR 1m", "central": "EUR 5m", "high": "EUR 9m", "source": "s"}}],
        cases=None, designs=[{"name": "d", "act": "essay", "set": {"rate": "1/100"}}], changes=None,
    )  # fmt: skip
    (spread,) = spreads(many, many.cases[0])
    drawn = Draws(many.providers, many.monte_carlo, 3).take(0, 200)
    due = assess_many(
        project(drawn, many.providers, 3)[0], schedules(many.designs[0], (2027,))[2027], *one_year(2027)
    ).units
    assert spread.few[:, 0].tolist() == np.sort(due.reshape(200, 12), axis=1)[:, -5:].sum(axis=1).tolist()


def test_portions_and_threads_change_nothing(
    small: Scenario, found: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monte_carlo, "PORTION", 18 * 7)
    again = spreads(small, small.cases[0], threads=3)
    for spread in again:
        first = found.spread(spread.design)
        assert first is not None
        assert np.array_equal(first.totals, spread.totals)


def test_where_nothing_is_uncertain_every_draw_is_the_central_row(found: Simulation) -> None:
    certain = scenario(
        providers=[{"name": "P", "world_revenue": "EUR 4bn", "territorial_share": "20%", "growth": "7%"}],
        cases=None, designs=[{"name": "d", "act": "model-act"}], changes=None,
    )  # fmt: skip
    (spread,) = spreads(certain, certain.cases[0])
    assert spread.totals[:, 0].tolist() == [1_490_000_000] * 200
    assert spread.yearly(5) == spread.yearly(95)


def spread_of(rows: list[list[int]]) -> Spread:
    totals = np.array(rows, np.int64)
    years = tuple(range(2027, 2027 + totals.shape[1]))
    return Spread(design="d", case="c", years=years, totals=totals, payers=np.minimum(totals, 1), few=totals // 2)


def test_statistics_of_draws() -> None:
    spread = spread_of([[10, 20, 15], [0, 5, 5], [30, 10, 40], [8, 9, 10]])
    assert (spread.whole(50), spread.whole(100)) == (27, 80)
    assert spread.yearly(50) == [8, 9, 10]
    # Nothing between two draws is invented: the quantile of four values is one of them.
    assert [spread.quantile(np.array([4, 1, 3, 2]), percent) for percent in (1, 25, 26, 75, 100)] == [1, 1, 2, 3, 4]
    assert spread.falling() == Fraction(2, 4)
    assert spread.nothing(0) == Fraction(1, 4)
    assert spread.reserve(100) == 20  # the third draw pays 30, then only 10
    assert spread.concentration(0, 50) == Fraction(1, 2)
    assert spread.payers_in(0, 5) == 0
    assert spread_of([[0]]).concentration(0, 50) is None
    assert (spread_of([[7]]).falling(), spread_of([[7]]).reserve()) == (0, 0)


def test_no_draws_and_no_compiled_pass(small: Scenario) -> None:
    none = replace(small, monte_carlo=MonteCarlo(draws=0, seed=1))
    assert spreads(none, none.cases[0]) == []
    fine = act("turnover", {"rate": "1/9999999999999"}, status="draft")
    too_fine = replace(small, designs=(Design(name="d", act=fine, base_name="turnover"),))
    with pytest.raises(LevyError, match="compare it without Monte Carlo"):
        spreads(too_fine, too_fine.cases[0])
