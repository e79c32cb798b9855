"""A journal in the tables of a database: what SQLite and PostgreSQL have in common.

The database holds two tables. `entries` keeps each entry as one line of JSON with its number, time and digest; `postings` repeats the
postings of all entries, sorted by account, and is filled by the database itself. What the database refuses is in
`agister.stores.journal_sqlite_tables` and `agister.stores.journal_postgres_tables`.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, Protocol

from agister.errors import BrokenInvariant, JournalError
from agister.ledger.entry import START, BookedEntry, JournalEntry, entry_text, linked
from agister.ledger.journal import (
    EntryCheck,
    JournalReader,
    JournalWriter,
    Skimmed,
    Total,
    check_entry,
    closes,
    same_entry,
)
from agister.stores.journal_rows import COLUMNS, READ_AT_ONCE, booked_from, entry_from, glance, whole

#: Number, time, digest and text of an entry.
Row = tuple[int, str, str, str]


class Database(Protocol):
    """One connection to the database of a journal. What goes wrong with it is raised as `JournalError`."""

    def rows(self, question: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of an answer. Values stand as `?` in the question."""
        ...

    def begin(self, *, writing: bool) -> None:
        """Begin a transaction: alone if it writes, on one state of the journal if it only reads."""
        ...

    def commit(self) -> None:
        """Keep what was written. Raises where the database did not."""
        ...

    def rollback(self) -> None:
        """Forget what was written."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


def utc_now() -> datetime:
    """The time by the clock of this machine."""
    return datetime.now(UTC)


class TableJournal:
    """A journal in a database; see `agister.ledger.Journal` for what it offers. For one thread of one process at a time."""

    def __init__(
        self, database: Database, name: str, checks: tuple[EntryCheck, ...], clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._checks = checks
        self._clock = clock
        self._inside = False
        self.name = name
        """How messages call it: its path or address."""

    def close(self) -> None:
        """End the connection to the database."""
        self._database.close()

    def entries(
        self, *, after: int = 0, upto: int | None = None, kinds: Collection[str] = (), subject: str = ""
    ) -> Iterator[BookedEntry]:
        """As `JournalReader.entries`. Ends with the entry that was the last when reading began; memory does not grow."""
        for row in self.entry_rows(after=after, upto=upto, kinds=kinds, subject=subject):
            yield booked_from(*row)

    def entry_rows(
        self, *, after: int = 0, upto: int | None = None, kinds: Collection[str] = (), subject: str = ""
    ) -> Iterator[Row]:
        """`entries` as the database keeps them. Entries never change, so pieces read one after the other fit together."""
        last = self.head()[0] if upto is None else min(upto, self.head()[0])
        if not kinds:
            yield from self._pieces(after, last, ("subject = ?", [subject]) if subject else ("", []))
            return
        # One stream for each kind, each along its index, put together in the order of their numbers.
        streams = [
            self._pieces(
                after, last, ("kind = ? AND subject = ?", [kind, subject]) if subject else ("kind = ?", [kind])
            )
            for kind in sorted(set(kinds))
        ]
        yield from heapq.merge(*streams)

    def _pieces(self, after: int, last: int, where: tuple[str, list[str]]) -> Iterator[Row]:
        also, values = where
        question = (
            f"SELECT {COLUMNS} FROM entries WHERE {also}{' AND ' if also else ''}number > ? AND number <= ? "
            f"ORDER BY number LIMIT {READ_AT_ONCE}"
        )
        while after < last:
            rows = self._database.rows(question, [*values, after, last])
            yield from rows
            if len(rows) < READ_AT_ONCE:
                return
            after = rows[-1][0]

    def skim(self, kinds: Collection[str]) -> Iterator[Skimmed]:
        """As `SkimmingReader.skim`: one way along the table, faster than an index where most entries are asked for."""
        question = "SELECT number, entry FROM entries WHERE number > ? AND number <= ? ORDER BY number LIMIT ?"
        after, last = 0, self.head()[0]
        while after < last:
            rows = self._database.rows(question, [after, last, READ_AT_ONCE])
            for number, text in rows:
                kind, day, corrects = glance(number, text)
                yield number, kind, day, entry_from(number, text) if corrects or kind in kinds else None
            if len(rows) < READ_AT_ONCE:
                return
            after = rows[-1][0]

    def find(self, key: str) -> BookedEntry | None:
        """As `JournalReader.find`."""
        rows = self._database.rows(f"SELECT {COLUMNS} FROM entries WHERE key = ?", [key])
        return booked_from(*rows[0]) if rows else None

    def balances(self, *, under: str = "", on: date | None = None) -> dict[tuple[str, str], int]:
        """As `JournalReader.balances`."""
        where, values = _within(under, None, on)
        rows = self._database.rows(
            f"SELECT account, currency, sum(units >> 32), sum(units & 4294967295) FROM postings{where} GROUP BY account, currency",
            values,
        )
        sums = ((account, currency, whole(high, low)) for account, currency, high, low in rows)
        return {(account, currency): units for account, currency, units in sorted(sums) if units}

    def totals(
        self, *, under: str = "", since: date | None = None, until: date | None = None
    ) -> dict[tuple[str, str, str], Total]:
        """As `JournalReader.totals`: summed by the database, without reading an entry."""
        where, values = _within(under, since, until)
        sums = ", ".join(
            f"sum(CASE WHEN units {sign} 0 THEN {half} ELSE 0 END)"
            for sign in "><"
            for half in ("units >> 32", "units & 4294967295")
        )
        rows = self._database.rows(
            f"SELECT kind, account, currency, {sums}, count(*) FROM postings{where} GROUP BY account, currency, kind",
            values,
        )
        return {
            (kind, account, currency): Total(
                debits=whole(*parts[:2]), credits=-whole(*parts[2:4]), postings=int(parts[4])
            )
            for kind, account, currency, *parts in sorted(rows)
        }

    def head(self) -> tuple[int, str]:
        """As `JournalReader.head`."""
        rows = self._database.rows("SELECT number, digest FROM entries ORDER BY number DESC LIMIT 1")
        return rows[0] if rows else (0, START)

    @contextmanager
    def write(self) -> Iterator[JournalWriter]:
        """As `Journal.write`. Waits while another process writes; raises `JournalError` where that takes too long."""
        with self._transaction(writing=True):
            writer = _Write(self, self._database, self._checks, self._clock)
            try:
                yield writer
            finally:
                writer.open = False

    @contextmanager
    def snapshot(self) -> Iterator[JournalReader]:
        """Several questions about one state of the journal, whatever is booked meanwhile."""
        with self._transaction(writing=False):
            yield self

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[None]:
        if self._inside:
            raise JournalError("this journal is being written to already")
        self._database.begin(writing=writing)
        self._inside = True
        try:
            yield
            self._database.commit()
        except BaseException:
            self._database.rollback()
            raise
        finally:
            self._inside = False


class _Write:
    """One write: knows the head and the closed period without asking for them again, since nobody else may book."""

    def __init__(
        self, journal: TableJournal, database: Database, checks: tuple[EntryCheck, ...], clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._checks = checks
        self._clock = clock
        self._head = journal.head()
        closed = database.rows("SELECT max(closed) FROM entries WHERE closed IS NOT NULL")
        self._closed: str = closed[0][0] or ""
        self.entries = journal.entries
        self.find = journal.find
        self.balances = journal.balances
        self.totals = journal.totals
        self.open = True

    def head(self) -> tuple[int, str]:
        return self._head

    def append(self, entry: JournalEntry) -> BookedEntry:
        if not self.open:
            raise JournalError("this write is over: open another, with journal.write() as writer")
        if (same := self.find(entry.key)) is not None:
            return same_entry(same, entry)
        check_entry(self, entry, self._checks, self._closed)
        now = self._clock()
        if now.utcoffset() is None or now.utcoffset():
            raise BrokenInvariant(f"the clock of a journal says {now}, which is not in UTC")
        number, recorded, text = self._head[0] + 1, now.isoformat(), entry_text(entry)
        digest = linked(self._head[1], number, recorded, text)
        self._database.rows(f"INSERT INTO entries ({COLUMNS}) VALUES (?, ?, ?, ?)", [number, recorded, digest, text])
        self._head = (number, digest)
        self._closed = max(self._closed, closes(entry))
        return BookedEntry(number=number, recorded=now, digest=digest, entry=entry)


def _within(under: str, since: date | None, until: date | None) -> tuple[str, list[str]]:
    """The postings of an account and those below it, in a span of days. `;` follows `:`, so the accounts below lie in one range."""
    found: list[tuple[str, list[str]]] = []
    if under:
        found.append(
            ("account >= ? AND account < ? AND (account = ? OR account >= ?)", [under, f"{under};", under, f"{under}:"])
        )
    if since is not None:
        found.append(("effective >= ?", [since.isoformat()]))
    if until is not None:
        found.append(("effective <= ?", [until.isoformat()]))
    where = " AND ".join(part for part, _ in found)
    return (f" WHERE {where}" if where else ""), [value for _, values in found for value in values]
