"""Runs, payouts and orders are what the journal tells, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agister.errors import PaymentError, ProcedureError
from agister.ledger import JournalEntry
from agister.levy.chart import mirrored
from agister.levy.events import EVENTS
from agister.levy.runs.bookings import book_paid, book_returned
from agister.levy.runs.holds import expire, hold, release
from agister.levy.runs.orders import payouts_due
from agister.levy.runs.payout import Payout
from agister.levy.runs.record import KINDS, SharingRecord, sharing_record
from tests.levy_runs import Desk, at_bank


def test_it_reads_only_what_can_happen() -> None:
    assert set(KINDS) <= set(EVENTS)


def test_payouts_agree_with_the_accounts() -> None:
    desk = Desk()
    desk.money_in(10_001)
    desk.shared_out()
    dues = desk.ordered()
    desk.book(book_paid(desk.journal, payments=[at_bank(dues[1])], on=date(2032, 4, 3), by="eve"))
    record = sharing_record(desk.journal)
    for payout in record.of_run("2031"):
        assert payout.payable == desk.balance(payout.account)
        assert payout.entitled == payout.payable + payout.resting + payout.paid + payout.given_back
    assert [payout.payee for payout in record.of_run("2031")] == ["archive", "encyclopedia", "fund", "maps"]
    assert record.run("2031").state == "paying"
    assert record.by_end_to_end[dues[0].end_to_end].order == "O-1"
    assert [payment.payee for payment in record.orders["O-1"]] == [due.payee for due in dues]


def test_it_can_be_told_entry_by_entry() -> None:
    desk = Desk()
    desk.money_in(10_001)
    desk.shared_out()
    record = SharingRecord()
    for booked in desk.journal.entries():
        record.take(booked.entry)
    assert record.runs == sharing_record(desk.journal).runs
    assert record.payouts == sharing_record(desk.journal).payouts


def corrected(desk: Desk, wrong: JournalEntry) -> Payout:
    """The payout after an entry about it was taken back; its parts and the accounts agree."""
    before = sharing_record(desk.journal).payout("2031/archive")
    correction = desk._entry(
        "corrected", "correction:1", "2036-02-01", {"reason": "a mistake"}, mirrored(wrong.postings)
    )
    desk.book([replace(correction, corrects=wrong.key)])
    after = sharing_record(desk.journal).payout("2031/archive")
    assert after != before
    assert after.entitled == after.payable + after.resting + after.paid + after.given_back == 2111
    assert after.payable == desk.balance("Payable:archive")
    assert after.resting == desk.balance("Held:Unlocated:2031")
    return after


def test_what_is_corrected_is_not_counted() -> None:
    desk = Desk()
    desk.money_in(10_000)
    desk.shared_out()
    day = date(2032, 4, 3)
    rests: dict[str, Any] = {"payout": "2031/archive", "why": "Unlocated", "reason": "moved", "on": day, "by": "eve"}
    (wrong,) = desk.book(hold(desk.journal, **rests))
    assert corrected(desk, wrong).payable == 2111
    desk.book(hold(desk.journal, **rests))
    (wrong,) = desk.book(release(desk.journal, payout="2031/archive", reason="found", on=day, by="eve"))
    assert corrected(desk, wrong).resting == 2111
    (wrong,) = desk.book(expire(desk.journal, day=date(2036, 1, 1), by="eve"))
    assert corrected(desk, wrong).given_back == 0


def test_a_payment_that_was_booked_wrongly_is_with_the_bank_again() -> None:
    desk = Desk()
    desk.money_in(10_000)
    desk.shared_out()
    day = date(2032, 4, 3)
    due = desk.ordered()[0]
    (wrong,) = desk.book(book_paid(desk.journal, payments=[at_bank(due)], on=day, by="eve"))
    after = corrected(desk, wrong)
    assert after.ordered is not None
    assert payouts_due(desk.journal, day) == ()
    with pytest.raises(PaymentError, match=r"of which EUR 0\.00 were paid"):
        book_returned(desk.journal, payments=[at_bank(due, "R-1")], on=day, by="eve")
    for _ in range(2):
        (again,) = desk.book(book_paid(desk.journal, payments=[at_bank(due, "B-2")], on=day, by="eve"))
    assert again.key == f"{wrong.key}:2"
    (back,) = desk.book(book_returned(desk.journal, payments=[at_bank(due, "R-1")], on=day, by="eve"))
    assert corrected(desk, back).paid == 2111


def test_what_is_not_there_is_named_with_what_is() -> None:
    record = sharing_record(Desk().journal)
    with pytest.raises(ProcedureError, match="there is no run '2031'; there are: none"):
        record.run("2031")
    with pytest.raises(ProcedureError, match="there is no payout 'x': write it as RUN/PAYEE"):
        record.payout("x")
