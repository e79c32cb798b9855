"""Status reports of orders, their blocks and payments."""

from __future__ import annotations

import pytest

from agister.errors import PaymentError
from agister.payments.pain002 import StatusReason, read_pain002
from tests.bank_messages import block_status, payment_status, status_report


def test_each_payment_has_a_status() -> None:
    data = status_report(
        block_status(payment_status("P-1", "RJCT", "AC04", "12.50"), payment_status("P-2"), status="PART", code="NARR"),
        group="PART",
    )
    found = read_pain002(data, "a")
    assert (found.message, found.message_id, found.order, found.status) == ("pain.002.001.10", "B-9", "O-1", "PART")
    first, second = found.payments
    assert (first.end_to_end_id, first.status, first.units, first.currency, first.block) == (
        "P-1",
        "RJCT",
        1250,
        "EUR",
        "O-1",
    )
    assert first.is_rejected and first.reasons == (StatusReason(code="AC04", text="as the bank says"),)
    assert (second.status, second.reasons[0].code, second.is_rejected) == ("PART", "NARR", False)
    assert [found.status_of(identifier) for identifier in ("P-1", "P-2", "P-3")] == ["RJCT", "PART", "PART"]


def test_a_whole_order() -> None:
    found = read_pain002(status_report(group="ACSC", version="03"))
    assert (found.status, found.payments, found.status_of("P-1")) == ("ACSC", (), "ACSC")


def test_blocks() -> None:
    found = read_pain002(
        status_report(block_status(id="O-1-1", status="ACSC"), block_status(id="O-1-2", status="RJCT"))
    )
    assert [(block.id, block.status) for block in found.blocks] == [("O-1-1", "ACSC"), ("O-1-2", "RJCT")]
    assert found.status_of("P-1", "O-1-2") == "RJCT" and found.status_of("P-1") == ""


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (status_report(), "gives no status"),
        (status_report(block_status()), "gives no status"),
        (status_report(group="ACSC", order=""), "does not say of which order"),
        (status_report(group="GOOD"), "'GOOD' is no status"),
        (status_report(block_status(payment_status("P-1"))), "without status"),
        (status_report(block_status(payment_status("", "ACSC"))), "without end-to-end id"),
        (status_report(block_status(payment_status("P-1", "ACSC", text="1.001"))), "1.001 EUR has 3 decimals"),
        (b"<Document><CstmrPmtStsRpt/></Document>", "does not say of which order"),
        (b"<Document><BkToCstmrStmt/></Document>", "and not pain.002"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>' + status_report(group="ACSC"), "document type"),
        (b"", "no well-formed XML"),
    ],
)
def test_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(PaymentError, match=why) as caught:
        read_pain002(data, "a.xml")
    assert "a.xml" in str(caught.value)
