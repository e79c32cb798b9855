from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from agister.levy.allocations.quadratic import weight
from tests.keys import refusal, shares_of


def test_weights() -> None:
    assert [weight(gifts) for gifts in ((9, 4, 1), (144,), (9,) * 16, ())] == [22, 0, 2160, 0]


def test_roots_that_do_not_end() -> None:
    assert abs(weight((2, 2)) - 4) < Fraction(1, 10**10)


@given(st.lists(st.integers(0, 10**9), max_size=8))
def test_never_below_zero_nor_above_the_square(gifts: list[int]) -> None:
    assert 0 <= weight(tuple(gifts)) <= sum(gifts) * max(len(gifts) - 1, 0)


def test_shares() -> None:
    assert shares_of("kind: quadratic\ngifts: {p: [9, 4, 1], q: [100], r: []}", 22) == {"p": 22, "q": 0, "r": 0}


def test_refusals() -> None:
    assert refusal("kind: quadratic\ngifts: {p: 9}") == (
        "key.yaml, line 2, gifts → p: must be a list such as [900, 400, 100]"
    )
    assert refusal("kind: quadratic\ngifts: {p: [9, -1]}") == (
        "key.yaml, line 2, gifts → p: -1 is negative; it must be zero or more"
    )
    assert refusal("kind: quadratic\ngifts: {p: [9]}") == "all weights are zero: nobody is there to share with"
