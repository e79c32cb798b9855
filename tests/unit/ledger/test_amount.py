from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import AmountError, BrokenInvariant
from agister.ledger.amount import Amount, decimal, minor_units
from agister.ledger.currency import CURRENCIES
from agister.ledger.exact import Rounding


def euros(units: int) -> Amount:
    return Amount(units=units, currency="EUR")


@pytest.mark.parametrize(
    ("text", "code", "units"),
    [
        ("1234.50", "EUR", 123_450),
        ("1234.5", "EUR", 123_450),
        ("-0.01", "EUR", -1),
        ("+7", "EUR", 700),
        ("7", "JPY", 7),
        ("1.005", "KWD", 1_005),
        ("0.0001", "CLF", 1),
    ],
)
def test_major_units_are_read(text: str, code: str, units: int) -> None:
    assert Amount.parse(text, code) == Amount(units=units, currency=code)


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("1.005", "EUR", "1.005 EUR has 3 decimals; EUR has 2 decimals: round it first"),
        ("1.000", "EUR", "1.000 EUR has 3 decimals; EUR has 2 decimals: round it first"),
        ("7.0", "JPY", "7.0 JPY has 1 decimals; JPY has no decimals: round it first"),
        ("1,50", "EUR", "'1,50' is no amount of EUR; write digits and a point, as in 1234.50"),
        ("1e3", "EUR", "'1e3' is no amount of EUR; write digits and a point, as in 1234.50"),
        ("", "EUR", "'' is no amount of EUR; write digits and a point, as in 1234.50"),
    ],
)
def test_what_is_refused(text: str, code: str, message: str) -> None:
    with pytest.raises(AmountError) as refused:
        Amount.parse(text, code)
    assert str(refused.value) == message


@given(st.integers(), st.sampled_from(sorted(CURRENCIES)))
def test_what_is_shown_is_read_back(units: int, code: str) -> None:
    amount = Amount(units=units, currency=code)
    assert str(amount) == f"{decimal(units, amount.exponent)} {code}"
    assert Amount.parse(decimal(units, amount.exponent), code) == amount


def test_arithmetic() -> None:
    assert euros(3) + euros(4) == euros(7)
    assert euros(3) - euros(4) == -euros(1)
    assert (euros(3) < euros(4), euros(3) <= euros(3), euros(4) > euros(3), euros(3) >= euros(4)) == (
        True,
        True,
        True,
        False,
    )
    assert (bool(euros(0)), bool(euros(-1))) == (False, True)
    assert euros(5).exact == Fraction(5)


def test_two_currencies_do_not_go_together() -> None:
    dollars = Amount(units=1, currency="USD")
    message = "0.03 EUR and 0.01 USD do not go together: convert one of them at a dated rate first"
    for operation in (Amount.__add__, Amount.__sub__, Amount.__lt__, Amount.__le__, Amount.__gt__, Amount.__ge__):
        with pytest.raises(AmountError, match=message):
            operation(euros(3), dollars)
    assert euros(1) != dollars


@pytest.mark.parametrize("units", [1.0, True, Fraction(1), "1"])
def test_units_are_whole(units: object) -> None:
    with pytest.raises(BrokenInvariant, match="no whole number of minor units"):
        Amount(units=units, currency="EUR")


def test_unknown_currency() -> None:
    with pytest.raises(AmountError, match="no currency code"):
        Amount(units=1, currency="EU")


def test_rounded_once() -> None:
    assert Amount.rounded(Fraction(5, 2), "EUR", Rounding.HALF_UP) == euros(3)
    assert Amount.rounded(Fraction(5, 2), "EUR", Rounding.HALF_EVEN) == euros(2)


@pytest.mark.parametrize(
    ("units", "exponent", "shown"),
    [(0, 2, "0.00"), (-1, 2, "-0.01"), (123_450, 2, "1234.50"), (7, 0, "7"), (-7, 0, "-7"), (1, 4, "0.0001")],
)
def test_decimal(units: int, exponent: int, shown: str) -> None:
    assert decimal(units, exponent) == shown


def test_minor_units() -> None:
    assert [minor_units(text) for text in ("12345", "-1", " +7 ", "0")] == [12_345, -1, 7, 0]


@pytest.mark.parametrize("text", ["", "1.5", "1.0", "1e3", "1_000", "1,000", "٣", "abc", "9" * 5000])
def test_what_is_no_number_of_minor_units(text: str) -> None:
    with pytest.raises(AmountError, match=r"is no whole number of minor units \(cents\): write 12345 for 123.45"):
        minor_units(text)
