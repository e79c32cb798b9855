"""The end of a run: published, reconciled, or taken back as far as it was not paid."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.chart import move
from agister.levy.runs.bookings import book_paid, book_returned
from agister.levy.runs.closing import publish, reconcile, reverse
from agister.levy.runs.holds import hold
from agister.levy.runs.orders import payouts_due
from agister.levy.runs.payout import Standing
from agister.levy.runs.record import sharing_record
from tests.levy_runs import DIGEST, PAYEES, Desk, at_bank

DAY = date(2032, 5, 1)


def shared_out(**frozen: object) -> Desk:
    desk = Desk()
    desk.money_in(10_000)
    desk.shared_out(**frozen)
    return desk


def taken_back(desk: Desk, run: str = "2031") -> JournalEntry:
    return desk.book(reverse(desk.journal, run=run, reason="a wrong list", on=DAY, by="bo"))[0]


def test_only_an_approved_run_is_published() -> None:
    desk = shared_out()
    with pytest.raises(ProcedureError, match="run 2031 is published: publish needs a run that is approved"):
        publish(desk.journal, run="2031", report_digest=DIGEST, on=DAY, by="ana")


def test_a_run_is_reconciled_when_all_is_paid_or_rests() -> None:
    desk = shared_out()
    dues = desk.ordered(dues=payouts_due(desk.journal, DAY)[1:])
    with pytest.raises(ProcedureError, match=r"EUR 21\.11 of payout 2031/archive are not paid: pay them, or hold"):
        reconcile(desk.journal, run="2031", on=DAY, by="eve")
    desk.book(hold(desk.journal, payout="2031/archive", why="Unlocated", reason="moved", on=DAY, by="eve"))
    with pytest.raises(ProcedureError, match="is in order O-1: book what the bank says of it first"):
        reconcile(desk.journal, run="2031", on=DAY, by="eve")
    desk.book(book_paid(desk.journal, payments=[at_bank(due) for due in dues], on=DAY, by="eve"))
    (entry,) = desk.book(reconcile(desk.journal, run="2031", on=DAY, by="eve"))
    assert (entry.facts["paid"], entry.facts["held"]) == (7389, 2111)
    assert sharing_record(desk.journal).run("2031").state == "reconciled"


def test_a_payment_that_comes_back_opens_a_reconciled_run_again() -> None:
    desk = shared_out()
    dues = desk.ordered()
    desk.book(book_paid(desk.journal, payments=[at_bank(due) for due in dues], on=DAY, by="eve"))
    desk.book(reconcile(desk.journal, run="2031", on=DAY, by="eve"))
    desk.book(book_returned(desk.journal, payments=[at_bank(dues[0], "R-1", reason="AC04")], on=DAY, by="eve"))
    again = desk.ordered("O-2")
    assert [due.payout for due in again] == ["2031/archive"]
    assert sharing_record(desk.journal).run("2031").state == "paying"
    desk.book(book_paid(desk.journal, payments=[at_bank(again[0], "B-2")], on=DAY, by="eve"))
    (entry,) = desk.book(reconcile(desk.journal, run="2031", on=DAY, by="eve"))
    assert entry.key == "run:2031:reconciled:2"
    assert desk.balance("Bank:main") == -500


def test_a_run_of_which_nothing_was_paid_goes_back_to_the_unit() -> None:
    desk = shared_out(payees=PAYEES | {"maps": Standing(hold="Unlocated", reason="moved")})
    entry = taken_back(desk)
    assert desk.journal.balances() == {("Bank:main", "EUR"): 10_000, ("Pot:2031", "EUR"): -10_000}
    assert (entry.corrects, entry.facts["amount"]) == ("run:2031:approved:2", 10_000)
    record = sharing_record(desk.journal)
    assert (record.run("2031").state, record.run("2031").returned) == ("reversed", 10_000)
    assert all(not payout.payable and not payout.resting for payout in record.of_run("2031"))
    assert payouts_due(desk.journal, DAY) == ()


def test_only_what_was_not_paid_goes_back() -> None:
    desk = shared_out()
    dues = desk.ordered(dues=payouts_due(desk.journal, DAY)[:2])
    with pytest.raises(ProcedureError, match="is in order O-1: book what the bank says of it, then reverse"):
        taken_back(desk)
    desk.book(book_paid(desk.journal, payments=[at_bank(due) for due in dues], on=DAY, by="eve"))
    assert taken_back(desk).facts["amount"] == 10_000 - 2 * 2111
    # What the bank sends back later goes the same way.
    desk.book(book_returned(desk.journal, payments=[at_bank(dues[0], "R-1")], on=DAY, by="eve"))
    assert payouts_due(desk.journal, DAY) == ()
    assert taken_back(desk).facts["amount"] == 2111
    with pytest.raises(ProcedureError, match="nothing of run 2031 is left to take back"):
        taken_back(desk)
    assert desk.balance("Pot:2031") == 10_000 - 2111


def test_costs_that_were_paid_do_not_come_back() -> None:
    desk = shared_out()
    facts = {"supplier": "s", "amount": 150, "what": "machines"}
    desk.book(
        [desk._entry("cost_paid", "cost:1", "2032-04-01", facts, move("Administration", "Bank:main", 150, "EUR"))]
    )
    assert taken_back(desk).facts["amount"] == 9850
    assert desk.balance("Administration") == 0


def test_several_pots_get_back_what_they_gave() -> None:
    desk = Desk()
    desk.money_in(333)
    desk.money_in(668, pot="2030")
    desk.proposed(others=("2030",))
    desk.frozen()
    desk.approved()
    taken_back(desk)
    assert (desk.balance("Pot:2031"), desk.balance("Pot:2030")) == (333, 668)


def test_a_run_that_moved_nothing_yet_is_withdrawn() -> None:
    desk = Desk()
    desk.money_in(333)
    desk.proposed()
    entry = taken_back(desk)
    assert (entry.postings, entry.facts["amount"], entry.corrects) == ((), 0, "run:2031:proposed")
    with pytest.raises(ProcedureError, match="run 2031 was withdrawn already"):
        taken_back(desk)
    desk.proposed("2031-b")
    assert sharing_record(desk.journal).run("2031-b").total == 333
