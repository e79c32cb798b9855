"""Payments of ours, found again on a statement."""

from __future__ import annotations

from agister.payments.booked_back import Outcome, booked_back
from agister.payments.camt import read_camt
from agister.payments.payment_order import PaymentOrder
from agister.payments.statement import StatementItem
from tests.bank_messages import details, entry, message, statement
from tests.unit.payments.test_payment_order import GB, PK, order, payment


def items(*entries: str) -> tuple[StatementItem, ...]:
    return read_camt(message(statement(*entries)), "a").statements[0].items


def out(text: str, identifier: str, **more: str) -> str:
    return entry(text, details(credit=False, end_to_end=identifier), credit=False, **more)


TWO = order(payment(), payment(end_to_end_id="P-2", iban=GB, units=205))


def told(found: tuple[StatementItem, ...], *orders: PaymentOrder) -> tuple[list[tuple[str, str, str]], int]:
    known, others = booked_back(found, orders)
    return [(one.order, one.end_to_end_id, one.outcome.value) for one in known], len(others)


def test_paid_and_returned() -> None:
    back = entry("2.05", details(end_to_end="P-2", reason="AC04"))
    assert told(items(out("1.00", "P-1"), out("2.05", "P-2"), back), TWO) == (
        [("O-1", "P-1", "paid"), ("O-1", "P-2", "paid"), ("O-1", "P-2", "returned")],
        0,
    )


def test_what_differs_is_somebody_elses() -> None:
    found = items(
        out("1.01", "P-1"),
        out("1.00", "P-9"),
        out("1.00", "P-1", code="USD"),
        out("1.00", "P-1", status="PDNG"),
        out("1.00", "NOTPROVIDED"),
    )
    assert told(found, TWO) == ([], 5)


def test_an_order_booked_as_one() -> None:
    whole = entry("3.05", credit=False, batch="<Btch><PmtInfId>O-1</PmtInfId></Btch>")
    known, others = booked_back(items(whole), [TWO])
    assert [(one.end_to_end_id, one.units, one.payee) for one in known] == [
        ("P-1", 100, "archive"),
        ("P-2", 205, "archive"),
    ]
    assert others == () and {one.outcome for one in known} == {Outcome.PAID}
    wrong = entry("3.04", credit=False, batch="<Btch><PmtInfId>O-1</PmtInfId></Btch>")
    assert told(items(wrong), TWO) == ([], 1)
    assert told(items(whole.replace("DBIT", "CRDT")), TWO) == ([], 1)


def test_each_block_is_booked_as_one() -> None:
    mixed = order(payment(), payment(end_to_end_id="P-2", iban=PK, bic="SCBLPKKX", units=205))
    block = entry("2.05", credit=False, batch="<Btch><PmtInfId>O-1-2</PmtInfId></Btch>")
    assert told(items(block), mixed) == ([("O-1", "P-2", "paid")], 0)


def test_two_orders_with_one_identifier() -> None:
    again = order(payment(), message_id="O-2")
    assert told(items(out("1.00", "P-1")), TWO, again) == ([], 1)
    named = (
        out("1.00", "P-1")
        .replace("</EndToEndId>", "</EndToEndId>")
        .replace("<EndToEndId>", "<PmtInfId>O-2</PmtInfId><EndToEndId>")
    )
    assert told(items(named), TWO, again) == ([("O-2", "P-1", "paid")], 0)
