"""A second computation of levies, written apart from the library: whole numbers only, no `Fraction`, no shared code.

Each function returns minor units, rounded half up at the end. It is long-hand on purpose: amounts are multiplied up until nothing is
divided, and divided once.
"""

from __future__ import annotations

from collections.abc import Sequence


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def model_act(world: int, local: int, phi: tuple[int, int], credit: int, days: int, year: int) -> int:
    """The draft model act: 1, 2, 3 % above 10 million, threshold 500 million, taper 1/10, credit to half, 100 euro."""
    threshold, allowance, step_two, step_three = 50_000_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000
    if world * year <= threshold * days or local * year <= allowance * days:
        return 0
    reached = local * year
    slices = 0
    for rate, low, high in ((1, allowance, step_two), (2, step_two, step_three), (3, step_three, None)):
        top = reached if high is None else min(reached, high * days)
        if top > low * days:
            slices += rate * (top - low * days)
    # Λ₁ = slices × φ / (100 × year); everything below over this denominator, doubled for the half of the credit.
    denominator = 100 * year * phi[1]
    first = slices * phi[0]
    second = 2 * first - min(2 * credit * denominator, first)
    denominator *= 2
    taper = (world * year - threshold * days) * (denominator // (2 * year)) // 5
    assert (world * year - threshold * days) * (denominator // (2 * year)) % 5 == 0
    owed = min(second, taper)
    if owed < 10_000 * denominator:
        return 0
    return half_up(owed, denominator)


Activity = tuple[int, int, bool, int, int]
"""Revenue, expenses, elected, cross-border revenue, cross-border expenses."""


def digital_services_tax(world: int, activities: Sequence[Activity], days: int, year: int) -> int:
    """UK Finance Act 2020 ss. 46 to 50, in half pence so that half of cross-border revenue is whole."""
    gross = sum(revenue for revenue, *_ in activities)
    if world * year <= 50_000_000_000 * days or gross * year <= 2_500_000_000 * days:
        return 0
    total = sum(2 * revenue - crossing for revenue, _, _, crossing, _ in activities)
    above = total * year - 2 * 2_500_000_000 * days
    if above <= 0:
        return 0
    fiftieths = 0
    for revenue, expenses, elected, crossing, crossing_expenses in activities:
        net, cost = 2 * revenue - crossing, 2 * expenses - crossing_expenses
        fiftieths += 40 * max(0, net - cost) if elected else net
    return half_up(fiftieths * above, 50 * 2 * total * year)


def residual_profit(revenue: int, profit: int, local: int, earlier: Sequence[tuple[int, int]]) -> int:
    """A quarter of profit above a tenth of revenue, less shortfalls carried forward, for the territory's share of revenue."""
    missing = 0
    for past_revenue, past_profit in earlier:
        above = 10 * past_profit - past_revenue
        missing = missing - above if above < 0 else max(0, missing - above)
    left = max(0, 10 * profit - revenue - missing)
    return half_up(left * local, 40 * revenue) if revenue else half_up(0, 1)


def windfall(profit: int, product: int) -> int:
    """1, 20 and 50 % of profit above a thousandth, a hundredth and a tenth of the world's product."""
    owed = 0
    for percent, low, high in ((1, 1, 10), (20, 10, 100), (50, 100, None)):
        top = 1000 * profit if high is None else min(1000 * profit, high * product)
        owed += percent * max(0, top - low * product)
    return half_up(owed, 100_000)


GAMBLING_PER_MILLE = {"remote_casino": 11, "non_remote_casino": 5, "adult_gaming_centre": 2, "lottery": 1}


def gambling_levy(licences: Sequence[tuple[str, int]]) -> int:
    """Great Britain's rates in per mille; ten pounds or less is not payable."""
    owed = sum(GAMBLING_PER_MILLE[kind] * leviable for kind, leviable in licences)
    return half_up(owed, 1000) if owed > 1000 * 1000 else 0


def devices(rows: Sequence[tuple[int, int, bool]]) -> int:
    """Tariff in tenths of a cent, count, contract (20 % off)."""
    return half_up(sum(tenths * count * (4 if contract else 5) for tenths, count, contract in rows), 50)


def loans(count: int) -> int:
    """12.40 pence a loan, nothing below a pound, at most 6,600 pounds."""
    owed = min(124 * count, 6_600_000)
    return half_up(owed, 10) if owed >= 1000 else 0


def needs_factor(need: int, revenue_of_all: int, revenue: int) -> int:
    """Factor of three decimals, half up, with one percent uncollectible."""
    thousandths = half_up(1000 * 100 * need, 99 * (revenue_of_all - need))
    return half_up(thousandths * revenue, 1000)
