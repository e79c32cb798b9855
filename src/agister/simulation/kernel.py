"""The amounts of many returns in one compiled pass: whole numbers only, equal to `assess` to the minor unit.

An amount on its way is *mixed*: whole minor units and a numerator below one common denominator D, which holds every denominator
that the act can bring in. A rate p/q ≤ 1 then multiplies it exactly, without any product above 63 bits:
w·p/q = (w div q)·p + ((w mod q)·p)/q. Where a number could be too large, the row is set aside and `assess` computes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

from agister.simulation.declared import Integers

#: No intermediate number is larger. Two of them add up without overflow.
LIMIT = 2**61
#: Largest denominator of a rate: the product of two remainders stays below `LIMIT`.
LARGEST_DENOMINATOR = 2**30
#: In the place of an amount: left to `assess`.
ASIDE = -1

#: Places in the row of numbers that stands for an act.
(
    KIND, SHARE_TOP, SHARE_BELOW, WORLD, WORLD_STRICT, LOCAL, LOCAL_STRICT, UNITS, LEFT_OUT, RESALE_COUNTS, MARGIN_TOP,
    MARGIN_BELOW, TERRITORY, RATE_BELOW, PUBLIC, PUBLIC_TOP, PUBLIC_BELOW, CREDIT, CREDIT_TOP, CREDIT_BELOW, TAPER,
    TAPER_TOP, TAPER_BELOW, MINIMUM, MINIMUM_STRICT, ROUNDING, DENOMINATOR, LENGTH,
) = range(28)  # fmt: skip
#: Kinds.
ON_REVENUE, ON_RESIDUAL, ON_WINDFALL = range(3)
#: Roundings, in the order of `agister.ledger.Rounding`.
HALF_UP, HALF_EVEN, DOWN, UP = range(4)

F = TypeVar("F", bound=Callable[..., Any])
# `_nrt`, which numba's own sources use, is missing from its annotations: no allocation, no reference counting.
_njit: Any = numba.njit


def _inlined(function: F) -> F:
    return cast(F, _njit(nogil=True, error_model="numpy", forceinline=True, _nrt=False)(function))


@_inlined
def times(whole: Any, top: Any, part: Any, rate_below: Any, below: Any) -> Any:
    """(whole + top/below) × part/rate_below. `top` and `below` are multiples of `rate_below`, and 0 ≤ part ≤ rate_below."""
    if part == rate_below:
        return whole, top
    much, rest = whole // rate_below, whole % rate_below
    product = rest * part
    carried, remainder = product // rate_below, product % rate_below
    new_top = remainder * (below // rate_below) + top // rate_below * part
    new_whole = much * part + carried
    if new_top >= below:
        return new_whole + 1, new_top - below
    return new_whole, new_top


@_inlined
def share_of(whole: Any, top: Any, below: Any, part: Any, all_of: Any) -> Any:
    """(whole + top/below) × part/all_of over the denominator below × all_of. 0 ≤ part ≤ all_of, of any size below `LIMIT`."""
    much, rest = whole // all_of, whole % all_of
    # rest × part / all_of by doubling: each step stays below twice `all_of`.
    quotient, remainder = 0, 0
    for place in range(61, -1, -1):
        quotient, remainder = 2 * quotient, 2 * remainder
        if remainder >= all_of:
            quotient, remainder = quotient + 1, remainder - all_of
        if (part >> place) & 1:
            remainder += rest
            if remainder >= all_of:
                quotient, remainder = quotient + 1, remainder - all_of
    new_whole = much * part + quotient
    new_top = remainder * below + top * part
    if new_top >= below * all_of:
        return new_whole + 1, new_top - below * all_of
    return new_whole, new_top


@_inlined
def reaches(amount: Any, limit: Any, strict: Any) -> Any:
    """Whether an amount meets a threshold."""
    return amount > limit if strict else amount >= limit


@_inlined
def whole_units(whole: Any, top: Any, below: Any, rounding: Any) -> Any:
    """One rounding to whole units, of an amount that is not negative."""
    if rounding == HALF_UP:
        return whole + 1 if 2 * top >= below else whole
    if rounding == HALF_EVEN:
        return whole + 1 if 2 * top > below or (2 * top == below and whole % 2 == 1) else whole
    return whole + 1 if rounding == UP and top > 0 else whole


@_inlined
def sliced(base: Any, starts: Any, rates: Any, act: Any, below: Any) -> Any:
    """Σ rate × slice, where the base and the starts of the slices are in 1/UNITS of a minor unit."""
    units, rate_below = act[UNITS], act[RATE_BELOW]
    whole, top = 0, 0
    for number in range(len(starts)):
        if base <= starts[number]:
            break
        end = base
        if number + 1 < len(starts) and starts[number + 1] < base:
            end = starts[number + 1]
        part = end - starts[number]
        more_whole, more_top = times(part // units, part % units * (below // units), rates[number], rate_below, below)
        whole, top = whole + more_whole, top + more_top
        if top >= below:
            whole, top = whole + 1, top - below
    return whole, top


@_inlined
def relieved(whole: Any, top: Any, below: Any, act: Any, world: Any, public: Any, licences: Any) -> Any:
    """The amount after public share, credit and taper."""
    if act[PUBLIC] and (whole > 0 or top > 0):
        part = act[PUBLIC_TOP] if public < 0 else public * (act[PUBLIC_BELOW] // 1_000_000)
        whole, top = times(whole, top, part, act[PUBLIC_BELOW], below)
    if act[CREDIT] and (whole > 0 or top > 0):
        most_whole, most_top = times(whole, top, act[CREDIT_TOP], act[CREDIT_BELOW], below)
        if licences <= most_whole:
            most_whole, most_top = licences, 0
        whole, top = whole - most_whole, top - most_top
        if top < 0:
            whole, top = whole - 1, top + below
    if act[TAPER] and (whole > 0 or top > 0):
        above = world * act[SHARE_BELOW] - act[WORLD] * act[SHARE_TOP]
        most_whole, most_top = 0, 0
        if above > 0:
            share_below = act[SHARE_BELOW]
            most_whole, most_top = times(
                above // share_below,
                above % share_below * (below // share_below),
                act[TAPER_TOP],
                act[TAPER_BELOW],
                below,
            )
        if most_whole < whole or (most_whole == whole and most_top < top):
            whole, top = most_whole, most_top
    return whole, top


def _compiled(function: F) -> F:
    return cast(F, _njit(nogil=True, cache=True, error_model="numpy", _nrt=False)(function))


@_compiled
def amounts(
    act: Integers,
    starts: Integers,
    rates: Integers,
    world_revenue: Integers,
    local_revenue: Integers,
    resale: Integers,
    cross_border_revenue: Integers,
    world_profit: Integers,
    public_share: Integers,
    licence_payments: Integers,
    shortfalls: Integers,
    found: Integers,
) -> None:
    """Fill `found` with the amount of each row, or `ASIDE`. `shortfalls`: of earlier years, in 1/MARGIN_BELOW of a minor unit."""
    kind, units, below = act[KIND], act[UNITS], act[DENOMINATOR]
    share_top, share_below = act[SHARE_TOP], act[SHARE_BELOW]
    money_limit = LIMIT // max(units, share_below)
    for row in range(len(found)):
        world, local, profit = world_revenue[row], local_revenue[row], world_profit[row]
        licences, public = licence_payments[row], public_share[row]
        counted = local - resale[row] if act[RESALE_COUNTS] else local
        crossing = cross_border_revenue[row]
        if (
            counted < 0
            or counted > world
            or world >= money_limit
            or crossing < 0
            or crossing > local
            or local > world
            or resale[row] < 0
            or licences < 0
            or licences >= LIMIT
            or public > 1_000_000
        ):
            found[row] = ASIDE
            continue
        if kind != ON_WINDFALL:
            met = True
            if act[WORLD] >= 0:
                met = reaches(world * share_below, act[WORLD] * share_top, act[WORLD_STRICT])
            if met and act[LOCAL] >= 0:
                met = reaches(counted * share_below, act[LOCAL] * share_top, act[LOCAL_STRICT])
            if not met:
                found[row] = 0
                continue
        whole, top, over = 0, 0, below
        if kind == ON_REVENUE:
            whole, top = sliced(counted * units - crossing * act[LEFT_OUT], starts, rates, act, below)
        elif kind == ON_WINDFALL:
            if profit >= money_limit:
                found[row] = ASIDE
                continue
            whole, top = sliced(max(0, profit) * units, starts, rates, act, below)
        else:
            margin_below = act[MARGIN_BELOW]
            if max(world, abs(profit)) >= LIMIT // margin_below or shortfalls[row] >= LIMIT:
                found[row] = ASIDE
                continue
            excess = profit * margin_below - world * act[MARGIN_TOP]
            excess = max(0, excess - shortfalls[row])
            whole, top = times(
                excess // margin_below,
                excess % margin_below * (below // margin_below),
                rates[0],
                act[RATE_BELOW],
                below,
            )
            if act[TERRITORY]:
                if world == 0:
                    whole, top = 0, 0
                elif whole >= LIMIT or world >= LIMIT // below:
                    found[row] = ASIDE
                    continue
                else:
                    whole, top = share_of(whole, top, below, local, world)
                    over = below * world
        whole, top = relieved(whole, top, over, act, world, public, licences)
        if act[MINIMUM] >= 0 and not (
            (whole > act[MINIMUM] or (whole == act[MINIMUM] and top > 0))
            if act[MINIMUM_STRICT]
            else whole >= act[MINIMUM]
        ):
            whole, top = 0, 0
        found[row] = whole_units(whole, top, over, act[ROUNDING])
