"""What PostgreSQL itself refuses, whoever asks: each statement is given to the bare database, as its owner."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import psycopg
import pytest

from agister.ledger.entry import START, entry_json, entry_text
from agister.stores.journal_postgres import PostgresJournal
from tests.journals import NOW, closing, moved, now
from tests.places import ROOT
from tests.postgres_server import Server

INSERT = b"INSERT INTO entries (number, recorded, digest, entry) VALUES (%s, %s, %s, %s)"
UPSERT = INSERT.decode().split("VALUES")[0] + (
    "SELECT number, recorded, digest, entry FROM entries ON CONFLICT (number) DO UPDATE SET digest = 'x'"
)
Bare = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def bare(postgres: Server) -> Iterator[Bare]:
    """A journal of two entries, of which the second closes January, as any program opens it."""
    schema = postgres.new_schema()
    journal = PostgresJournal.create(postgres.connection, (), now, schema=schema)
    with journal.write() as writer:
        writer.append(moved("a"))
        writer.append(closing("close", "2031-01-31", date(2031, 2, 3)))
    journal.close()
    with psycopg.connect(f"{postgres.connection} options='-c search_path={schema}'", autocommit=True) as connection:
        yield connection


def everything(bare: Bare) -> list[object]:
    return [
        bare.execute(f"SELECT {table}::text FROM {table} ORDER BY 1".encode()).fetchall()
        for table in ("entries", "postings", "format")
    ]


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DELETE FROM entries", "never changed"),
        ("DELETE FROM postings", "never changed"),
        ("TRUNCATE entries CASCADE", "never changed"),
        ("TRUNCATE postings", "never changed"),
        ("UPDATE entries SET recorded = recorded", "never changed"),
        ("UPDATE postings SET units = 0", "never changed"),
        ("UPDATE format SET number = 2", "never changed"),
        ("SET session_replication_role = replica; DELETE FROM postings", "never changed"),
        ("INSERT INTO postings VALUES ('Bank:main', 'EUR', 'received', '2031-02-03', 1, 2, 5)", "with an entry only"),
        ("INSERT INTO postings DEFAULT VALUES ON CONFLICT DO NOTHING", "with an entry only"),
        (UPSERT, "never changed"),
    ],
)
def test_no_statement_changes_what_is_booked(bare: Bare, statement: str, why: str) -> None:
    before = everything(bare)
    with pytest.raises(psycopg.IntegrityError, match=why):
        bare.execute(statement.encode())
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
        (entry(postings=[[BANK, 7.0, "EUR"], [SUSPENSE, -7.0, "EUR"]]), "a posting is"),
        (entry(postings=[[BANK, 2**63, "EUR"], [SUSPENSE, -(2**63), "EUR"]]), "out of range"),
        (entry(postings=[[BANK, "7", "EUR"], [SUSPENSE, "-7", "EUR"]]), "a posting is"),
        (entry(postings=[[BANK, 0, "EUR"]]), "a posting is"),
        (entry(postings=[[BANK, 7]]), "a posting is"),
        (entry(postings=[7]), "a posting is"),
        (entry(postings=7), "a posting is"),
        (entry(postings={"a": 1}), "a posting is"),
        (entry(postings=[[BANK, 7, "EUR", 1], [SUSPENSE, -7, "EUR"]]), "a posting is"),
        (entry(postings=[[None, 7, "EUR"], [SUSPENSE, -7, "EUR"]]), "a posting is"),
        (entry(on="2031-01-31"), "closed period"),
        (entry(on="soon"), "check constraint"),
        (entry(key="a"), "entries_key_key"),
        (entry(key=None), "not-null"),
        (entry(kind="period_closed"), "check constraint"),
        (entry(kind="period_closed", facts={"until": "soon"}), "check constraint"),
        (entry()[:-1], "invalid input syntax for type json"),
        ("{}", "not-null"),
    ],
)
def test_no_entry_that_does_not_keep_the_rules(bare: Bare, text: str, why: str) -> None:
    before = everything(bare)
    with pytest.raises((psycopg.IntegrityError, psycopg.DataError), match=why):
        bare.execute(INSERT, [3, NOW.isoformat(), START, text])
    assert everything(bare) == before


@pytest.mark.parametrize("number", [0, -1, 1, 2, 4, 7])
def test_no_gap(bare: Bare, number: int) -> None:
    with pytest.raises(psycopg.IntegrityError):
        bare.execute(INSERT, [number, NOW.isoformat(), START, entry()])


@pytest.mark.parametrize(
    ("recorded", "digest"),
    [("yesterday", START), ("2031-03-01T08:30:00", START), (NOW.isoformat(), "sha256:abc"), (None, START)],
)
def test_no_entry_without_time_and_digest(bare: Bare, recorded: str | None, digest: str) -> None:
    with pytest.raises(psycopg.IntegrityError):
        bare.execute(INSERT, [3, recorded, digest, entry()])


def test_an_entry_that_keeps_them_comes_with_its_postings(bare: Bare) -> None:
    bare.execute(INSERT, [3, NOW.isoformat(), START, entry_text(moved("b", 2**63 - 1))])
    assert bare.execute(b"SELECT account, place, units FROM postings WHERE entry = 3 ORDER BY place").fetchall() == [
        (BANK, 0, 2**63 - 1),
        (SUSPENSE, 1, 1 - 2**63),
    ]


def test_a_user_who_does_not_own_the_tables_can_book(postgres: Server) -> None:
    """The grants that the page about the journal gives."""
    schema = postgres.new_schema()
    PostgresJournal.create(postgres.connection, schema=schema).close()
    page = (ROOT / "docs" / "reference" / "levy" / "journal.md").read_text("utf-8")
    grants = page.split("```sql\n")[1].split("```")[0].replace("agister", schema).replace("office", f"office_{schema}")
    with psycopg.connect(postgres.connection, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE office_{schema} LOGIN; {grants}".encode())
    connection = f"{postgres.connection} user=office_{schema}"
    journal = PostgresJournal.open(connection, (), now, schema=schema)
    with journal.write() as writer:
        writer.append(moved("a"))
    assert journal.balances(under="Bank") == {("Bank:main", "EUR"): 7}
    journal.close()
    with psycopg.connect(f"{connection} options='-c search_path={schema}'", autocommit=True) as bare:
        for statement in (
            "ALTER TABLE entries DISABLE TRIGGER ALL",
            "DELETE FROM entries",
            "TRUNCATE postings",
            "INSERT INTO postings VALUES ('Bank:main', 'EUR', 'received', '2031-02-03', 1, 2, 5)",
        ):
            with pytest.raises(psycopg.Error, match=r"must be owner|permission denied|with an entry only"):
                bare.execute(statement.encode())
