from __future__ import annotations

from fractions import Fraction

import pytest

from agister.errors import BrokenInvariant, SharingError
from agister.ledger.apportion import apportion, cut_first, due, reversal, whole_units


def test_ties_go_to_the_identifier_that_comes_first() -> None:
    assert apportion(10, {"c": 1, "a": 1, "b": 1}) == {"a": 4, "b": 3, "c": 3}
    assert list(apportion(10, {"c": 1, "a": 1, "b": 1})) == ["a", "b", "c"]


def test_the_largest_fraction_goes_before_the_identifier() -> None:
    assert apportion(1, {"a": 1, "b": 2}) == {"a": 0, "b": 1}


def test_a_negative_total_is_the_mirror_image() -> None:
    assert apportion(-10, {"c": 1, "a": 1, "b": 1}) == {"a": -4, "b": -3, "c": -3}


def test_fractions_and_whole_numbers_are_weighed_together() -> None:
    assert apportion(7, {"a": Fraction(1, 3), "b": 2}) == {"a": 1, "b": 6}


def test_large_numbers() -> None:
    shares = apportion(10**30 + 1, dict.fromkeys("abc", Fraction(1, 7)))
    assert shares == {"a": (10**30 + 2) // 3, "b": (10**30 + 2) // 3, "c": (10**30 - 1) // 3}


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({}, "there is nobody to share with"),
        ({"a": 0, "b": 0}, "all weights are zero: nobody is there to share with"),
        ({"a": 2, "b": -1}, "the weight of 'b' is negative"),
    ],
)
@pytest.mark.parametrize("total", [0, 10, -10])
def test_nobody_to_share_with(weights: dict[str, int], message: str, total: int) -> None:
    with pytest.raises(SharingError, match=message):
        apportion(total, weights)


@pytest.mark.parametrize("weight", [0.5, True, "1"])
def test_weights_are_exact(weight: object) -> None:
    with pytest.raises(BrokenInvariant, match="is not exact"):
        apportion(10, {"a": weight})


@pytest.mark.parametrize("total", [10.0, True, Fraction(10)])
def test_totals_are_whole(total: object) -> None:
    with pytest.raises(BrokenInvariant, match="no whole number of minor units"):
        apportion(total, {"a": 1})


def test_due() -> None:
    assert due(10, {"a": 1, "b": 2, "z": 0}) == {"a": Fraction(10, 3), "b": Fraction(20, 3), "z": 0}
    with pytest.raises(SharingError, match="all weights are zero"):
        due(10, {"a": 0})


def test_whole_units() -> None:
    dues = {"a": Fraction(5, 2), "b": Fraction(5, 2), "c": Fraction(4), "d": Fraction(1, 4)}
    assert whole_units(dues) == {"a": 3, "b": 2, "c": 4, "d": 0}
    assert whole_units({}) == {}
    with pytest.raises(BrokenInvariant, match="less than nothing"):
        whole_units({"a": Fraction(-1)})


def test_first_cuts_are_rounded_down_together() -> None:
    assert cut_first(100, {"a": Fraction(1, 3), "b": Fraction(1, 3)}) == ({"a": 33, "b": 33}, 34)
    assert cut_first(2, {"a": Fraction(1, 3), "b": Fraction(1, 3)}) == ({"a": 0, "b": 1}, 1)
    assert cut_first(-100, {"a": Fraction(1, 3)}) == ({"a": -33}, -67)
    assert cut_first(100, {}) == ({}, 100)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"a": Fraction(-1, 2)}, "a first cut is negative"),
        ({"a": Fraction(1, 2), "b": Fraction(2, 3)}, "the first cuts together are more than the whole"),
    ],
)
def test_first_cuts_that_cannot_be(parts: dict[str, Fraction], message: str) -> None:
    with pytest.raises(SharingError, match=message):
        cut_first(10, parts)


def test_reversal() -> None:
    assert reversal({"a": 4, "b": 0}) == {"a": -4, "b": 0}
