"""Runs, payouts and orders are what the journal tells, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import ProcedureError
from agister.levy.events import EVENTS
from agister.levy.runs.bookings import book_paid
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


def test_what_is_not_there_is_named_with_what_is() -> None:
    record = sharing_record(Desk().journal)
    with pytest.raises(ProcedureError, match="there is no run '2031'; there are: none"):
        record.run("2031")
    with pytest.raises(ProcedureError, match="there is no payout 'x': write it as RUN/PAYEE"):
        record.payout("x")
