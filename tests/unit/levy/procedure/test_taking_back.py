"""A receipt is taken back from charges: out of what rests, the pot, the reserve."""

from __future__ import annotations

from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.dispute_decisions import decide_dispute
from agister.levy.procedure.disputes import open_dispute
from agister.levy.procedure.receipts import receipt
from agister.levy.procedure.taking_back import unapply_receipt
from tests.unit.levy.procedure.desk import ACT, Desk, day


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(1000)
    return desk


def _back(desk: Desk, subject: str, **changes: Any) -> tuple[JournalEntry, ...]:
    return unapply_receipt(desk.journal, subject, on=day("2028-11-01"), by="ana", reason="returned", **changes)


def _dispute(desk: Desk, amount: int) -> None:
    desk.book(
        open_dispute(
            desk.journal, ACT, case="D-1", assessment_id="acme/2027/1", amount=amount, ground="x", on=day("2028-08-20"),
            by="acme",
        )
    )  # fmt: skip


def test_to_the_cent() -> None:
    desk = _desk()
    _dispute(desk, 30)
    before = desk.received("R-1", 100)
    balances = desk.journal.balances()
    desk.apply(before, [("levy/acme/2027", 100)])
    (entry,) = desk.book(_back(desk, before))
    assert desk.journal.balances() == balances
    assert desk.charge().left_on(day("2028-12-01")) == 100
    assert entry.facts["amount"] == -100
    assert receipt(desk.journal, before).applied == {}
    with pytest.raises(ProcedureError, match="is not applied to any charge"):
        _back(desk, before)


def test_a_part_of_it() -> None:
    desk = _desk()
    subject = desk.pay(100)
    desk.book(_back(desk, subject, applied=[("levy/acme/2027", 40)]))
    assert (desk.charge().outstanding, desk.balance("Suspense"), desk.balance("Pot:2027")) == (40, 40, 60)
    with pytest.raises(ProcedureError, match=r"EUR 0\.61 cannot be taken back .* EUR 0\.60 of it is applied there"):
        _back(desk, subject, applied=[("levy/acme/2027", 61)])


def test_what_was_shared_out_comes_out_of_the_reserve_or_is_refused() -> None:
    desk = _desk()
    subject = desk.pay(100)
    desk.shared_out(50, reserve=20)
    with pytest.raises(
        ProcedureError, match=r"EUR 0\.70 of what was applied .* was shared out, and the reserve holds EUR 0\.20"
    ):
        _back(desk, subject)
    desk.book(_back(desk, subject, applied=[("levy/acme/2027", 50)]))
    assert (desk.balance("Pot:2027"), desk.balance("Reserve"), desk.balance("Suspense")) == (0, 0, 50)


def test_what_was_paid_back_to_the_party_is_not_taken_back() -> None:
    desk = _desk()
    subject = desk.pay(100)
    _dispute(desk, 100)
    desk.book(decide_dispute(desk.journal, case="D-1", outcome="annulled", reason="x", on=day("2028-10-20"), by="ben"))
    with pytest.raises(ProcedureError, match="was paid back to acme already"):
        _back(desk, subject)
