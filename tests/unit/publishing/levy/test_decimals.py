"""Minor units as decimal text."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from agister.publishing.levy.decimals import decimal_text, json_text, number


@given(st.integers(-(10**18), 10**18), st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
def test_it_is_exact(units: int, code: str) -> None:
    exponent = {"EUR": 2, "JPY": 0, "KWD": 3, "CLF": 4}[code]
    assert Decimal(decimal_text(units, code)).scaleb(exponent) == units
    assert Decimal(json.loads(json_text({"a": number(units, code)}), parse_float=str)["a"]).scaleb(exponent) == units


def test_the_sign_and_the_decimals_stay() -> None:
    assert [decimal_text(units, "EUR") for units in (0, 5, -5, 123456)] == ["0.00", "0.05", "-0.05", "1234.56"]
    assert decimal_text(-7, "JPY") == "-7"


def test_texts_that_look_like_numbers_stay_texts() -> None:
    assert json.loads(json_text({"a": "number 1.5", "b": "\x01number 1"})) == {"a": "number 1.5", "b": "\x01number 1"}
