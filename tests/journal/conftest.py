"""Journals for the suites of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agister.errors import JournalError
from agister.ledger import Journal, JournalEntry, MemoryJournal
from agister.stores.journal_postgres import PostgresJournal
from agister.stores.journal_sqlite import SqliteJournal
from tests.journals import now
from tests.postgres_server import Server


def not_by_bo(entry: JournalEntry) -> None:
    if entry.by == "bo":
        raise JournalError("not by bo")


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    if request.param == "memory":
        yield MemoryJournal(clock=now, checks=(not_by_bo,))
    elif request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        stored = PostgresJournal.create(server.connection, (not_by_bo,), now, schema=server.new_schema())
        yield stored
        stored.close()
    else:
        kept = SqliteJournal.create(tmp_path / "journal.sqlite", (not_by_bo,), now)
        yield kept
        kept.close()


@pytest.fixture
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Makes an empty journal of a kind, and says where it lies as `tests.journal_writers` takes it."""

    def made(kind: str) -> str:
        if kind == "sqlite":
            path = tmp_path / "journal.sqlite"
            SqliteJournal.create(path).close()
            return str(path)
        server: Server = request.getfixturevalue("postgres")
        schema = server.new_schema()
        PostgresJournal.create(server.connection, schema=schema).close()
        return f"{schema}@{server.connection}"

    return made
