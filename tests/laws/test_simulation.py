"""Laws of the simulation: the compiled pass is `assess` to the minor unit, on any return, under any act that it takes."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agister.errors import LevyError
from agister.levy.assess import assess_on
from agister.levy.instrument import Schedule
from agister.levy.period import months_after
from agister.simulation.declared import MILLION, UNDECLARED, DeclaredFacts
from agister.simulation.vectorised import assess_many
from tests.levy_acts import act, shipped

DAY = date(2027, 12, 31)
#: How many rows the large comparison has for each act; `AGISTER_SIMULATED_RETURNS` says more.
COUNT = int(os.environ.get("AGISTER_SIMULATED_RETURNS", "3000"))
EDGES = (0, 1, 10_000, 1_000_000_000, 2_500_000_000, 10_000_000_000, 50_000_000_000, 100_000_000_000)

SCHEDULES: dict[str, Schedule] = {
    "model-act": shipped("model-act").schedule(DAY),
    "model-act, one third public, odd taper": shipped("model-act").schedule(
        DAY, given={"public_share": "1/3", "taper": "7/30", "credit_cap": "2/7"}
    ),
    "uk-dst": shipped("uk-dst").schedule(DAY),
    "essay": shipped("essay").schedule(DAY, given={"rate": "1/100"}),
    "essay, odd rate": shipped("essay").schedule(DAY, given={"rate": "17/991"}),
    "essay on residual profit": shipped("essay").schedule(
        DAY, given={"rate": "1/100", "routine_margin": "1/10"}, base="residual_profit"
    ),
    "essay on windfall": shipped("essay").schedule(
        DAY, given={"rate": "1/3", "windfall_from": "30000000001"}, base="windfall"
    ),
    "amount a": act(
        "residual_profit",
        {
            "rate": "1/4", "routine_margin": "1/10", "territory": "revenue_share", "carry_forward": "shortfalls",
            "world_threshold": {"amount": 2_000_000_000_000, "comparison": "exceeds"},
        },
    ).schedule(DAY),
    "residual profit with reliefs": act(
        "residual_profit",
        {
            "rate": "1/4", "routine_margin": "1/7", "territory": "revenue_share", "public_share": "1/2", "credit_cap": "1/3",
            "taper": "1/9", "world_threshold": {"amount": 10_000_000, "comparison": "at_least"}, "rounding": "half_even",
            "de_minimis": {"amount": 700, "comparison": "exceeds"}, "short_period": "days_over_preceding_twelve_months",
        },
    ).schedule(DAY),
    "windfall clause": act(
        "windfall",
        {
            "profit_brackets": [["1/1000", "1%"], ["1/100", "20%"], ["1/10", "50%"]], "reference_product": 123_457_891,
            "rounding": "up", "short_period": "days_over_preceding_twelve_months",
        },
    ).schedule(DAY),
    "turnover with an allowance, rounded down": act(
        "turnover",
        {
            "rate": "3/70", "allowance": 99_999, "rounding": "down", "short_period": "days_over_preceding_twelve_months",
            "local_threshold": {"amount": 100_000, "comparison": "at_least"},
        },
    ).schedule(DAY),
}  # fmt: skip

MONEY = st.one_of(
    st.integers(0, 10**12),
    st.integers(0, 10**17),
    st.builds(lambda edge, by: max(0, edge + by), st.sampled_from(EDGES), st.integers(-3, 3)),
    st.builds(lambda edge, by: max(0, edge + by), st.sampled_from(EDGES), st.integers(-(10**6), 10**6)),
)
SHARE = st.one_of(st.sampled_from((0, MILLION)), st.integers(0, MILLION))


@st.composite
def rows(draw: st.DrawFn) -> DeclaredFacts:
    """One return, a whole and its parts."""
    world = draw(MONEY)
    local = min(draw(MONEY), world)
    return DeclaredFacts.of(
        1,
        world_revenue=world,
        local_revenue=local,
        resale=min(draw(st.one_of(st.just(0), MONEY)), local),
        cross_border_revenue=min(draw(st.one_of(st.just(0), MONEY)), local),
        world_profit=draw(st.one_of(MONEY, MONEY.map(lambda units: -units))),
        public_share=draw(st.one_of(st.just(UNDECLARED), SHARE)),
        licence_payments=draw(st.one_of(st.just(0), MONEY)),
    )


@st.composite
def periods(draw: st.DrawFn) -> tuple[date, date]:
    end = date(2027, 1, 1) + timedelta(days=draw(st.integers(0, 1500)))
    days = draw(st.one_of(st.none(), st.integers(1, 366)))
    year = (end - months_after(end, -12)).days
    return end - timedelta(days=min(days or year, year) - 1), end


def one_by_one(
    facts: DeclaredFacts, schedule: Schedule, start: date, end: date, earlier: tuple[DeclaredFacts, ...] = ()
) -> list[int]:
    """What `assess` says of each row."""
    found = []
    for row in range(len(facts)):
        before = tuple((int(year.world_revenue[row]), int(year.world_profit[row])) for year in earlier)
        declared = facts.levy_return(
            row, party="P", currency=schedule.instrument.currency, start=start, end=end, earlier=before
        )
        found.append(assess_on(declared, schedule).amount)
    return found


@settings(max_examples=int(os.environ.get("AGISTER_LAW_EXAMPLES", "300")), deadline=None)
@given(st.sampled_from(sorted(SCHEDULES)), rows(), periods(), st.lists(rows(), max_size=3))
@example("amount a", DeclaredFacts.of(1, world_revenue=0), (date(2027, 1, 1), DAY), [])
def test_the_compiled_pass_is_assess(
    name: str, facts: DeclaredFacts, period: tuple[date, date], earlier: list[DeclaredFacts]
) -> None:
    schedule = SCHEDULES[name]
    found = assess_many(facts, schedule, *period, earlier=tuple(earlier))
    assert found.units.tolist() == one_by_one(facts, schedule, *period, tuple(earlier))


def many(rows: int, seed: int) -> DeclaredFacts:
    """Random returns whose amounts spread over all sizes, many of them beside the edges of the law."""
    dice = np.random.default_rng(seed)

    def money() -> Any:
        spread = np.rint(10 ** dice.uniform(0, 15, rows)).astype(np.int64)
        edge = np.array(EDGES)[dice.integers(0, len(EDGES), rows)] + dice.integers(-3, 4, rows)
        return np.where(dice.random(rows) < 0.3, np.maximum(0, edge), spread)

    world = money()
    local = np.minimum(money(), world)
    return DeclaredFacts.of(
        rows,
        world_revenue=world,
        local_revenue=local,
        resale=np.where(dice.random(rows) < 0.5, 0, np.minimum(money(), local)),
        cross_border_revenue=np.where(dice.random(rows) < 0.5, 0, np.minimum(money(), local)),
        world_profit=money() * np.array((-1, 1, 1))[dice.integers(0, 3, rows)],
        public_share=np.where(dice.random(rows) < 0.3, UNDECLARED, dice.integers(0, MILLION + 1, rows)),
        licence_payments=np.where(dice.random(rows) < 0.5, 0, money()),
    )


@pytest.mark.parametrize("name", sorted(SCHEDULES))
def test_the_compiled_pass_is_assess_on_many_returns(name: str) -> None:
    schedule = SCHEDULES[name]
    facts, before = many(COUNT, 1), many(COUNT, 2)
    for start in (date(2027, 1, 1), date(2027, 8, 10)):
        found = assess_many(facts, schedule, start, DAY, earlier=(before,))
        assert found.units.tolist() == one_by_one(facts, schedule, start, DAY, (before,))
        assert 0 < np.count_nonzero(found.units) < COUNT or name.startswith("essay")
        # Nearly all of it is done by the compiled pass, or the law would prove nothing.
        assert found.aside < COUNT * 3 // 4, found.aside


def test_a_base_that_is_not_compiled_is_left_to_assess_or_refused() -> None:
    schedule = act(
        "needs_factor", {"requirement": 1, "projected_revenue": 10**9, "uncollectible": "0", "factor_decimals": 3}
    ).schedule(DAY)
    facts = many(5, 3)
    found = assess_many(facts, schedule, date(2027, 1, 1), DAY)
    assert found.aside == 5
    assert found.units.tolist() == one_by_one(facts, schedule, date(2027, 1, 1), DAY)
    with pytest.raises(LevyError, match="needs_factor is not compiled"):
        assess_many(facts, schedule, date(2027, 1, 1), DAY, compiled_only=True)


def test_rates_with_too_many_digits_are_left_to_assess() -> None:
    schedule = shipped("essay").schedule(DAY, given={"rate": "1234567890123/9876543210987654321"})
    facts = many(20, 4)
    found = assess_many(facts, schedule, date(2027, 1, 1), DAY)
    assert (found.aside, found.units.tolist()) == (20, one_by_one(facts, schedule, date(2027, 1, 1), DAY))


#: Random pairs of each law below: they are assessed all at once.
PAIRS = 200_000
SMOOTH = shipped("model-act").schedule(DAY, given={"de_minimis": "0"})
YEAR = (date(2027, 1, 1), DAY)


def pairs(seed: int) -> tuple[dict[str, Any], Any]:
    """Facts of a year, many beside the edges of the act, and a step of one cent to ten million euro."""
    facts, dice = many(PAIRS, seed), np.random.default_rng(seed)
    columns = {
        "world_revenue": facts.world_revenue, "local_revenue": facts.local_revenue, "public_share": facts.public_share,
        "licence_payments": facts.licence_payments,
    }  # fmt: skip
    step = np.where(dice.random(PAIRS) < 0.4, 100, np.rint(10 ** dice.uniform(0, 9, PAIRS)).astype(np.int64))
    return columns, step


def due(columns: dict[str, Any], schedule: Schedule) -> Any:
    return assess_many(DeclaredFacts.of(PAIRS, **columns), schedule, *YEAR, compiled_only=True).units


@pytest.mark.parametrize(("fact", "percent"), [("local_revenue", 3), ("world_revenue", 10)])
def test_the_model_act_has_no_cliff(fact: str, percent: int) -> None:
    columns, step = pairs(5)
    columns["world_revenue"] = columns["world_revenue"] + step
    more = {**columns, fact: columns[fact] + step}
    less, after = due(columns, SMOOTH), due(more, SMOOTH)
    # Continuous and non-decreasing: at most the highest rate on the step, and a cent of rounding.
    assert (after >= less).all()
    assert ((after - less - 1) * 100 <= percent * step).all()
    assert np.count_nonzero(after > less) > PAIRS // 100
    # With the de minimis the only step more is its hundred euro.
    less, after = due(columns, SCHEDULES["model-act"]), due(more, SCHEDULES["model-act"])
    assert (after >= less).all()
    assert ((after - less - 1 - 10_000) * 100 <= percent * step).all()


def test_more_licences_never_cost_and_never_save_more_than_they_are() -> None:
    columns, step = pairs(6)
    less, after = due(columns, SMOOTH), due({**columns, "licence_payments": columns["licence_payments"] + step}, SMOOTH)
    assert (after <= less).all()
    assert (less - after <= step + 1).all()


def test_parts_of_a_group_that_were_not_added_would_never_owe_more() -> None:
    one, _ = pairs(7)
    other, _ = pairs(8)
    del one["public_share"], other["public_share"], one["licence_payments"], other["licence_payments"]
    together = {fact: one[fact] + other[fact] for fact in one}
    # Which is why connected persons are added; each half may round up by half a cent.
    assert (due(one, SMOOTH) + due(other, SMOOTH) <= due(together, SMOOTH) + 1).all()
