"""What SQLite itself refuses, whoever asks: each statement is given to the bare database, with its ordinary settings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from agister.ledger.entry import START, entry_json, entry_text
from agister.stores.journal_sqlite import SqliteJournal
from tests.journals import NOW, closing, moved, now

INSERT = "INSERT INTO entries (number, recorded, digest, entry) VALUES (?, ?, ?, ?)"


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A journal of two entries, of which the second closes January, as any program opens it."""
    journal = SqliteJournal.create(tmp_path / "journal.sqlite", (), now)
    with journal.write() as writer:
        writer.append(moved("a"))
        writer.append(closing("close", "2031-01-31", date(2031, 2, 3)))
    journal.close()
    connection = sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)
    yield connection
    connection.close()


def everything(bare: sqlite3.Connection) -> list[object]:
    return [bare.execute(f"SELECT * FROM {table}").fetchall() for table in ("entries", "postings", "posted")]


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DELETE FROM entries", "never changed"),
        ("DELETE FROM postings", "never changed"),
        ("DELETE FROM posted", "never changed"),
        ("UPDATE entries SET recorded = recorded", "never changed"),
        ("UPDATE postings SET units = 0", "never changed"),
        ("UPDATE OR REPLACE entries SET number = 1 WHERE number = 2", "never changed"),
        ("UPDATE posted SET number = 3", "follows the entries only"),
        ("UPDATE posted SET number = 1", "follows the entries only"),
        ("INSERT OR REPLACE INTO posted VALUES (1, 1)", "never changed"),
        ("INSERT INTO postings VALUES ('Bank:main', 'EUR', 'received', '2031-02-03', 1, 2, 5)", "with an entry only"),
        ("INSERT INTO postings VALUES ('Bank:main', 'EUR', 'received', '2031-02-03', 3, 0, 5)", "with an entry only"),
        (
            "INSERT OR REPLACE INTO postings SELECT account, currency, kind, effective, entry, place, 1 FROM postings",
            "with an",
        ),
        (
            "REPLACE INTO entries (number, recorded, digest, entry) SELECT 1, recorded, digest, entry FROM entries",
            "gap",
        ),
        (
            "REPLACE INTO entries (number, recorded, digest, entry) SELECT 3, recorded, digest, entry FROM entries",
            "this key",
        ),
        ("INSERT INTO entries (recorded, digest, entry) SELECT recorded, digest, entry FROM entries", "without a gap"),
        ("INSERT INTO entries (number, recorded, digest, entry) SELECT 4, recorded, digest, entry FROM entries", "gap"),
    ],
)
def test_no_statement_changes_what_is_booked(bare: sqlite3.Connection, statement: str, why: str) -> None:
    before = everything(bare)
    with pytest.raises(sqlite3.IntegrityError, match=why):
        bare.execute(statement)
    assert everything(bare) == before


def entry(**changed: object) -> str:
    return json.dumps({**entry_json(moved("b")), **changed})


BANK, SUSPENSE = "Bank:main", "Suspense"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (entry(postings=[[BANK, 7, "EUR"]]), "do not sum to zero"),
        (entry(postings=[[BANK, 7, "EUR"], [SUSPENSE, -6, "EUR"]]), "do not sum to zero"),
        (entry(postings=[[BANK, 7, "EUR"], [SUSPENSE, -7, "USD"]]), "do not sum to zero"),
        (entry(postings=[[BANK, 2**62, "EUR"]] * 4), "do not sum to zero"),
        (entry(postings=[[BANK, 2**32, "EUR"]] * 3), "do not sum to zero"),
        (entry(postings=[[BANK, 7.0, "EUR"], [SUSPENSE, -7.0, "EUR"]]), "a posting is"),
        (entry(postings=[[BANK, 2**63, "EUR"], [SUSPENSE, -(2**63), "EUR"]]), "a posting is"),
        (entry(postings=[[BANK, "7", "EUR"], [SUSPENSE, "-7", "EUR"]]), "a posting is"),
        (entry(postings=[[BANK, 0, "EUR"]]), "a posting is"),
        (entry(postings=[[BANK, 7]]), "a posting is"),
        (entry(postings=[7]), "a posting is"),
        (entry(postings=7), "a posting is"),
        (entry(postings=[[BANK, 7, "EUR", 1], [SUSPENSE, -7, "EUR"]]), "a posting is"),
        (entry(postings=[[None, 7, "EUR"], [SUSPENSE, -7, "EUR"]]), "a posting is"),
        (entry(on="2031-01-31"), "closed period"),
        (entry(on="soon"), "CHECK constraint"),
        (entry(key="a"), "this key"),
        (entry(key=None), "NOT NULL"),
        (entry(kind="period_closed"), "CHECK constraint"),
        (entry(kind="period_closed", facts={"until": "soon"}), "CHECK constraint"),
        (entry()[:-1], "malformed JSON"),
        ("{}", "NOT NULL|CHECK"),
    ],
)
def test_no_entry_that_does_not_keep_the_rules(bare: sqlite3.Connection, text: str, why: str) -> None:
    before = everything(bare)
    with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError), match=why):
        bare.execute(INSERT, (3, NOW.isoformat(), START, text))
    assert everything(bare) == before


@pytest.mark.parametrize(
    ("recorded", "digest"),
    [("yesterday", START), ("2031-03-01T08:30:00", START), (NOW.isoformat(), "sha256:abc"), (None, START)],
)
def test_no_entry_without_time_and_digest(bare: sqlite3.Connection, recorded: str | None, digest: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        bare.execute(INSERT, (3, recorded, digest, entry()))


def test_an_entry_that_keeps_them_comes_with_its_postings(bare: sqlite3.Connection) -> None:
    bare.execute(INSERT, (3, NOW.isoformat(), START, entry_text(moved("b", 2**63 - 1))))
    assert bare.execute("SELECT account, place, units FROM postings WHERE entry = 3 ORDER BY place").fetchall() == [
        (BANK, 0, 2**63 - 1),
        (SUSPENSE, 1, 1 - 2**63),
    ]
    assert bare.execute("SELECT number FROM posted").fetchall() == [(3,)]
