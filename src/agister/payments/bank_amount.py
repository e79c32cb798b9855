"""Amounts and days as banks write them, exactly. Decimals beyond those of the currency are refused unless they are zeros."""

from __future__ import annotations

import re
from datetime import date

from agister.errors import AmountError, PaymentError
from agister.ledger.currency import currency
from agister.ledger.entry import LARGEST
from agister.payments.xml_message import Element

# xs:decimal without a sign: `ActiveOrHistoricCurrencyAndAmount` is never negative, the direction stands beside it.
_DECIMAL = re.compile(r"\+?([0-9]*)(?:\.([0-9]*))?", re.ASCII)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])", re.ASCII)
_LONGEST = 40


def units_of(text: str, code: str, place: str) -> int:
    """Minor units of an amount in major ones: (`18.150`, `EUR`) → 1815. Raises `PaymentError` with the place.

    A bank may write more decimals than the currency has; `18.150` is 1815 cents, `18.155` is no amount of euro.
    """
    shown = text[:_LONGEST]
    try:
        exponent = currency(code).exponent
    except AmountError as error:
        raise PaymentError(f"{place}: {error}") from None
    match = _DECIMAL.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or not (match[1] or match[2]):
        raise PaymentError(f"{place}: {shown!r} is no amount; a bank writes digits and a point, as in 1234.50")
    decimals = (match[2] or "").rstrip("0")
    if len(decimals) > exponent:
        raise PaymentError(
            f"{place}: {shown} {code} has {len(decimals)} decimals, {code} has {exponent}: "
            "it is no whole number of the smallest unit; ask the bank"
        )
    units = int((match[1] or "0") + decimals.ljust(exponent, "0"))
    if units > LARGEST:
        raise PaymentError(f"{place}: {shown} {code} is more than can be booked")
    return units


def amount_of(element: Element) -> tuple[int, str]:
    """Minor units and currency of `<Amt Ccy="EUR">18.15</Amt>`. Raises `PaymentError`."""
    code = element.currency
    if not code:
        raise PaymentError(f"{element.place}: an amount without a currency")
    return units_of(element.text, code, element.place), code


def is_credit(element: Element) -> bool:
    """Whether the direction that stands in an element is in (`CRDT`). Raises `PaymentError` where it is neither."""
    said = element.said("CdtDbtInd")
    if said not in ("CRDT", "DBIT"):
        raise PaymentError(f"{element.place}: its direction (CdtDbtInd) is {said[:20]!r}, not CRDT or DBIT")
    return said == "CRDT"


def day_of(text: str) -> date | None:
    """The day of a date or a moment, as the bank wrote it, whatever the time zone. None where there is none."""
    match = _DAY.match(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
