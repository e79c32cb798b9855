"""Verifying a journal: a whole one is whole, and each change by hand is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from agister.errors import BrokenInvariant
from agister.ledger.entry import START
from agister.levy.chart import check_cash_identity
from agister.stores.journal_sqlite import SqliteJournal
from agister.stores.journal_verify import TOLD, Verified, verify
from tests.journals import moved, now, postings

Change = Callable[[sqlite3.Connection], object]


def journal(folder: Path, entries: int = 5) -> SqliteJournal:
    found = SqliteJournal.create(folder / "journal.sqlite", (), now)
    with found.write() as writer:
        for i in range(entries):
            writer.append(moved(f"k{i}", 7 + i))
    return found


def test_a_whole_journal_is_whole(tmp_path: Path) -> None:
    found = journal(tmp_path)
    assert verify(found, (check_cash_identity,)) == Verified(entries=5, postings=10, digest=found.head()[1])
    found.close()


def test_an_empty_journal_is_whole(tmp_path: Path) -> None:
    found = journal(tmp_path, 0)
    assert verify(found) == Verified(entries=0, postings=0, digest=START)
    found.close()


def test_private_facts_are_checked_by_their_seals(tmp_path: Path) -> None:
    found = SqliteJournal.create(tmp_path / "journal.sqlite", (), now)
    with found.write() as writer:
        writer.append(moved("a", facts={"iban": "DE00", "private": {"iban": "5a" * 16}}))
    assert verify(found).problems == ()
    found.close()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "UPDATE entries SET entry = replace(entry, 'ana', 'bob') WHERE number = 3",
            "entry 3 or its place was changed",
        ),
        (
            "UPDATE entries SET recorded = '2030-01-01T00:00:00+00:00' WHERE number = 2",
            "entry 2 or its place was changed",
        ),
        ("DELETE FROM entries WHERE number = 2", "entry 3 follows entry 1: what stood between is gone"),
        ("DELETE FROM entries WHERE number = 1", "entry 2 follows entry 0"),
        (
            "UPDATE entries SET entry = replace(entry, '-9', '-8') WHERE number = 3",
            "entry 3 does not balance: {'EUR': 1}",
        ),
        (
            "UPDATE postings SET units = 8 WHERE entry = 1 AND place = 0",
            "Bank:main: the entries sum to 45 minor units of EUR, the",
        ),
        (
            "DELETE FROM postings WHERE account = 'Suspense'",
            "Suspense: the entries sum to -45 minor units of EUR, the postings by",
        ),
        ("INSERT INTO postings VALUES ('Reserve', 'EUR', 'a', '2031-01-01', 1, 2, 5)", "Reserve: the entries sum to 0"),
        (
            "INSERT INTO postings VALUES ('Reserve', 'EUR', 'a', '2031-01-01', 1, 2, 0)",
            "have 10 postings, but 11 are kept",
        ),
    ],
)
def test_what_was_changed_by_hand_is_told(tmp_path: Path, change: str, told: str) -> None:
    found = journal(tmp_path)
    bare = sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)
    for (name,) in bare.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        bare.execute(f"DROP TRIGGER {name}")
    bare.execute(change)
    bare.close()
    problems = verify(found).problems
    assert any(told in problem for problem in problems), problems
    found.close()


def test_a_balance_that_does_not_hold_is_told(tmp_path: Path) -> None:
    found = SqliteJournal.create(tmp_path / "journal.sqlite", (), now)
    with found.write() as writer:
        writer.append(moved("a", postings=postings(("Bank:main", 3), ("Assessed:Levy:2031", -3))))
    assert verify(found, (check_cash_identity,)).problems == (
        "the cash identity does not hold: EUR is off by 3 minor units",
    )
    with pytest.raises(BrokenInvariant):
        check_cash_identity(found.balances())
    found.close()


def test_not_every_problem_of_a_broken_journal_is_told(tmp_path: Path) -> None:
    found = journal(tmp_path, 60)
    bare = sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)
    bare.executescript("DROP TRIGGER entries_no_update; UPDATE entries SET digest = replace(digest, '0', '1');")
    bare.close()
    assert TOLD < len(verify(found).problems) <= TOLD + 2
    found.close()
