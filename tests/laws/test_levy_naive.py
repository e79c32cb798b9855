"""A naive second computation agrees on random returns, to the cent: `AGISTER_LEVY_RETURNS` says how many (2,000 if not set)."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from agister.levy.assess import assess_on
from agister.levy.period import months_after
from tests.laws import naive_levy as naive
from tests.levy_acts import act, levy_return, shipped

COUNT = int(os.environ.get("AGISTER_LEVY_RETURNS", "2000"))
DAY = date(2027, 12, 31)
MODEL_ACT = shipped("model-act").schedule(DAY)
DST = shipped("uk-dst").schedule(DAY)
GAMBLING = shipped("uk-gambling-levy-2025").schedule(DAY)
RESIDUAL = act(
    "residual_profit",
    {"rate": "1/4", "routine_margin": "10%", "territory": "revenue_share", "carry_forward": "shortfalls"},
).schedule(DAY)
PRODUCT = 123_457
WINDFALL = act(
    "windfall", {"profit_brackets": [["1/1000", "1%"], ["1/100", "20%"], ["1/10", "50%"]], "reference_product": PRODUCT}
).schedule(DAY)
TENTHS = (6250, 3125, 1)
DEVICES = act(
    "devices", {"tariffs": {str(tenths): f"{tenths}/10" for tenths in TENTHS}, "contract_discount": "20%"}
).schedule(DAY)
LOANS = act(
    "loans", {"fee_per_loan": "12.40", "maximum": 660_000, "de_minimis": {"amount": 100, "comparison": "at_least"}}
).schedule(DAY)
NEED, ALL = 220_479_000_000, 1_042_838_000_000
FACTOR = act(
    "needs_factor", {"requirement": NEED, "projected_revenue": ALL, "uncollectible": "1%", "factor_decimals": 3}
).schedule(DAY)


def _money(dice: random.Random, *edges: int, most: int = 10**13) -> int:
    """A sum, often at an edge of the law or beside it."""
    if edges and dice.random() < 0.4:
        return max(0, dice.choice(edges) + dice.choice((-1, 0, 1, dice.randrange(-(10**6), 10**6))))
    return min(most, dice.randrange(10 ** dice.randrange(1, 14)))


def _period(dice: random.Random) -> tuple[date, date, int, int]:
    """Start, end, days and days of the year that ends with it (the same as days for a whole year)."""
    end = date(2027, 1, 1) + timedelta(days=dice.randrange(800))
    year = (end - months_after(end, -12)).days
    days = year if dice.random() < 0.5 else dice.randrange(1, year + 1)
    return end - timedelta(days=days - 1), end, days, year


def model_act(dice: random.Random) -> tuple[int, int]:
    start, end, days, year = _period(dice)
    edges = (1_000_000_000, 10_000_000_000, 100_000_000_000)
    local = _money(dice, *edges, *(edge * days // year for edge in edges))
    world = max(local, _money(dice, 50_000_000_000, 50_000_000_000 * days // year, local))
    facts: dict[str, Any] = {"world_revenue": world, "local_revenue": local}
    phi, credit = (1, 1), 0
    if dice.random() < 0.5:
        below = dice.randrange(1, 100)
        phi = (dice.randrange(below + 1), below)
        facts["public_share"] = f"{phi[0]}/{phi[1]}"
    if dice.random() < 0.5:
        credit = _money(dice, most=10**11)
        facts["licence_payments"] = [{"licence": "L", "amount": credit}]
    found = assess_on(levy_return(facts, start.isoformat(), end.isoformat()), MODEL_ACT)
    return found.amount, naive.model_act(world, local, phi, credit, days, year)


def digital_services_tax(dice: random.Random) -> tuple[int, int]:
    start, end, days, year = _period(dice)
    rows, activities = [], []
    for number in range(dice.randrange(1, 4)):
        revenue = _money(dice, 2_500_000_000, 2_500_000_000 * days // year)
        expenses = _money(dice, revenue, revenue * 975 // 1000)
        crossing, crossing_expenses = (
            dice.randrange(most + 1) if dice.random() < 0.4 else 0 for most in (revenue, expenses)
        )
        elected = dice.random() < 0.5
        activities.append((revenue, expenses, elected, crossing, crossing_expenses))
        rows.append(
            {"activity": str(number), "revenue": revenue, "expenses": expenses, "elected": "yes" if elected else "no",
             "cross_border_revenue": crossing, "cross_border_expenses": crossing_expenses}
        )  # fmt: skip
    gross = sum(revenue for revenue, *_ in activities)
    world = max(gross, _money(dice, 50_000_000_000, gross))
    facts = {"world_revenue": world, "activities": rows}
    found = assess_on(levy_return(facts, start.isoformat(), end.isoformat(), "GBP"), DST)
    return found.amount, naive.digital_services_tax(world, activities, days, year)


def residual_profit(dice: random.Random) -> tuple[int, int]:
    revenue = _money(dice) + 1
    profit = dice.choice((-1, 1)) * _money(dice, revenue // 10)
    local = dice.randrange(revenue + 1)
    earlier = [(_money(dice), dice.choice((-1, 1, 1)) * _money(dice)) for _ in range(dice.randrange(4))]
    facts = {
        "world_revenue": revenue, "world_profit": profit, "local_revenue": local,
        "earlier_years": [{"year": str(n), "revenue": r, "profit": p} for n, (r, p) in enumerate(earlier)],
    }  # fmt: skip
    return assess_on(levy_return(facts), RESIDUAL).amount, naive.residual_profit(revenue, profit, local, earlier)


def windfall(dice: random.Random) -> tuple[int, int]:
    profit = dice.choice((-1, 1, 1)) * _money(dice, PRODUCT // 1000, PRODUCT // 100, PRODUCT // 10)
    return assess_on(levy_return({"world_profit": profit}), WINDFALL).amount, naive.windfall(max(0, profit), PRODUCT)


def gambling(dice: random.Random) -> tuple[int, int]:
    kinds = list(naive.GAMBLING_PER_MILLE)
    licences = [(dice.choice(kinds), _money(dice, 1_000_000, 1_000_500)) for _ in range(dice.randrange(1, 4))]
    facts = {"licences": [{"class": kind, "leviable": leviable} for kind, leviable in licences]}
    return assess_on(levy_return(facts, currency="GBP"), GAMBLING).amount, naive.gambling_levy(licences)


def devices(dice: random.Random) -> tuple[int, int]:
    rows = [(dice.choice(TENTHS), dice.randrange(10_000), dice.random() < 0.5) for _ in range(dice.randrange(1, 5))]
    facts = {
        "devices": [
            {"kind": str(tenths), "count": count, "contract": "yes" if off else "no"} for tenths, count, off in rows
        ]
    }
    return assess_on(levy_return(facts), DEVICES).amount, naive.devices(rows)


def loans(dice: random.Random) -> tuple[int, int]:
    count = _money(dice, 8, 53_226, most=10**6)
    return assess_on(levy_return({"loans": count}), LOANS).amount, naive.loans(count)


def needs_factor(dice: random.Random) -> tuple[int, int]:
    revenue = _money(dice)
    return assess_on(levy_return({"local_revenue": revenue}), FACTOR).amount, naive.needs_factor(NEED, ALL, revenue)


#: How often each is drawn: the two acts with the most rules most often.
DRAWN: dict[Callable[[random.Random], tuple[int, int]], int] = {
    model_act: 6, digital_services_tax: 6, residual_profit: 3, windfall: 1, gambling: 1, devices: 1, loans: 1,
    needs_factor: 1,
}  # fmt: skip


@pytest.mark.parametrize("compute", list(DRAWN), ids=lambda compute: compute.__name__)
def test_the_second_computation_agrees(compute: Callable[[random.Random], tuple[int, int]]) -> None:
    dice = random.Random(f"levy {compute.__name__}")
    count = -(-COUNT * DRAWN[compute] // sum(DRAWN.values()))
    owing = 0
    for number in range(count):
        state = dice.getstate()
        found, second = compute(dice)
        assert found == second, (compute.__name__, number, state[1][-1])
        owing += found > 0
    assert owing > count // 10, "the returns drawn must not all be worth nothing"
