from __future__ import annotations

from fractions import Fraction

import pytest

from agister.levy.wording import money_text, percent_text


@pytest.mark.parametrize(
    ("units", "code", "text"),
    [
        (123_450, "EUR", "EUR 1,234.50"),
        (5, "EUR", "EUR 0.05"),
        (0, "EUR", "EUR 0.00"),
        (-123_450, "EUR", "EUR −1,234.50"),
        (Fraction(100, 3), "EUR", "EUR 0.33 + 1/3 × 0.01"),
        (Fraction(-1, 50), "GBP", "GBP −(0.00 + 1/50 × 0.01)"),
        (1_234, "JPY", "JPY 1,234"),
        (Fraction(5, 2), "JPY", "JPY 2 + 1/2 × 1"),
        (1_234, "KWD", "KWD 1.234"),
    ],
)
def test_money(units: Fraction | int, code: str, text: str) -> None:
    assert money_text(units, code) == text


@pytest.mark.parametrize(
    ("rate", "text"),
    [("1/50", "2 %"), ("1/8", "12.5 %"), ("1/3", "1/3"), ("0", "0 %"), ("1", "100 %"), ("1/1000", "0.1 %")],
)
def test_rates(rate: str, text: str) -> None:
    assert percent_text(Fraction(rate)) == text
