"""Views of a journal: with planned entries, and as of a day."""

from __future__ import annotations

from agister.ledger import JournalEntry
from agister.levy.chart import move
from agister.levy.procedure.reading_ahead import Ahead, AsOf
from tests.unit.levy.procedure.desk import Desk, day


def _desk() -> Desk:
    desk = Desk()
    desk.received("R-1", 100, "2027-05-01")
    return desk


def _refund(key: str = "x", on: str = "2027-06-01") -> JournalEntry:
    return JournalEntry(
        key=key, kind="refund_due", on=day(on), subject="receipt:R-1", by="ana", text="Back.",
        facts={"party": "acme", "amount": 60, "reason": "too much"}, postings=move("Suspense", "Refund:acme", 60, "EUR"),
    )  # fmt: skip


def test_planned_entries_come_after_the_booked_ones() -> None:
    desk = _desk()
    ahead = Ahead(desk.journal)
    ahead.plan([_refund(), _refund()])
    assert ahead.planned == (_refund(),)
    assert [item.number for item in ahead.entries()] == [1, 2, 3]
    assert [item.number for item in ahead.entries(after=2)] == [3]
    assert [item.number for item in ahead.entries(upto=2)] == [1, 2]
    assert [item.entry.key for item in ahead.entries(kinds=("refund_due",), subject="receipt:R-1")] == ["x"]
    assert list(ahead.entries(kinds=("refund_due",), subject="receipt:R-2")) == []
    assert ahead.head() == (3, desk.journal.head()[1])
    found = ahead.find("x")
    assert found is not None
    assert (found.number, ahead.find("office") is not None, ahead.find("y")) == (3, True, None)


def test_balances_and_totals_are_those_of_a_journal_that_booked_them() -> None:
    desk, other = _desk(), _desk()
    ahead = Ahead(desk.journal)
    ahead.plan([_refund()])
    other.book([_refund()])
    for under in ("", "Suspense", "Refund:acme", "Pot"):
        for on in (None, day("2027-05-15")):
            assert ahead.balances(under=under, on=on) == other.journal.balances(under=under, on=on)
            assert ahead.totals(under=under, until=on) == other.journal.totals(under=under, until=on)
    assert ahead.totals(since=day("2027-06-02")) == {}


def test_as_of_a_day() -> None:
    desk = _desk()
    desk.book([_refund()])
    then = AsOf(desk.journal, day("2027-05-31"))
    assert [item.number for item in then.entries()] == [1, 2]
    assert (then.find("x"), then.find("office") is not None) == (None, True)
    assert then.balances(under="Suspense") == {("Suspense", "EUR"): -100}
    assert then.balances(under="Suspense", on=day("2027-04-01")) == {}
    assert {kind for kind, _, _ in then.totals(until=day("2030-01-01"))} == {"received"}
    assert {kind for kind, _, _ in then.totals()} == {"received"}
    assert then.head() == desk.journal.head()
