"""Offices that hand their pots to the one that shares out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, MemoryJournal
from agister.levy.chart import check_cash_identity, move
from tests.levy_governance import OTHER, book, chartered

SENT = {"id": "M-1", "office": "pot", "period": "2027-Q1", "amount": "EUR 60.00"}
ARRIVED = {
    "id": "M-1", "charter": "commons", "office": "a", "period": "2027-Q1", "amount": "EUR 60.00", "receipt": "B-1",
}  # fmt: skip


def _received(kept: MemoryJournal, units: int, receipt: str = "B-1") -> None:
    with kept.write() as writer:
        writer.append(
            JournalEntry(
                key=f"receipt:{receipt}/received/1", kind="received", on=date(2027, 4, 1), subject=f"receipt:{receipt}",
                by="Officer", text="money came in",
                facts={
                    "statement_digest": OTHER, "bank_reference": receipt, "amount": units, "currency": "EUR",
                    "value_day": "2027-04-01", "place": "entry 1",
                },
                postings=move("Bank:main", "Suspense", units, "EUR"),
            )
        )  # fmt: skip


def _office() -> MemoryJournal:
    kept = chartered()
    said = {
        "charter": "commons", "party": "a", "kind": "state", "name": "A", "since": "2027-01-02", "revenue": ["DE"],
        "remits_to": "pot",
    }  # fmt: skip
    book(kept, "accession", said, "2027-01-02")
    return kept


def test_what_arrives_joins_the_pot_and_no_more_than_that_leaves_it() -> None:
    kept = _office()
    _received(kept, 6000)
    book(kept, "remittance-received", ARRIVED, "2027-04-02")
    assert kept.balances()[("Pot:2027-Q1", "EUR")] == -6000
    book(kept, "remittance-sent", SENT, "2027-04-03")
    assert kept.balances() == {("Bank:main", "EUR"): 6000, ("Payable:pot", "EUR"): -6000}
    check_cash_identity(kept.balances())
    with pytest.raises(ProcedureError, match=r"the pot of 2027-Q1 holds 0\.00 EUR, less than 60\.00 EUR"):
        book(kept, "remittance-sent", {**SENT, "id": "M-2"}, "2027-04-04")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"office": "b"}, "b is no party of commons whose office remits; there are: a"),
        ({"receipt": "B-9"}, "receipt B-9 is not booked"),
        ({"amount": "EUR 60.01"}, r"receipt B-1 holds 60\.00 EUR, less than 60\.01 EUR"),
        ({"amount": "EUR 0.00"}, "is nothing to remit"),
    ],
)
def test_what_does_not_arrive(changes: dict[str, Any], reason: str) -> None:
    kept = _office()
    _received(kept, 6000)
    with pytest.raises(ProcedureError, match=reason):
        book(kept, "remittance-received", {**ARRIVED, **changes}, "2027-04-02")


def test_one_receipt_is_used_once() -> None:
    kept = _office()
    _received(kept, 6000)
    _received(kept, 6000, "B-2")
    book(kept, "remittance-received", ARRIVED, "2027-04-02")
    with pytest.raises(ProcedureError, match=r"receipt B-1 holds 0\.00 EUR"):
        book(kept, "remittance-received", {**ARRIVED, "id": "M-2"}, "2027-04-03")
