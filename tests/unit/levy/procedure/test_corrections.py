"""What can be undone, and what is changed by the next step instead."""

from __future__ import annotations

import pytest

from agister.errors import JournalError, ProcedureError
from agister.ledger import JournalEntry
from agister.levy.chart import mirrored
from agister.levy.procedure.charges import charges
from agister.levy.procedure.corrections import check_correction
from agister.levy.procedure.interest_charges import raise_interest
from agister.levy.procedure.letting_off import remit, write_off
from tests.unit.levy.procedure.desk import ACT, Desk, day

LEVY, INTEREST = "levy/acme/2027", "interest/acme/2027"


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(1_000_000)
    return desk


def _undo(desk: Desk, entry: JournalEntry) -> None:
    check_correction(desk.journal, entry)
    desk.book([
        JournalEntry(
            key=f"correction/{entry.key}", kind="corrected", on=day("2029-06-01"), subject="correction:1", by="ana", text="Undone.",
            facts={"reason": "typed wrongly"}, postings=mirrored(entry.postings), corrects=entry.key,
        )
    ])  # fmt: skip


def test_a_write_off_is_undone_and_the_charge_is_open_again() -> None:
    desk = _desk()
    (entry,) = desk.book(write_off(desk.journal, LEVY, 100_000, reason="gone", on=day("2029-01-01"), by="ana"))
    _undo(desk, entry)
    charge = desk.charge()
    assert (charge.outstanding, charge.state, charge.moves) == (100_000, "raised", ())
    assert desk.balance("Loss:Collection") == 0


def test_what_later_entries_rest_on_is_not() -> None:
    desk = _desk()
    (entry,) = desk.book(raise_interest(desk.journal, ACT, LEVY, day("2029-01-01"), on=day("2029-01-01"), by="clock"))
    check_correction(desk.journal, entry)
    desk.book(remit(desk.journal, INTEREST, 1, reason="x", on=day("2029-01-02"), by="ana"))
    with pytest.raises(
        ProcedureError, match=r"cannot be undone: entry .*remitted.* rests on the charge .* undo that first"
    ):
        check_correction(desk.journal, entry)


def test_what_would_be_paid_beyond_what_is_owed_is_not() -> None:
    desk = _desk()
    raised = []
    for until in ("2028-11-01", "2029-01-01"):
        raised += desk.book(raise_interest(desk.journal, ACT, LEVY, day(until), on=day(until), by="clock"))
    desk.pay(desk.charge(INTEREST).raised, INTEREST, value_day="2029-01-02")
    with pytest.raises(ProcedureError, match="more would be paid or let off of charge interest/acme/2027"):
        check_correction(desk.journal, raised[1])


def test_some_steps_are_changed_by_the_next_one() -> None:
    desk = _desk()
    (assessed,) = (item.entry for item in desk.journal.entries(kinds=("assessed",)))
    with pytest.raises(ProcedureError, match="assess anew"):
        check_correction(desk.journal, assessed)
    (opened,) = (item.entry for item in desk.journal.entries(kinds=("obligation_opened",)))
    check_correction(desk.journal, opened)


def test_a_journal_in_which_something_rests_on_nothing_says_so() -> None:
    desk = _desk()
    subject = desk.pay(5)
    entries = [item.entry for item in desk.journal.entries(kinds=("assessed",))]
    _undo_unchecked(desk, entries[0])
    with pytest.raises(JournalError, match=rf"{subject}/matched/1 .* rests on the charge or dispute 'levy/acme/2027'"):
        charges(desk.journal)


def _undo_unchecked(desk: Desk, entry: JournalEntry) -> None:
    desk.book([
        JournalEntry(
            key="c", kind="corrected", on=day("2029-06-01"), subject="correction:2", by="ana", text="Undone.",
            facts={"reason": "x"}, postings=mirrored(entry.postings), corrects=entry.key,
        )
    ])  # fmt: skip
