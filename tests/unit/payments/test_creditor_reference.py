"""Creditor references: made, checked, found in free text."""

from __future__ import annotations

import time

import pytest
import stdnum.iso11649
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import PaymentError
from agister.payments.creditor_reference import (
    check_creditor_reference,
    creditor_reference,
    is_creditor_reference,
    printed,
    reference_fault,
    references_in,
)


@given(st.text(max_size=60))
def test_what_is_made_is_valid_elsewhere_too(text: str) -> None:
    try:
        reference = creditor_reference(text)
    except PaymentError as error:
        assert "makes no creditor reference" in str(error)
        return
    assert is_creditor_reference(reference) and stdnum.iso11649.is_valid(reference)
    assert len(reference) <= 25
    assert references_in(f"Ref. {printed(reference)}, thank you") != ()


@given(st.integers(0, 99), st.text("0123456789ABCXYZ", min_size=1, max_size=21))
def test_the_check_is_that_of_another_implementation(digits: int, body: str) -> None:
    asked = f"RF{digits:02d}{body}"
    assert is_creditor_reference(asked) is stdnum.iso11649.is_valid(asked)


def test_long_identifiers_stay_apart() -> None:
    made = {creditor_reference(f"notice-of-the-office-for-{number}") for number in range(2000)}
    assert len(made) == 2000
    assert creditor_reference("A-17") == creditor_reference("a 17") == "RF93A17"


def test_refused_with_the_reason() -> None:
    assert check_creditor_reference("rf18 5390 0754 7034") == "RF18539007547034"
    with pytest.raises(PaymentError, match="check digits are wrong"):
        check_creditor_reference("RF17539007547034")
    assert "RF, two digits" in reference_fault("RF")
    with pytest.raises(PaymentError, match="no letter from A to Z"):
        creditor_reference("—")


@pytest.mark.parametrize(
    "text",
    [
        "RF18539007547034",
        "your notice rf18 5390 0754 7034.",
        "+RF18539007547034+",
        "paid RF18 53900 7547034 for 2031",
        "RF18539007547034 RF18539007547034",
        "RF99 1 and RF18539007547034",
    ],
)
def test_found_in_free_text(text: str) -> None:
    assert references_in(text) == ("RF18539007547034",)


@pytest.mark.parametrize(
    "text", ["", "XRF18539007547034", "RF185390  07547034", "RF18539007547034X", "RF18-5390-0754-7034"]
)
def test_not_found(text: str) -> None:
    assert "RF18539007547034" not in references_in(text)


def test_hostile_text_takes_linear_time() -> None:
    texts = ["RF12" + "A" * 9000, "RF12 " * 2000, "RF1" * 3000, "RF12 " + "a " * 4000]
    start = time.process_time()
    assert all(len(references_in(text)) < 3000 for text in texts)
    assert time.process_time() - start < 5
