from __future__ import annotations

from fractions import Fraction

import pytest

from agister.errors import SharingError
from agister.ledger.bounded import Bound, apportion_bounded, bounded_due

WEIGHTS = {"a": Fraction(70), "b": Fraction(20), "c": Fraction(8), "d": Fraction(2)}


def test_without_bounds_it_is_the_ratio() -> None:
    assert apportion_bounded(100, WEIGHTS, {}) == ({"a": 70, "b": 20, "c": 8, "d": 2}, 0)


def test_floor_and_cap() -> None:
    bounds = dict.fromkeys(WEIGHTS, Bound(floor=5_000, cap=40_000))
    assert bounded_due(100_000, WEIGHTS, bounds) == {
        "a": 40_000,
        "b": Fraction(275_000, 7),
        "c": Fraction(110_000, 7),
        "d": 5_000,
    }
    assert apportion_bounded(100_000, WEIGHTS, bounds) == ({"a": 40_000, "b": 39_286, "c": 15_714, "d": 5_000}, 0)


def test_what_all_caps_leave() -> None:
    bounds = dict.fromkeys(WEIGHTS, Bound(cap=10))
    assert apportion_bounded(100, WEIGHTS, bounds) == ({"a": 10, "b": 10, "c": 10, "d": 10}, 60)
    assert apportion_bounded(-100, WEIGHTS, bounds) == ({"a": -10, "b": -10, "c": -10, "d": -10}, -60)


def test_exactly_the_floors_and_exactly_the_caps() -> None:
    bounds = {"a": Bound(floor=3, cap=5), "b": Bound(floor=4, cap=9)}
    weights = {"a": Fraction(1), "b": Fraction(1)}
    assert apportion_bounded(7, weights, bounds) == ({"a": 3, "b": 4}, 0)
    assert apportion_bounded(14, weights, bounds) == ({"a": 5, "b": 9}, 0)
    assert apportion_bounded(15, weights, bounds) == ({"a": 5, "b": 9}, 1)


def test_a_floor_that_is_the_cap() -> None:
    weights = {"a": Fraction(1), "b": Fraction(1)}
    assert apportion_bounded(10, weights, {"a": Bound(floor=2, cap=2)}) == ({"a": 2, "b": 8}, 0)


def test_a_weight_of_zero_is_due_its_floor() -> None:
    weights = {"a": Fraction(1), "z": Fraction(0)}
    assert apportion_bounded(10, weights, {"z": Bound(floor=2, cap=9)}) == ({"a": 8, "z": 2}, 0)
    assert apportion_bounded(10, {"z": Fraction(0)}, {}) == ({"z": 0}, 10)
    assert apportion_bounded(0, {"z": Fraction(0)}, {}) == ({"z": 0}, 0)


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ({"a": Bound(floor=8), "b": Bound(floor=3)}, "the floors add up to 11, more than the 10 there are to share"),
        ({"a": Bound(floor=3, cap=2)}, r"the floor of 'a' \(3\) is above its cap \(2\) or below zero"),
        ({"a": Bound(floor=-1)}, r"the floor of 'a' \(-1\) is above its cap \(None\) or below zero"),
    ],
)
def test_bounds_that_cannot_be_kept(bounds: dict[str, Bound], message: str) -> None:
    with pytest.raises(SharingError, match=message):
        apportion_bounded(10, {"a": Fraction(1), "b": Fraction(1)}, bounds)


def test_negative_weight() -> None:
    with pytest.raises(SharingError, match="the weight of 'a' is negative"):
        apportion_bounded(10, {"a": Fraction(-1)}, {})
