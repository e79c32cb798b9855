from __future__ import annotations

import pytest

from agister.errors import AmountError
from agister.ledger.currency import _BY_EXPONENT, _ENDED_BY_EXPONENT, CURRENCIES, Currency, currency


@pytest.mark.parametrize(
    ("code", "exponent"),
    [("EUR", 2), ("USD", 2), ("GBP", 2), ("JPY", 0), ("ISK", 0), ("KWD", 3), ("TND", 3), ("CLF", 4), ("UYW", 4)],
)
def test_exponents(code: str, exponent: int) -> None:
    assert currency(code) == Currency(code=code, exponent=exponent)


def test_ended_currencies_are_known_as_such() -> None:
    assert currency("SIT") == Currency(code="SIT", exponent=2, ended=True)
    assert {code for code, one in CURRENCIES.items() if one.ended} >= {"DEM", "ITL", "HRK"}


def test_codes_are_three_capitals_and_stand_once() -> None:
    assert all(code.isascii() and code.isupper() and len(code) == 3 for code in CURRENCIES)
    listed = [
        code for table in (_BY_EXPONENT, _ENDED_BY_EXPONENT) for codes in table.values() for code in codes.split()
    ]
    assert len(CURRENCIES) == len(listed)
    assert {one.exponent for one in CURRENCIES.values()} == {0, 2, 3, 4}


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("eur", "'eur' is no currency code of ISO 4217; is it EUR"),
        ("EURO", "'EURO' is no currency code of ISO 4217; is it EUR"),
        ("", "'' is no currency code of ISO 4217"),
        ("XAU", "'XAU' is no currency code of ISO 4217"),
    ],
)
def test_unknown_codes(code: str, message: str) -> None:
    with pytest.raises(AmountError) as refused:
        currency(code)
    assert str(refused.value).startswith(message)
