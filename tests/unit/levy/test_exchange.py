from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from agister.errors import LevyError
from agister.ledger import Amount, Rounding
from agister.levy.exchange import QuotedRate, RateTable, convert, convert_rounded, read_reference_rates

TABLE = """Date,USD,JPY,GBP,CYP,
2027-12-31,1.25,160.00,0.80,N/A,
2027-12-30,1.20,150.00,0.75,N/A,
2027-06-30,1.00,140.00,0.85,N/A,
"""
RATES = read_reference_rates(TABLE.splitlines(), "rates.csv")
START, END = date(2027, 1, 1), date(2027, 12, 31)


def test_rates_are_kept_as_quoted() -> None:
    assert str(RATES.on("USD", END)) == "1 EUR = 1.25 USD on 2027-12-31 (rates.csv)"
    assert sorted(RATES.quoted) == ["GBP", "JPY", "USD"]


@pytest.mark.parametrize(
    ("amount", "to", "units", "count"),
    [
        (Amount(units=12_500, currency="USD"), "EUR", Fraction(10_000), 1),
        (Amount(units=10_000, currency="EUR"), "USD", Fraction(12_500), 1),
        (Amount(units=16_000, currency="JPY"), "EUR", Fraction(10_000), 1),
        (Amount(units=12_500, currency="USD"), "JPY", Fraction(16_000), 2),
        (Amount(units=100, currency="EUR"), "EUR", Fraction(100), 0),
        (Amount(units=100, currency="GBP"), "USD", Fraction(625, 4), 2),
    ],
)
def test_conversion_is_exact(amount: Amount, to: str, units: Fraction, count: int) -> None:
    found = convert(amount, to, RATES, START, END)
    assert (found.units, len(found.rates)) == (units, count)


def test_the_average_of_a_period() -> None:
    found = convert(Amount(units=345, currency="USD"), "EUR", RATES, START, END, average=True)
    assert found.units == Fraction(345) / (Fraction(125 + 120 + 100, 100) / 3)
    assert len(found.rates) == 3


def test_a_day_without_quotation_takes_the_last_one_within_a_week() -> None:
    assert RATES.on("USD", date(2028, 1, 7)).day == END
    with pytest.raises(LevyError, match="no reference rate of USD for 2028-01-08"):
        RATES.on("USD", date(2028, 1, 8))
    with pytest.raises(LevyError, match="no reference rate of CYP from"):
        RATES.within("CYP", START, END)


def test_rounded_once_by_the_rule_of_the_euro() -> None:
    tolar = QuotedRate(day=END, unit="EUR", quoted="SIT", text="239.640", source="fixed")
    assert convert_rounded(Amount(units=50_000, currency="SIT"), "EUR", tolar).units == 209
    assert convert_rounded(Amount(units=50_000, currency="SIT"), "EUR", tolar, Rounding.DOWN).units == 208


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "its first line must begin with Date"),
        ("Datum,USD\n", "its first line must begin with Date"),
        ('Date,USD\n"2027' + "x" * 200_000, "field larger than field limit"),
        ("Date,USD\n31.12.2027,1\n", "line 2: '31.12.2027' is no date"),
        ("Date,USD\n2027-12-31,1e3\n", "line 2, USD"),
        ("Date,USD\n2027-12-31,0\n", "must be above zero"),
        ("Date,USD\n2027-12-31,1\n2027-12-31,2\n", "two rates for one day"),
        ("Date,USX\n2027-12-31,1\n", "no currency code"),
    ],
)
def test_tables_that_cannot_be_used(text: str, words: str) -> None:
    with pytest.raises(Exception, match=words):
        read_reference_rates(text.splitlines(), "rates.csv")


def test_only_some_currencies_and_one_unit() -> None:
    assert sorted(read_reference_rates(TABLE.splitlines(), "x", ["USD"]).quoted) == ["USD"]
    rates = [QuotedRate(day=END, unit=unit, quoted="JPY", text="1", source="x") for unit in ("EUR", "USD")]
    with pytest.raises(LevyError, match="do not go together"):
        RateTable(rates)
