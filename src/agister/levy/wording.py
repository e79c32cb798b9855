"""Amounts and rates as people read them in the lines of an assessment; still exact."""

from __future__ import annotations

from fractions import Fraction

from agister.ledger import currency
from agister.ledger.exact import written


def money_text(units: Fraction | int, code: str) -> str:
    """Minor units in major ones: `EUR 1,234.50`; what is less than a minor unit follows exactly: `EUR 0.33 + 1/3 × 0.01`."""
    size = abs(Fraction(units))
    whole, rest = divmod(size.numerator, size.denominator)
    exponent = currency(code).exponent
    major, minor = divmod(whole, 10**exponent)
    text = f"{major:,}" + (f".{minor:0{exponent}}" if exponent else "")
    if rest:
        unit = f"0.{1:0{exponent}}" if exponent else "1"
        text += f" + {rest}/{size.denominator} × {unit}"
    if units < 0:
        text = f"−({text})" if rest else f"−{text}"
    return f"{code} {text}"


def percent_text(rate: Fraction) -> str:
    """A rate in per cent where that is a short decimal, otherwise as a fraction: `2 %`, `12.5 %`, `1/3`."""
    thousandths = rate * 100_000
    if thousandths.denominator != 1:
        return written(rate)
    whole, rest = divmod(thousandths.numerator, 1000)
    decimals = f"{rest:03}".rstrip("0")
    return f"{whole}.{decimals} %" if decimals else f"{whole} %"
