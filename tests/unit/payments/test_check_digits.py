"""Check digits, against their definition by long division and against python-stdnum."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10

from agister.payments.check_digits import check_digits, remainder

TEXTS = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=40)


@given(TEXTS)
def test_remainder_is_that_of_another_implementation(text: str) -> None:
    assert (remainder(text) == 1) is mod_97_10.is_valid(text)


@given(TEXTS)
def test_check_digits_leave_one(text: str) -> None:
    digits = check_digits(text)
    assert remainder(text + digits) == 1
    assert 2 <= int(digits) <= 98


def test_anything_else_has_no_remainder() -> None:
    assert [remainder(text) for text in ("", "a", "Ä", "1 2", "٣")] == [-1] * 5
