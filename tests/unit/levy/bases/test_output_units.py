from __future__ import annotations

from fractions import Fraction

import pytest

from agister.errors import LevyError
from tests.levy_acts import act, due

DIVIDEND = act("output_units", {"fees": {"token": "1/10000", "image": "1/2", "second": "3"}}, "USD")


def test_a_fee_for_each_unit() -> None:
    rows = [{"unit": "token", "count": 1_000_001}, {"unit": "image", "count": 3}, {"unit": "second", "count": 2}]
    found = due(DIVIDEND, {"outputs": rows})
    assert [line.amount for line in found.lines] == [Fraction(1_000_001, 10_000), Fraction(3, 2), 6, 108]
    assert found.amount == 108


def test_no_fee_no_guess() -> None:
    with pytest.raises(
        LevyError, match=r"`outputs\[0\]`: no fee is laid down for 'pixel'; there is one for token, image"
    ):
        due(DIVIDEND, {"outputs": [{"unit": "pixel", "count": 1}]})
    with pytest.raises(LevyError, match="does not declare `outputs`"):
        due(DIVIDEND, {})
