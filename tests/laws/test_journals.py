"""Every journal says the same as the one in memory, whatever is booked, refused and asked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agister.errors import JournalError
from agister.ledger import Journal, JournalEntry, MemoryJournal, Posting
from agister.stores.journal_postgres import PostgresJournal
from agister.stores.journal_sqlite import SqliteJournal
from agister.stores.journal_verify import verify
from tests.journals import closing, moved, now
from tests.postgres_server import Server

MOST = 2**63 - 1
days = st.integers(0, 20).map(lambda days: date(2031, 1, 1) + timedelta(days))
accounts = st.sampled_from(
    ["Bank:main", "Pot", "Pot:a", "Pot:a:b", "Pot:a-b", "Pot:a.b", "Pot:aa", "Pot:A", "Potter", "Z"]
)
amounts = st.one_of(st.integers(1, 9), st.integers(1, MOST), st.sampled_from([MOST, MOST - 1, 2**32, 2**32 - 1, 2**62]))
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
facts = st.dictionaries(
    texts.filter(lambda name: name not in ("private", "until")),
    st.recursive(
        st.none() | st.booleans() | st.integers() | texts, lambda inner: st.lists(inner, max_size=3), max_leaves=4
    ),
    max_size=3,
)


@st.composite
def postings(draw: st.DrawFn) -> tuple[Posting, ...]:
    """Postings that sum to zero in each currency, in any order: each amount there and back."""
    found = []
    for code in draw(st.lists(st.sampled_from(["EUR", "USD", "JPY"]), max_size=3)):
        units = draw(amounts)
        found.append(Posting(account=draw(accounts), units=units, currency=code))
        found.append(Posting(account=draw(accounts), units=-units, currency=code))
    return tuple(draw(st.permutations(found)))


@st.composite
def entries(draw: st.DrawFn) -> JournalEntry:
    """An entry that may repeat or contradict another, correct one that is not there, or close the books."""
    key = draw(st.sampled_from("abcdefgh"))
    on = draw(days)
    if draw(st.integers(0, 9)) == 0:
        return closing(key, draw(days).isoformat(), on)
    return moved(
        key,
        on=on,
        kind=draw(st.sampled_from(["received", "paid"])),
        subject=f"receipt:{draw(st.sampled_from('xy'))}",
        text=draw(texts),
        facts=draw(facts),
        postings=draw(postings()),
        corrects=draw(st.sampled_from(["", "", "", "a", "b"])),
    )


writes = st.lists(st.tuples(st.lists(entries(), max_size=4), st.booleans()), max_size=5)


def book(journal: Journal, write: list[JournalEntry], fails: bool) -> list[str]:
    """What the journal said to each entry; a write that fails ends with an error of its own."""
    said = []
    try:
        with journal.write() as writer:
            for entry in write:
                try:
                    said.append(str(writer.append(entry).number))
                except JournalError as error:
                    said.append(str(error))
            if fails:
                raise KeyError
    except KeyError:
        said.append("failed")
    return said


def everything(journal: Journal, under: str, on: date) -> list[object]:
    return [
        list(journal.entries()),
        list(journal.entries(kinds=("paid", "period_closed"), after=1)),
        list(journal.entries(subject="receipt:x", kinds=("received",), upto=5)),
        list(journal.balances().items()),
        list(journal.balances(under=under, on=on).items()),
        list(journal.totals().items()),
        list(journal.totals(under=under, since=on, until=on + timedelta(5)).items()),
        journal.head(),
        journal.find("a"),
    ]


def agrees(
    kept: SqliteJournal | PostgresJournal, booked: list[tuple[list[JournalEntry], bool]], under: str, on: date
) -> None:
    memory = MemoryJournal(clock=now)
    for write, fails in booked:
        assert book(kept, write, fails) == book(memory, write, fails)
    assert everything(kept, under, on) == everything(memory, under, on)
    assert verify(kept).problems == ()


@contextmanager
def in_sqlite() -> Iterator[SqliteJournal]:
    with tempfile.TemporaryDirectory() as folder:
        journal = SqliteJournal.create(Path(folder) / "journal.sqlite", (), now)
        yield journal
        journal.close()


@given(booked=writes, under=st.sampled_from(["", "Pot", "Pot:a", "Pot:a:b", "P"]), on=days)
@settings(max_examples=settings().max_examples // 2)
def test_sqlite_says_what_memory_says(booked: list[tuple[list[JournalEntry], bool]], under: str, on: date) -> None:
    with in_sqlite() as journal:
        agrees(journal, booked, under, on)


@given(booked=writes, under=st.sampled_from(["", "Pot", "Pot:a", "Pot:a:b", "P"]), on=days)
@settings(max_examples=settings().max_examples // 5)
def test_postgres_says_what_memory_says(
    postgres: Server, booked: list[tuple[list[JournalEntry], bool]], under: str, on: date
) -> None:
    journal = PostgresJournal.create(postgres.connection, (), now, schema=postgres.new_schema())
    agrees(journal, booked, under, on)
    journal.close()


@pytest.mark.parametrize("units", [2**32, 2**62, MOST])
def test_many_large_postings_sum_exactly(units: int) -> None:
    with in_sqlite() as journal:
        with journal.write() as writer:
            for i in range(50):
                writer.append(
                    moved(
                        f"k{i}",
                        postings=tuple(
                            Posting(account=account, units=sign * (units - j), currency="EUR")
                            for j in range(20)
                            for account, sign in (("Bank:main", 1), ("Suspense", -1))
                        ),
                    )
                )
        expected = 50 * sum(units - j for j in range(20))
        assert journal.balances() == {("Bank:main", "EUR"): expected, ("Suspense", "EUR"): -expected}
