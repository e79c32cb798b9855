"""Amounts of banks, exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import PaymentError
from agister.ledger.amount import decimal
from agister.payments.bank_amount import amount_of, day_of, is_credit, units_of
from agister.payments.xml_message import Element


@pytest.mark.parametrize(
    ("text", "code", "units"),
    [
        ("18.15", "EUR", 1815),
        ("18.150", "EUR", 1815),
        ("5442.09000", "RON", 544209),
        ("2700", "JPY", 2700),
        ("2700.00", "JPY", 2700),
        ("1.234", "KWD", 1234),
        (".5", "EUR", 50),
        ("7.", "EUR", 700),
        ("+1", "EUR", 100),
        ("0", "EUR", 0),
        ("000018.15", "EUR", 1815),
    ],
)
def test_read(text: str, code: str, units: int) -> None:
    assert units_of(text, code, "here") == units


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("18.155", "EUR", "here: 18.155 EUR has 3 decimals, EUR has 2"),
        ("1.5", "JPY", "JPY has 0"),
        ("-1", "EUR", "is no amount"),
        ("", "EUR", "is no amount"),
        (".", "EUR", "is no amount"),
        ("1,50", "EUR", "is no amount"),
        ("1 000", "EUR", "is no amount"),
        ("1e3", "EUR", "is no amount"),
        ("NaN", "EUR", "is no amount"),
        ("١", "EUR", "is no amount"),
        ("9" * 41, "EUR", "is no amount"),
        ("9" * 30, "EUR", "more than can be booked"),
        ("1", "EUX", "no currency code"),
        ("1", "", "no currency code"),
    ],
)
def test_refused_with_the_place(text: str, code: str, why: str) -> None:
    with pytest.raises(PaymentError, match=why) as caught:
        units_of(text, code, "here")
    assert str(caught.value).startswith("here: ")


@given(st.integers(0, 2**63 - 1), st.sampled_from([("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4)]), st.integers(0, 3))
def test_what_is_written_is_read_back(units: int, currency: tuple[str, int], zeros: int) -> None:
    text = decimal(units, currency[1])
    padded = text + "0" * zeros if "." in text else text
    assert units_of(padded, currency[0], "x") == units


def test_days() -> None:
    assert str(day_of("2031-02-28")) == "2031-02-28"
    assert str(day_of("2025-07-23T23:59:59.000000000+14:00")) == "2025-07-23"
    assert [day_of(text) for text in ("", "2031-02-30", "31.12.2030", "2031-1-1", "2031-01-011")] == [None] * 5


def test_elements() -> None:
    element = Element("Amt", 1, None, "EUR")
    element.text = "1.00"
    assert amount_of(element) == (100, "EUR")
    with pytest.raises(PaymentError, match="without a currency"):
        amount_of(Element("Amt", 1, None, ""))
    with pytest.raises(PaymentError, match="not CRDT or DBIT"):
        is_credit(element)
