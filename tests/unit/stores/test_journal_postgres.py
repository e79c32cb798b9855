"""A journal in PostgreSQL: how it is made and opened, and what goes wrong with servers. What it keeps is in tests/journal."""

from __future__ import annotations

import gc
import multiprocessing
import time
from typing import Any

import psycopg
import pytest

from agister.errors import JournalError
from agister.stores.journal_postgres import PostgresJournal
from tests.journals import moved, now
from tests.postgres_server import Server


def test_it_is_there_after_it_was_closed(postgres: Server) -> None:
    schema = postgres.new_schema()
    made = PostgresJournal.create(postgres.connection, (), now, schema=schema)
    with made.write() as writer:
        writer.append(moved("a"))
    made.close()
    opened = PostgresJournal.open(postgres.connection, (), now, schema=schema)
    assert [booked.entry for booked in opened.entries()] == [moved("a")]
    assert schema in opened.name
    opened.close()


def test_nothing_is_overwritten_and_a_schema_that_is_empty_is_taken(postgres: Server) -> None:
    schema = postgres.new_schema()
    with psycopg.connect(postgres.connection, autocommit=True) as bare:
        bare.execute(f'CREATE SCHEMA "{schema}"'.encode())
    PostgresJournal.create(postgres.connection, schema=schema).close()
    with pytest.raises(JournalError, match="holds a journal already"):
        PostgresJournal.create(postgres.connection, schema=schema)


def test_what_cannot_be_opened(postgres: Server) -> None:
    with pytest.raises(JournalError, match="there is no journal; make an office first"):
        PostgresJournal.open(postgres.connection, schema=postgres.new_schema())
    with pytest.raises(JournalError, match="is no name of a schema"):
        PostgresJournal.open(postgres.connection, schema="a; b")
    with pytest.raises(JournalError, match=r"journal 'agister' in PostgreSQL: .*see that the server runs") as told:
        PostgresJournal.open("host=/nowhere user=ana password=geheim connect_timeout=2")
    assert "geheim" not in str(told.value)
    assert "\n" not in str(told.value)
    with pytest.raises(JournalError, match='missing "="'):
        PostgresJournal.open("geheim")


def test_another_version_is_refused(postgres: Server) -> None:
    schema = postgres.new_schema()
    PostgresJournal.create(postgres.connection, schema=schema).close()
    with psycopg.connect(postgres.connection, autocommit=True) as bare:
        bare.execute(f"ALTER TABLE {schema}.format DISABLE TRIGGER ALL; UPDATE {schema}.format SET number = 9".encode())
    with pytest.raises(JournalError, match="is a journal of format 9, this version of agister reads format 1"):
        PostgresJournal.open(postgres.connection, schema=schema)


def test_another_encoding_is_refused(postgres: Server) -> None:
    name = postgres.new_schema()
    with psycopg.connect(postgres.connection, autocommit=True) as bare:
        bare.execute(
            f"CREATE DATABASE {name} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0".encode()
        )
    with pytest.raises(JournalError, match="is encoded in LATIN1; make one with encoding UTF8"):
        PostgresJournal.create(f"{postgres.connection} dbname={name}")


def test_a_write_that_waits_too_long_says_so(postgres: Server) -> None:
    schema = postgres.new_schema()
    one = PostgresJournal.create(postgres.connection, (), now, schema=schema)
    two = PostgresJournal.open(postgres.connection, (), now, schema=schema, patience=0.05)
    with one.write() as writer:
        writer.append(moved("a"))
        with pytest.raises(JournalError, match=r"has been writing to it for more than 0\.05 seconds"), two.write():
            pass
        assert two.head()[0] == 0, "reading goes on, on what was booked before"
    assert two.head()[0] == 1
    with two.write() as writer:
        writer.append(moved("b"))
    one.close()
    two.close()


def test_a_snapshot_sees_one_state(postgres: Server) -> None:
    schema = postgres.new_schema()
    one = PostgresJournal.create(postgres.connection, (), now, schema=schema)
    two = PostgresJournal.open(postgres.connection, (), now, schema=schema)
    with two.snapshot() as reader:
        assert reader.head()[0] == 0
        with one.write() as writer:
            writer.append(moved("a"))
        assert reader.head()[0] == 0
    assert two.head()[0] == 1
    one.close()
    two.close()


def test_what_the_database_refused_is_not_taken_for_booked(postgres: Server) -> None:
    """After a failed statement PostgreSQL answers COMMIT as if all were well, and forgets the whole write."""
    journal = PostgresJournal.create(postgres.connection, (), now, schema=postgres.new_schema())
    with (
        pytest.raises(JournalError, match="nothing was booked, since the database refused a part"),
        journal.write() as writer,
    ):
        writer.append(moved("a"))
        with pytest.raises(JournalError, match="does not exist"):
            journal._database.rows("SELECT * FROM nothing")
    assert journal.head()[0] == 0
    journal.close()


def test_a_server_that_goes_away_is_told(postgres: Server) -> None:
    schema = postgres.new_schema()
    journal = PostgresJournal.create(postgres.connection, (), now, schema=schema)
    number: Any = journal._database.rows("SELECT pg_backend_pid()")[0][0]
    with pytest.raises(JournalError, match="nothing was booked; see that the server runs"), journal.write() as writer:
        writer.append(moved("a"))
        with psycopg.connect(postgres.connection, autocommit=True) as bare:
            bare.execute(b"SELECT pg_terminate_backend(%s, 5000)", [number])
        writer.append(moved("b"))
    again = PostgresJournal.open(postgres.connection, (), now, schema=schema)
    assert again.head()[0] == 0
    again.close()


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_each_process_opens_its_own(postgres: Server) -> None:
    journal = PostgresJournal.create(postgres.connection, (), now, schema=postgres.new_schema())
    fork = multiprocessing.get_context("fork")
    queue = fork.SimpleQueue()

    def ask_in_child() -> None:
        try:
            queue.put(str(journal.head()))
        except JournalError as error:
            queue.put(str(error))

    child = fork.Process(target=ask_in_child)
    child.start()
    assert "open the journal in each process for itself" in queue.get()
    child.join()
    assert journal.head()[0] == 0
    journal.close()


def test_a_server_that_would_not_wait_for_its_disk_is_told_to(postgres: Server) -> None:
    journal = PostgresJournal.create(
        f"{postgres.connection} options='-c synchronous_commit=off'", (), now, schema=postgres.new_schema()
    )
    assert journal._database.rows("SHOW synchronous_commit") == [("on",)]
    journal.close()


def test_who_forgets_to_close_is_not_warned(postgres: Server) -> None:
    journal = PostgresJournal.create(postgres.connection, (), now, schema=postgres.new_schema())
    number = journal._database.rows("SELECT pg_backend_pid()")[0][0]
    del journal
    gc.collect()
    with psycopg.connect(postgres.connection, autocommit=True) as bare:
        for _ in range(200):
            left = bare.execute(b"SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [number]).fetchall()
            if left == [(0,)]:
                break
            time.sleep(0.02)
    assert left == [(0,)], "the connection was closed"
