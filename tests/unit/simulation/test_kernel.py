"""The pieces of the compiled pass against fractions; the whole against `assess` stands in tests/laws/test_simulation.py."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numba
from hypothesis import given
from hypothesis import strategies as st

from agister.ledger import Rounding, rounded
from agister.simulation import kernel

_njit: Any = numba.njit


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    found: Callable[..., Any] = _njit(function)
    return found


@compiled
def times(whole: int, top: int, part: int, rate_below: int, below: int) -> Any:
    return kernel.times(whole, top, part, rate_below, below)


@compiled
def share_of(whole: int, top: int, below: int, part: int, all_of: int) -> Any:
    return kernel.share_of(whole, top, below, part, all_of)


@compiled
def whole_units(whole: int, top: int, below: int, rounding: int) -> Any:
    return kernel.whole_units(whole, top, below, rounding)


@given(st.integers(0, 2**60), st.integers(1, 2**30), st.integers(1, 2**29), st.data())
def test_times_a_rate_is_exact(whole: int, rate_below: int, rest: int, data: st.DataObject) -> None:
    below = rate_below * rest
    part = data.draw(st.integers(0, rate_below))
    top = data.draw(st.integers(0, rest - 1)) * rate_below
    found, numerator = times(whole, top, part, rate_below, below)
    assert 0 <= numerator < below
    assert found + Fraction(numerator, below) == (whole + Fraction(top, below)) * Fraction(part, rate_below)


@given(st.integers(0, 2**60), st.integers(1, 2**20), st.integers(1, 2**40), st.data())
def test_a_share_of_any_whole_is_exact(whole: int, below: int, all_of: int, data: st.DataObject) -> None:
    part, top = data.draw(st.integers(0, all_of)), data.draw(st.integers(0, below - 1))
    found, numerator = share_of(whole, top, below, part, all_of)
    assert 0 <= numerator < below * all_of
    assert found + Fraction(numerator, below * all_of) == (whole + Fraction(top, below)) * Fraction(part, all_of)


@given(st.integers(0, 2**60), st.integers(1, 2**60), st.sampled_from(list(Rounding)), st.data())
def test_the_four_roundings(whole: int, below: int, rounding: Rounding, data: st.DataObject) -> None:
    top = data.draw(st.one_of(st.integers(0, below - 1), st.sampled_from([below // 2, (below - 1) // 2])))
    found = whole_units(whole, top, below, list(Rounding).index(rounding))
    assert found == rounded(whole + Fraction(top, below), rounding)


def test_the_order_of_roundings_is_that_of_the_ledger() -> None:
    assert list(Rounding) == [Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.DOWN, Rounding.UP]
    assert (kernel.HALF_UP, kernel.HALF_EVEN, kernel.DOWN, kernel.UP) == (0, 1, 2, 3)
