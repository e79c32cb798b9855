from __future__ import annotations

from fractions import Fraction

import pytest

from agister.simulation.declared import UNDECLARED
from agister.simulation.inputs import INPUTS, Range
from agister.simulation.reliefs_effect import RELIEFS
from agister.simulation.wording import (
    INPUT_WORDS,
    RELIEF_WORDS,
    decimals,
    difference,
    money_range,
    percent,
    percent_range,
    range_texts,
    short_money,
    sign_word,
)


@pytest.mark.parametrize(
    ("units", "code", "text"),
    [
        (0, "EUR", "EUR 0"), (5, "EUR", "EUR 0.05"), (10_004, "EUR", "EUR 100.04"), (99_999, "EUR", "EUR 999.99"),
        (123_456, "EUR", "EUR 1,235"), (99_999_999, "EUR", "EUR 1.00 m"), (6_750_000_000, "EUR", "EUR 67.5 m"),
        (-123_456_789_012, "EUR", "EUR −1.23 bn"), (4_930_000_000_000_000, "EUR", "EUR 49.3 tn"),
        (1_234_567, "JPY", "JPY 1.23 m"), (Fraction(1, 3), "EUR", "EUR 0"), (1000, "KWD", "KWD 1"),
    ],
)  # fmt: skip
def test_amounts_in_three_figures(units: int | Fraction, code: str, text: str) -> None:
    assert short_money(units, code) == text


def test_ranges_name_the_currency_once() -> None:
    assert money_range(14_500_000_000, 310_000_000_000, "EUR") == "EUR 145 m to 3.10 bn"
    assert money_range(0, 0, "EUR") == "EUR 0"
    assert percent_range(Fraction(4, 5), Fraction(9, 10)) == "80.0 to 90.0 %"
    assert percent_range(Fraction(1), Fraction(1)) == "100.0 %"
    assert percent_range(None, None) == "–"


def test_shares() -> None:
    assert percent(Fraction(258, 10_000), 2) == "2.58 %"
    assert percent(Fraction(-1, 8)) == "−12.5 %"
    assert percent(Fraction(1, 10**6)) == "< 0.1 %"
    assert percent(Fraction(0)) == "0.0 %"
    assert percent(None) == "–"
    assert percent(Fraction(1, 1000), 0) == "< 1 %"


def test_decimals_are_texts() -> None:
    assert decimals(Fraction(2, 3)) == "0.666667"
    assert decimals(Fraction(-1, 2), 1) == "-0.5"
    assert decimals(None) is None


def test_ranges_of_inputs() -> None:
    assert range_texts(Range(low=0, central=5_000, high=1_000_000), "licence_payments", "EUR") == (
        "0 %",
        "0.5 %",
        "100 %",
    )
    assert range_texts(Range(low=-1, central=-1, high=-1), "public_share", "EUR")[1] == "not declared"
    assert UNDECLARED == -1
    assert range_texts(Range(low=100, central=100, high=100), "world_revenue", "EUR")[0] == "EUR 1"


def test_differences() -> None:
    assert difference(1000, 1500, "EUR") == "+EUR 5 (+50.0 %)"
    assert difference(1000, 0, "EUR") == "−EUR 10 (−100.0 %)"
    assert difference(0, 500, "EUR") == "+EUR 5"
    assert difference(7, 7, "EUR") == "no change"
    assert [sign_word(sign) for sign in (1, 0, -1)] == ["more", "the same", "less"]


def test_every_input_and_relief_has_its_word() -> None:
    assert set(INPUT_WORDS) == set(INPUTS)
    assert set(RELIEF_WORDS) == set(RELIEFS)
