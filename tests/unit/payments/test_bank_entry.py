"""Entries before they have keys."""

from __future__ import annotations

from datetime import date

import pytest

from agister.payments.bank_entry import Entry, Transaction


@pytest.mark.parametrize(("credit", "signed"), [(True, 5), (False, -5)])
def test_the_sign_is_that_of_the_direction(credit: bool, signed: int) -> None:
    one = Transaction(place="line 2", units=5, credit=credit)
    found = Entry(
        place="line 2", units=5, currency="EUR", credit=credit, reversal=False, status="BOOK", bank_reference="",
        value_day=date(2031, 1, 1), booking_day=date(2031, 1, 1), bank_code="", transactions=(one,),
    )  # fmt: skip
    assert found.signed == signed
