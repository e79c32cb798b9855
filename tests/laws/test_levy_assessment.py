"""Laws of the draft model act: no cliff in any base, splitting a group or a year saves nothing, and one rounding."""

from __future__ import annotations

import os
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from agister.ledger import Amount, Rounding, rounded
from agister.levy.assess import Assessment, assess_on
from agister.levy.levy_return import LevyReturn, Member
from tests.levy_acts import levy_return, shipped

#: `AGISTER_LAW_EXAMPLES=10000` for the long run.
LAW = settings(max_examples=int(os.environ.get("AGISTER_LAW_EXAMPLES", "100")), deadline=None)

DAY = date(2027, 12, 31)
ACT = shipped("model-act").schedule(DAY)
#: The same without its one step.
SMOOTH = shipped("model-act").schedule(DAY, given={"de_minimis": "0"})
ESSAY = shipped("essay").schedule(DAY, given={"rate": "1/100"})
RESIDUAL = shipped("essay").schedule(DAY, given={"rate": "1/100", "routine_margin": "1/10"}, base="residual_profit")
WINDFALL = shipped("essay").schedule(DAY, given={"rate": "1/100", "windfall_from": "1000000"}, base="windfall")

EDGES = [1_000_000_000, 10_000_000_000, 50_000_000_000, 100_000_000_000]
MONEY = st.one_of(
    st.integers(0, 10**12),
    st.builds(lambda edge, by: edge + by, st.sampled_from(EDGES), st.integers(-3, 3)),
    st.builds(lambda edge, by: edge + by, st.sampled_from(EDGES), st.integers(-(10**8), 10**8)),
)
STEP = st.one_of(st.just(1), st.integers(1, 10**10))
SHARE = st.fractions(0, 1, max_denominator=1000)


def euro(units: int) -> Amount:
    return Amount(units=units, currency="EUR")


def assessed(schedule: Any, world: int, local: int, phi: Fraction = Fraction(1), credit: int = 0) -> Assessment:
    """Without the detour over a file, so that ten thousand examples take seconds."""
    facts = {
        "world_revenue": euro(world), "local_revenue": euro(local), "public_share": phi,
        "licence_payments": ({"licence": "L", "amount": euro(credit)},),
    }  # fmt: skip
    declared = LevyReturn(id="R", party="P", start=date(2027, 1, 1), end=DAY, currency="EUR", facts=facts)
    return assess_on(declared, schedule)


@LAW
@given(MONEY, MONEY, STEP, SHARE, MONEY)
@example(50_000_000_000, 1_000_000_000, 1, Fraction(1), 0)
def test_no_cliff_in_local_revenue(world: int, local: int, step: int, phi: Fraction, credit: int) -> None:
    world = max(world, local + step)
    less, more = (assessed(SMOOTH, world, revenue, phi, credit).exact for revenue in (local, local + step))
    # One more euro costs at most the highest rate: continuous and non-decreasing.
    assert 0 <= more - less <= Fraction(3, 100) * step


@LAW
@given(MONEY, MONEY, STEP, SHARE, MONEY)
@example(50_000_000_000, 30_000_000_000, 1, Fraction(1), 0)
def test_no_cliff_in_world_revenue(world: int, local: int, step: int, phi: Fraction, credit: int) -> None:
    world = max(world, local)
    less, more = (assessed(SMOOTH, revenue, local, phi, credit).exact for revenue in (world, world + step))
    assert 0 <= more - less <= Fraction(1, 10) * step


@LAW
@given(MONEY, MONEY, SHARE, SHARE, MONEY, STEP)
def test_more_public_content_costs_more_and_more_licences_less(
    world: int, local: int, one: Fraction, other: Fraction, credit: int, step: int
) -> None:
    world = max(world, local)
    low, high = sorted((one, other))
    assert assessed(SMOOTH, world, local, low, credit).exact <= assessed(SMOOTH, world, local, high, credit).exact
    with_more = assessed(SMOOTH, world, local, high, credit + step).exact
    assert 0 <= assessed(SMOOTH, world, local, high, credit).exact - with_more <= step


@given(MONEY, MONEY, SHARE, MONEY)
def test_the_one_step_is_that_of_the_de_minimis(world: int, local: int, phi: Fraction, credit: int) -> None:
    world = max(world, local)
    smooth, stepped = (assessed(schedule, world, local, phi, credit) for schedule in (SMOOTH, ACT))
    assert stepped.exact == (smooth.exact if smooth.exact >= 10_000 else 0)
    assert stepped.amount == rounded(stepped.exact, Rounding.HALF_UP)
    # The lines lead to the amount.
    steps = ("bracket", "public_share", "credit", "taper", "de_minimis")
    assert sum(line.amount for line in stepped.lines if line.step in steps and line.amount is not None) == stepped.exact


@LAW
@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=4))
def test_splitting_a_group_saves_nothing(parts: list[tuple[int, int]]) -> None:
    parts = [(max(world, local), local) for world, local in parts]
    whole = assessed(ACT, sum(world for world, _ in parts), sum(local for _, local in parts))
    members = tuple(
        Member(name=str(number), facts={"world_revenue": euro(world), "local_revenue": euro(local)})
        for number, (world, local) in enumerate(parts)
    )
    declared = LevyReturn(id="R", party="P", start=date(2027, 1, 1), end=DAY, currency="EUR", facts={}, members=members)
    group = assess_on(declared, ACT)
    # Connected persons are added: in however many members, the group owes the same, and its members bear all of it.
    assert group.amount == whole.amount
    assert sum(group.members.values()) == (group.amount if any(local for _, local in parts) else 0)
    # Which is why they are added: apart they would never owe more.
    assert (
        sum(assessed(SMOOTH, world, local).exact for world, local in parts)
        <= assessed(SMOOTH, sum(world for world, _ in parts), sum(local for _, local in parts)).exact
    )


@LAW
@given(MONEY, MONEY, st.integers(1, 364), SHARE)
def test_splitting_a_year_saves_nothing(world: int, local: int, days: int, phi: Fraction) -> None:
    # 2027 in two periods whose revenues follow their days: what was due for the year is due for both together.
    world, cut = max(world, local) * 365, DAY - timedelta(days=days)
    start = date(2027, 1, 1)
    local *= 365
    whole = assessed(SMOOTH, world, local, phi).exact
    parts = Fraction(0)
    for first, last in ((start, cut), (cut + timedelta(days=1), DAY)):
        length = (last - first).days + 1
        facts = {
            "world_revenue": world // 365 * length, "local_revenue": local // 365 * length,
            "public_share": f"{phi.numerator}/{phi.denominator}",
        }  # fmt: skip
        parts += assess_on(levy_return(facts, first.isoformat(), last.isoformat()), SMOOTH).exact
    assert parts == whole


@given(MONEY, STEP)
def test_the_essay_charges_every_deployment_alike(local: int, step: int) -> None:
    # One rate on everything: what two deployments owe together is what one of both revenues owes.
    owed = [assess_on(levy_return({"local_revenue": revenue}), ESSAY).exact for revenue in (local, step, local + step)]
    assert owed[0] + owed[1] == owed[2]
    assert owed[1] == Fraction(step, 100)


@given(MONEY, st.integers(-(10**12), 10**12), STEP)
def test_no_cliff_in_profit(revenue: int, profit: int, step: int) -> None:
    for schedule in (RESIDUAL, WINDFALL):
        less, more = (
            assess_on(levy_return({"world_revenue": revenue, "world_profit": value}), schedule).exact
            for value in (profit, profit + step)
        )
        assert 0 <= more - less <= Fraction(step, 100)
