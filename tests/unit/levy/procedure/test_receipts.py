"""Receipts: what lies in suspense, and what goes back."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.chart import move
from agister.levy.procedure.receipts import receipt, refund_receipt
from tests.unit.levy.procedure.desk import Desk, day


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(1000)
    return desk


def test_what_is_applied_and_paid_back_is_not_in_suspense() -> None:
    desk = _desk()
    subject = desk.received("R-1", 130)
    assert receipt(desk.journal, subject).in_suspense == 130
    desk.apply(subject, [("levy/acme/2027", 100)])
    back = {"reason": "paid too much", "on": day("2028-10-05"), "by": "ana", "iban": "DE02120300000000202051"}
    (entry,) = desk.book(refund_receipt(desk.journal, subject, "acme", 20, **back))  # type: ignore[arg-type]
    assert refund_receipt(desk.journal, subject, "acme", 20, **back) == (entry,)  # type: ignore[arg-type]
    found = receipt(desk.journal, subject)
    assert (found.in_suspense, found.amount, dict(found.applied)) == (10, 130, {"levy/acme/2027": 100})
    assert desk.balance("Refund:acme") == 20
    with pytest.raises(ProcedureError, match=r"EUR 0\.11 cannot be paid back, EUR 0\.10 of it lies in suspense"):
        refund_receipt(desk.journal, subject, "acme", 11, reason="x", on=day("2028-10-06"), by="ana")
    with pytest.raises(ProcedureError, match="cannot be paid back"):
        refund_receipt(desk.journal, subject, "acme", 0, reason="x", on=day("2028-10-06"), by="ana")


def test_what_another_office_remitted_left_suspense_too() -> None:
    desk = _desk()
    subject = desk.received("R-1", 130)
    desk.book([
        JournalEntry(
            key="m", kind="remittance_received", on=day("2028-10-02"), subject="remittance:1", by="ana", text="A pot arrives.",
            facts={"office": "other", "period": "2027", "amount": 130, "receipt": "R-1"},
            postings=move("Suspense", "Pot:2027", 130, "EUR"),
        )
    ])  # fmt: skip
    assert receipt(desk.journal, subject).in_suspense == 0


def test_no_receipt() -> None:
    with pytest.raises(ProcedureError, match="there is no receipt receipt:R-9"):
        receipt(_desk().journal, "receipt:R-9")
