"""The journal of an office in PostgreSQL: for an office whose people work on several machines. Needs `agister[postgres]`."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from agister.errors import JournalError
from agister.ledger.journal import EntryCheck
from agister.stores.journal_postgres_tables import FORMAT, TABLES
from agister.stores.journal_tables import TableJournal, utc_now

if TYPE_CHECKING:
    import psycopg

#: How long a write waits for another one, in seconds.
PATIENCE = 60
#: Schema (a folder of tables) in which a journal lies, where none is named.
SCHEMA = "agister"


class PostgresJournal(TableJournal):
    """A journal in a schema of a PostgreSQL database (version 12 or later, encoded in UTF-8). Many may read and write it at once.

    Writes wait for each other on one advisory lock; reading waits for nobody. A write is on the disk of the server when it returns.
    """

    @classmethod
    def create(
        cls,
        connection: str,
        checks: tuple[EntryCheck, ...] = (),
        clock: Callable[[], datetime] = utc_now,
        *,
        schema: str = SCHEMA,
        patience: float = PATIENCE,
    ) -> Self:
        """A new journal. Raises `JournalError` where the schema holds one already or cannot be written.

        `connection`: a connection string of PostgreSQL, `postgresql://…` or `host=… dbname=…`; `checks` run on every entry; `clock`
        gives the time in UTC; `patience`: seconds that a write waits for another one.
        """
        server = _Server(connection, schema, patience)
        try:
            server.begin(writing=True)
            if server.rows("SELECT to_regclass('entries')")[0][0] is not None:
                raise JournalError(
                    f"{server.name} holds a journal already: open it, or name another schema for the new one"
                )
            server.rows(f"CREATE SCHEMA IF NOT EXISTS {_quoted(schema)}; {TABLES}")
            server.commit()
        except BaseException:
            server.close()
            raise
        return cls(server, server.name, checks, clock)

    @classmethod
    def open(
        cls,
        connection: str,
        checks: tuple[EntryCheck, ...] = (),
        clock: Callable[[], datetime] = utc_now,
        *,
        schema: str = SCHEMA,
        patience: float = PATIENCE,
    ) -> Self:
        """A journal that exists. Raises `JournalError` where the server is out of reach or holds none, or one of another version."""
        server = _Server(connection, schema, patience)
        try:
            if server.rows("SELECT to_regclass('entries'), to_regclass('format')")[0] in (
                (None, None),
                (None, "format"),
            ):
                raise JournalError(
                    f"{server.name}: there is no journal; make an office first, or name the schema that holds one"
                )
            found = server.rows("SELECT number FROM format")[0][0]
            if found != FORMAT:
                raise JournalError(
                    f"{server.name} is a journal of format {found}, this version of agister reads format {FORMAT}: "
                    "use the version that wrote it"
                )
        except BaseException:
            server.close()
            raise
        return cls(server, server.name, checks, clock)


class _Server:
    """The connection to a server; see `agister.stores.journal_tables.Database`."""

    def __init__(self, connection: str, schema: str, patience: float) -> None:
        self.name = f"the journal {schema!r} in PostgreSQL"
        self._schema = schema
        self._patience = patience
        self._process = os.getpid()
        if importlib.util.find_spec("psycopg") is None:
            raise JournalError("a journal in PostgreSQL needs the driver psycopg: pip install 'agister[postgres]'")
        with self._plain():
            self._connection = _connected(connection)
        info = self._connection.info
        self.name = f"the journal {schema!r} in the PostgreSQL database {info.dbname} at {info.host or 'this machine'}"
        try:
            with self._plain():
                if (encoding := info.parameter_status("server_encoding")) != "UTF8":
                    raise JournalError(
                        f"{self.name}: the database is encoded in {encoding}; make one with encoding UTF8"
                    )
                self.rows(f"SET search_path TO {_quoted(schema)}")
                self.rows(f"SET lock_timeout TO {max(1, round(patience * 1000))}")
                # A server may be set to answer before anything is on its disk; what is booked is not lost again.
                self._connection.execute(
                    b"SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
                )
        except BaseException:
            self.close()
            raise

    def rows(self, question: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """As `Database.rows`."""
        with self._plain():
            cursor = self._connection.execute(_bytes(question) if values else question.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def begin(self, *, writing: bool) -> None:
        """As `Database.begin`."""
        with self._plain():
            if not writing:
                self._connection.execute(b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                return
            # Each statement sees what was committed before it: after the lock, all that any other write has booked.
            self._connection.execute(b"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
            try:
                self._connection.execute(b"SELECT pg_advisory_xact_lock(hashtextextended(%s, 4767))", [self._schema])
            except BaseException:
                self.rollback()
                raise

    def commit(self) -> None:
        """As `Database.commit`."""
        with self._plain(committing=True):
            # PostgreSQL answers COMMIT after a failed statement by forgetting everything, without an error.
            if self._connection.info.transaction_status.name == "INERROR":
                raise JournalError(f"{self.name}: nothing was booked, since the database refused a part of it")
            self._connection.execute(b"COMMIT")

    def rollback(self) -> None:
        """As `Database.rollback`."""
        # A server that is gone has rolled back by itself.
        if not self._connection.closed and self._connection.info.transaction_status.name != "IDLE":
            with self._plain():
                self._connection.execute(b"ROLLBACK")

    def close(self) -> None:
        """As `Database.close`."""
        # A child that closed it would end the session of its parent.
        if os.getpid() == self._process:
            self._connection.close()

    def __del__(self) -> None:
        if hasattr(self, "_connection"):
            self.close()

    @contextmanager
    def _plain(self, *, committing: bool = False) -> Iterator[None]:
        """What PostgreSQL says, in one line that says what to do."""
        if os.getpid() != self._process:
            raise JournalError(
                f"{self.name} was opened by another process: open the journal in each process for itself"
            )
        import psycopg

        try:
            yield
        except psycopg.errors.LockNotAvailable as error:
            raise JournalError(
                f"{self.name}: another process has been writing to it for more than {self._patience:g} seconds: "
                "nothing was booked; try again"
            ) from error
        except psycopg.OperationalError as error:
            done = (
                "it is not known whether this was booked; book the same entries again, their keys keep them from being booked twice"
                if committing
                else "nothing was booked; see that the server runs, and open the journal again"
            )
            raise JournalError(f"{self.name}: {_said(error)}: {done}") from error
        except psycopg.Error as error:
            raise JournalError(f"{self.name}: nothing was booked: {_said(error)}") from error
        except UnicodeEncodeError as error:
            raise JournalError(
                f"{self.name}: {error.object[:120]!r} is no text: nothing can be booked or found under it"
            ) from error


def _connected(connection: str) -> psycopg.Connection[tuple[Any, ...]]:
    import psycopg
    from psycopg.types.string import TextLoader

    found = psycopg.connect(connection, autocommit=True, client_encoding="utf-8")
    # An entry is read as the line that was booked: its digest is over these bytes.
    found.adapters.register_loader("json", TextLoader)
    return found


def _said(error: Exception) -> str:
    """The first line of what the driver says."""
    return str(error).strip().split("\n", 1)[0] or type(error).__name__


def _quoted(schema: str) -> str:
    if not schema.isidentifier() or not schema.isascii():
        raise JournalError(f"{schema!r} is no name of a schema: use letters, digits and underscores")
    return f'"{schema}"'


@lru_cache(maxsize=256)
def _bytes(question: str) -> bytes:
    """A question as the driver takes it: `%s` for each value."""
    return question.replace("?", "%s").encode()
