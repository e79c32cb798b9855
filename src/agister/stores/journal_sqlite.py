"""The journal of an office in one SQLite file: the default, which needs no server."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from agister.errors import JournalError
from agister.ledger.journal import EntryCheck
from agister.stores.journal_sqlite_tables import APPLICATION, FORMAT, NEEDS, TABLES
from agister.stores.journal_tables import TableJournal, utc_now

#: How long a write waits for another one, in seconds.
PATIENCE = 60
#: Memory for pages of the file, in KiB.
_CACHE = 64 * 1024


class SqliteJournal(TableJournal):
    """A journal in a SQLite file. Several processes may read and write it at once, each with its own `open`.

    A write is on the disk when it returns: the file is kept with a write-ahead log (two files beside it while it is in use) and full
    synchronisation. Keep it on a disk of this machine: file systems of a network do not lock as SQLite needs it.
    """

    @classmethod
    def create(
        cls,
        path: str | os.PathLike[str],
        checks: tuple[EntryCheck, ...] = (),
        clock: Callable[[], datetime] = utc_now,
        *,
        patience: float = PATIENCE,
    ) -> Self:
        """A new journal. Raises `JournalError` where the path exists or cannot be written: nothing is overwritten.

        `checks` run on every entry; `clock` gives the time in UTC; `patience`: seconds that a write waits for another one.
        """
        file = Path(path)
        if file.exists():
            raise JournalError(f"{file} exists already: open it, or name another file for the new journal")
        # Made beside its place and then linked there, so that no half-made journal ever stands under its name.
        part = file.with_name(f"{file.name}.{os.getpid()}.part")
        try:
            with _plain(file):
                database = _connected(part, "rwc", patience)
                try:
                    database.execute(f"PRAGMA application_id = {APPLICATION}")
                    database.execute(f"PRAGMA user_version = {FORMAT}")
                    database.executescript(f"BEGIN; {TABLES} COMMIT;")
                    database.execute("PRAGMA journal_mode = WAL")
                finally:
                    database.close()
            os.link(part, file)
        except FileExistsError:
            raise JournalError(f"{file} was made by another process just now: open it") from None
        except OSError as error:
            raise JournalError(f"{file}: no journal can be made there: {error.strerror or error}") from error
        finally:
            for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)
        return cls.open(file, checks, clock, patience=patience)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        checks: tuple[EntryCheck, ...] = (),
        clock: Callable[[], datetime] = utc_now,
        *,
        patience: float = PATIENCE,
    ) -> Self:
        """A journal that exists. Raises `JournalError` where it is absent, broken, no journal, or of another version."""
        file = Path(path)
        if not file.is_file():
            raise JournalError(f"{file}: there is no journal; make an office first, or name the folder that holds one")
        with _plain(file):
            connection = _connected(file, "rw", patience)
            try:
                found = tuple(
                    connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
                )
                if found[0] != APPLICATION:
                    raise JournalError(f"{file} is a database, but no journal of agister")
                if found[1] != FORMAT:
                    raise JournalError(
                        f"{file} is a journal of format {found[1]}, this version of agister reads format {FORMAT}: "
                        "use the version that wrote it"
                    )
                connection.execute("SELECT number, recorded, digest, entry, key FROM entries LIMIT 1")
                connection.execute("SELECT account, units FROM postings LIMIT 1")
            except BaseException:
                connection.close()
                raise
        return cls(_File(file, connection, patience), str(file), checks, clock)


class _File:
    """The connection to a journal's file; see `agister.stores.journal_tables.Database`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, patience: float) -> None:
        self._path = path
        self._connection = connection
        self._patience = patience
        self._process = os.getpid()

    def rows(self, question: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """As `Database.rows`."""
        with _plain(self._path, self._patience):
            self._only_here()
            return self._connection.execute(question, values).fetchall()

    def begin(self, *, writing: bool) -> None:
        """As `Database.begin`."""
        with _plain(self._path, self._patience):
            self._only_here()
            self._connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")

    def commit(self) -> None:
        """As `Database.commit`."""
        with _plain(self._path, self._patience):
            self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """As `Database.rollback`."""
        # After a full disk or the like SQLite has rolled back by itself.
        if self._connection.in_transaction:
            with _plain(self._path, self._patience):
                self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """As `Database.close`."""
        if os.getpid() == self._process:
            self._connection.close()

    def __del__(self) -> None:
        # Who forgets to close has lost nothing: what was booked is on the disk.
        with contextlib.suppress(sqlite3.Error):
            self.close()

    def _only_here(self) -> None:
        # Locks of SQLite do not survive a fork: two processes on one connection would break the file.
        if os.getpid() != self._process:
            raise JournalError(
                f"{self._path} was opened by another process: open the journal in each process for itself"
            )


def _connected(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < NEEDS:
        needed = ".".join(str(part) for part in NEEDS)
        raise JournalError(f"this Python comes with SQLite {sqlite3.sqlite_version}; a journal needs {needed} or later")
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=patience
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _plain(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """What SQLite says, in one line that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        if "locked" in said:
            said = f"another process has been writing to it for more than {patience:g} seconds: nothing was booked; try again"
        elif "not a database" in said or "malformed" in said or "no such" in said:
            said = f"it is no journal, or a broken one ({said}): restore it from a copy"
        elif "full" in said or "disk I/O" in said:
            said = f"nothing was booked ({said}): make room on the disk and try again"
        elif "thread" in said:
            said = "it was opened by another thread: open the journal in each thread for itself"
        else:
            said = f"nothing was booked: {said}"
        raise JournalError(f"{path}: {said}") from error
    except UnicodeEncodeError as error:
        raise JournalError(
            f"{path}: {error.object[:120]!r} is no text: nothing can be booked or found under it"
        ) from error
