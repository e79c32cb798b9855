"""A journal in tables: what its parts ask of a database. What it keeps is in tests/journal, for every database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from agister.errors import JournalError
from agister.stores.journal_sqlite import SqliteJournal
from agister.stores.journal_tables import utc_now
from tests.journals import moved, now


def test_the_clock_says_utc() -> None:
    assert utc_now().isoformat().endswith("+00:00")


def test_no_question_sorts_or_reads_more_than_it_must(tmp_path: Path) -> None:
    """Long journals: each reading follows an index, and sums are taken in the order in which the postings lie."""
    SqliteJournal.create(tmp_path / "journal.sqlite").close()
    bare = sqlite3.connect(tmp_path / "journal.sqlite")
    asked = [
        "SELECT number, recorded, digest, entry FROM entries WHERE number > 5 AND number <= 9 ORDER BY number LIMIT 256",
        "SELECT number, entry FROM entries WHERE number > 5 AND number <= 9 ORDER BY number LIMIT 256",
        "SELECT number, recorded, digest, entry FROM entries WHERE kind = 'a' AND number > 5 AND number <= 9 ORDER BY number LIMIT 256",
        "SELECT number, recorded, digest, entry FROM entries WHERE subject = 'a' AND number > 5 ORDER BY number LIMIT 256",
        "SELECT number, recorded, digest, entry FROM entries WHERE key = 'a'",
        "SELECT number, digest FROM entries ORDER BY number DESC LIMIT 1",
        "SELECT account, currency, kind, sum(units >> 32) FROM postings GROUP BY account, currency, kind",
        "SELECT account, currency, sum(units >> 32) FROM postings WHERE account >= 'a' AND account < 'b' GROUP BY account, currency",
    ]
    for question in asked:
        plan = " ".join(row[3] for row in bare.execute(f"EXPLAIN QUERY PLAN {question}"))
        assert "TEMP B-TREE" not in plan, (question, plan)
        assert "SEARCH" in plan or "GROUP BY" in question or "DESC" in question, (question, plan)
    bare.close()


def test_rows_are_given_as_they_are_kept(tmp_path: Path) -> None:
    journal = SqliteJournal.create(tmp_path / "journal.sqlite", (), now)
    with journal.write() as writer:
        booked = writer.append(moved("a"))
    ((number, recorded, digest, text),) = journal.entry_rows()
    assert (number, recorded, digest) == (1, booked.recorded.isoformat(), booked.digest)
    assert text.startswith('{"by":"ana",')
    journal.close()


def test_a_failed_write_can_be_followed_by_another(tmp_path: Path) -> None:
    journal = SqliteJournal.create(tmp_path / "journal.sqlite", (), now)
    with pytest.raises(JournalError), journal.write() as writer:
        writer.append(moved("a", corrects="z"))
    with journal.write() as writer:
        writer.append(moved("a"))
    assert journal.head()[0] == 1
    journal.close()
