"""The journal in memory: it grows, it refuses, and it leaves nothing half-done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from agister.errors import JournalError
from agister.ledger import JournalEntry, MemoryJournal, Posting, Total
from agister.ledger.entry import START, chained


def entry(key: str, units: int = 7, on: date = date(2031, 2, 3), **rest: object) -> JournalEntry:
    return JournalEntry(
        key=key,
        kind="received",
        on=on,
        subject=f"receipt:{key}",
        by="ana",
        text="Money came in.",
        postings=(
            Posting(account="Bank:main", units=units, currency="EUR"),
            Posting(account="Suspense", units=-units, currency="EUR"),
        ),
        **rest,  # type: ignore[arg-type]
    )


def journal(*entries: JournalEntry) -> MemoryJournal:
    found = MemoryJournal(clock=lambda: datetime(2031, 3, 1, tzinfo=UTC))
    with found.write() as writer:
        for item in entries:
            writer.append(item)
    return found


def test_entries_come_back_in_their_order_with_their_chain() -> None:
    found = journal(entry("a"), entry("b", 5))
    first, second = found.entries()
    assert (first.number, second.number) == (1, 2)
    assert first.digest == chained(START, 1, first.recorded, first.entry)
    assert second.digest == chained(first.digest, 2, second.recorded, second.entry)
    assert found.head() == (2, second.digest)
    assert [booked.entry.key for booked in found.entries(after=1)] == ["b"]
    assert [booked.entry.key for booked in found.entries(upto=1)] == ["a"]
    assert [booked.entry.key for booked in found.entries(subject="receipt:b")] == ["b"]
    assert list(found.entries(kinds=("paid",))) == []


def test_balances_by_account_and_day() -> None:
    found = journal(entry("a"), entry("b", 5, on=date(2031, 2, 9)))
    assert found.balances() == {("Bank:main", "EUR"): 12, ("Suspense", "EUR"): -12}
    assert found.balances(on=date(2031, 2, 8)) == {("Bank:main", "EUR"): 7, ("Suspense", "EUR"): -7}
    assert found.balances(under="Bank") == {("Bank:main", "EUR"): 12}
    assert found.balances(under="Ban") == {}


def test_the_same_entry_twice_is_booked_once() -> None:
    found = journal(entry("a"), entry("a"))
    assert found.head()[0] == 1
    with pytest.raises(JournalError, match="a is booked already, as number 1, with other contents"), found.write() as w:
        w.append(entry("a", 8))


def test_a_write_that_fails_books_nothing() -> None:
    found = journal(entry("a"))
    with pytest.raises(JournalError, match="corrects z, which is not booked"), found.write() as writer:
        writer.append(entry("b"))
        writer.append(entry("c", corrects="z"))
    assert [booked.entry.key for booked in found.entries()] == ["a"]
    assert found.find("b") is None


def test_closed_periods_do_not_change() -> None:
    closing = replace(
        entry("close"), kind="period_closed", subject="office:x", postings=(), facts={"until": "2031-02-28"}
    )
    found = journal(entry("a"), replace(closing, on=date(2031, 3, 1)))
    with pytest.raises(JournalError, match="the books are closed up to 2031-02-28"), found.write() as writer:
        writer.append(entry("b", on=date(2031, 2, 28)))
    with found.write() as writer:
        writer.append(entry("b", on=date(2031, 3, 1), corrects="a"))
    assert found.head()[0] == 3


def test_a_write_that_fails_closes_nothing() -> None:
    closing = replace(entry("close"), kind="period_closed", subject="office:x", facts={"until": "2031-02-28"})
    found = journal()
    with pytest.raises(JournalError, match="is no day; write YYYY-MM-DD"), found.write() as writer:
        writer.append(replace(closing, on=date(2031, 3, 1)))
        writer.append(replace(closing, key="close again", facts={"until": "February"}, on=date(2031, 3, 1)))
    with found.write() as writer:
        writer.append(entry("a", on=date(2031, 2, 1)))
    assert found.head()[0] == 1


def test_lists_and_tuples_are_the_same_facts() -> None:
    found = journal(entry("a", facts={"rows": ("x", "y")}), entry("a", facts={"rows": ["x", "y"]}))
    assert found.head()[0] == 1


def test_totals_say_what_each_kind_moved() -> None:
    refund = replace(entry("c", -3), kind="refunded")
    found = journal(entry("a"), entry("b", 5, on=date(2031, 2, 9)), refund)
    assert found.totals(under="Bank") == {
        ("received", "Bank:main", "EUR"): Total(debits=12, postings=2),
        ("refunded", "Bank:main", "EUR"): Total(credits=3, postings=1),
    }
    assert found.totals(since=date(2031, 2, 9), until=date(2031, 2, 9)) == {
        ("received", "Bank:main", "EUR"): Total(debits=5, postings=1),
        ("received", "Suspense", "EUR"): Total(credits=5, postings=1),
    }


def test_checks_run_on_every_entry() -> None:
    def no_ana(item: JournalEntry) -> None:
        if item.by == "ana":
            raise JournalError("not by ana")

    found = MemoryJournal(clock=lambda: datetime(2031, 3, 1, tzinfo=UTC), checks=(no_ana,))
    with pytest.raises(JournalError, match="not by ana"), found.write() as writer:
        writer.append(entry("a"))


def test_one_write_at_a_time() -> None:
    found = journal()
    with found.write(), pytest.raises(JournalError, match="being written"), found.write():
        pass
    with pytest.raises(JournalError, match="open a write first"):
        found.append(entry("a"))
