"""Statements and their items as values."""

from __future__ import annotations

import pytest

from agister.errors import PaymentError
from agister.payments.camt import read_camt
from agister.payments.statement import require_bookable
from tests.bank_messages import IBAN, balance, entry, message, one_day, statement


def test_only_what_is_booked_is_money() -> None:
    data = one_day(
        entry("5.00"), entry("3.00", status="PDNG"), entry("2.00", status="INFO"), entry("0.00"), entry("1.00", credit=False),
        closing="104.00",
    )  # fmt: skip
    found = read_camt(data, "a").statements[0]
    assert [item.signed for item in found.money] == [500, -100]
    assert (found.total, found.totals, found.reconciled) == (400, {"EUR": 400}, True)
    assert require_bookable(found) is found


def test_what_contradicts_itself_is_not_booked() -> None:
    found = read_camt(one_day(entry("5.00"), closing="106.00"), "a").statements[0]
    assert found.reconciled is False
    with pytest.raises(PaymentError, match=r"statement S-1 of DE.*100 is missing.*nothing is booked"):
        require_bookable(found)


def test_the_key_is_that_of_the_statement_not_of_the_file() -> None:
    first = read_camt(one_day(entry("5.00"), closing="105.00"), "a").statements[0]
    again = read_camt(one_day(entry("5.00"), closing="105.00", version="02") + b"\n", "b").statements[0]
    assert first.key == again.key == f"statement:{IBAN}:EUR:statement:S-1:1"
    assert first.digest != again.digest
    second = read_camt(message(statement(balance("OPBD", "1.00"), page=2)), "a").statements[0]
    assert second.key.endswith(":2") and second.page == 2
