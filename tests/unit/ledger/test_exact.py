from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import AmountError, BrokenInvariant
from agister.ledger.exact import LENGTH_LIMIT, Rounding, exact, rounded, written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", Fraction(3)),
        ("-3", Fraction(-3)),
        ("+3", Fraction(3)),
        (" 0.25 ", Fraction(1, 4)),
        ("0.10", Fraction(1, 10)),
        ("007", Fraction(7)),
        ("1/3", Fraction(1, 3)),
        ("-1/3", Fraction(-1, 3)),
        ("12.5%", Fraction(1, 8)),
        ("12.5 %", Fraction(1, 8)),
        ("-50%", Fraction(-1, 2)),
        ("1/3%", Fraction(1, 300)),
    ],
)
def test_numbers_as_people_write_them(text: str, value: Fraction) -> None:
    assert exact(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1e3",
        "1_000",
        "1,000",
        "1 000",
        "1,5",
        ".5",
        "5.",
        "nan",
        "inf",
        "0x10",
        "1/2/3",
        "1.5/2",
        "--1",
        "½",
        "٣",
        "%",
    ],
)
def test_what_is_no_exact_number(text: str) -> None:
    with pytest.raises(AmountError, match=r"is no exact number; write it as 3, 0.25, 1/3 or 12.5%"):
        exact(text)


def test_division_by_zero() -> None:
    with pytest.raises(AmountError, match=r"^'1/00' divides by zero$"):
        exact("1/00")


def test_long_numbers_are_refused_and_shown_short() -> None:
    assert exact("9" * LENGTH_LIMIT) == 10**LENGTH_LIMIT - 1
    with pytest.raises(AmountError) as refused:
        exact("9" * 1_000_000)
    assert len(str(refused.value)) < 2 * LENGTH_LIMIT + 80


@given(st.fractions(max_denominator=10**20))
def test_what_is_written_is_read_back(value: Fraction) -> None:
    if len(written(value)) <= LENGTH_LIMIT:
        assert exact(written(value)) == value


@given(st.text())
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        assert isinstance(exact(text), Fraction)
    except AmountError as refused:
        assert str(refused)


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [
        (Rounding.HALF_UP, [0, 1, 2, 1, 3, 1]),
        (Rounding.HALF_EVEN, [0, 0, 2, 1, 2, 1]),
        (Rounding.DOWN, [0, 0, 1, 0, 2, 1]),
        (Rounding.UP, [1, 1, 2, 1, 3, 1]),
    ],
)
def test_rounding(rounding: Rounding, expected: list[int]) -> None:
    values = [Fraction(1, 3), Fraction(1, 2), Fraction(3, 2), Fraction(2, 3), Fraction(5, 2), Fraction(1)]
    assert [rounded(value, rounding) for value in values] == expected
    assert [rounded(-value, rounding) for value in values] == [-value for value in expected]


@given(st.fractions(), st.sampled_from(Rounding))
def test_rounding_stays_within_one_and_mirrors(value: Fraction, rounding: Rounding) -> None:
    assert abs(rounded(value, rounding) - value) < 1
    assert rounded(-value, rounding) == -rounded(value, rounding)


@pytest.mark.parametrize("value", [0.5, True, "1"])
def test_what_is_not_exact_is_our_mistake(value: object) -> None:
    with pytest.raises(BrokenInvariant, match="is not exact"):
        rounded(value, Rounding.DOWN)
