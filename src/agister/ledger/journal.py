"""What a journal offers, whatever keeps it: it is read, and it grows. There is no other way to change it.

`MemoryJournal` keeps it in memory, for simulations and for computing "what if"; `agister.stores` keeps it in SQLite and
PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import Protocol

from agister.errors import JournalError
from agister.ledger.entry import START, BookedEntry, JournalEntry, chained, entry_json

#: A check that every entry must pass before it is booked. Raises `JournalError` with the reason.
EntryCheck = Callable[[JournalEntry], None]
#: Kind of the entry after which nothing may take effect on or before the day in its fact `until`.
PERIOD_CLOSED = "period_closed"


class JournalReader(Protocol):
    """Reads a journal."""

    def entries(
        self, *, after: int = 0, upto: int | None = None, kinds: Collection[str] = (), subject: str = ""
    ) -> Iterator[BookedEntry]:
        """Entries in their order, numbers above `after` and up to `upto`, of some kinds, about one subject."""
        ...

    def find(self, key: str) -> BookedEntry | None:
        """The entry booked under a key."""
        ...

    def balances(self, *, under: str = "", on: date | None = None) -> dict[tuple[str, str], int]:
        """(account, currency) → minor units, zeros left out, sorted.

        `under`: only that account and those below it. `on`: what took effect up to that day.
        """
        ...

    def head(self) -> tuple[int, str]:
        """Number and digest of the last entry; (0, `START`) where there is none."""
        ...


class JournalWriter(JournalReader, Protocol):
    """Reads and appends within one write: nobody else books between what is read and what is appended."""

    def append(self, entry: JournalEntry) -> BookedEntry:
        """Book an entry, or find it where the same one is booked under its key already.

        Raises `JournalError` where another entry has its key, a check refuses it, it corrects what is not booked, or it takes
        effect in a closed period.
        """
        ...


class Journal(JournalReader, Protocol):
    """A journal that can be written to. Each write is booked as a whole or not at all."""

    def write(self) -> AbstractContextManager[JournalWriter]:
        """One write. An error inside it leaves the journal as it was."""
        ...


class MemoryJournal:
    """A journal in memory. Not for several threads."""

    def __init__(self, clock: Callable[[], datetime], checks: tuple[EntryCheck, ...] = ()) -> None:
        self._clock = clock
        self._checks = checks
        self._booked: list[BookedEntry] = []
        self._by_key: dict[str, BookedEntry] = {}
        self._writing = False

    def entries(
        self, *, after: int = 0, upto: int | None = None, kinds: Collection[str] = (), subject: str = ""
    ) -> Iterator[BookedEntry]:
        """As `JournalReader.entries`."""
        for booked in self._booked[after:upto]:
            if (not kinds or booked.entry.kind in kinds) and (not subject or booked.entry.subject == subject):
                yield booked

    def find(self, key: str) -> BookedEntry | None:
        """As `JournalReader.find`."""
        return self._by_key.get(key)

    def balances(self, *, under: str = "", on: date | None = None) -> dict[tuple[str, str], int]:
        """As `JournalReader.balances`."""
        sums: dict[tuple[str, str], int] = {}
        for booked in self._booked:
            if on is not None and booked.entry.on > on:
                continue
            for posting in booked.entry.postings:
                if not under or posting.account == under or posting.account.startswith(f"{under}:"):
                    name = (posting.account, posting.currency)
                    sums[name] = sums.get(name, 0) + posting.units
        return {name: units for name, units in sorted(sums.items()) if units}

    def head(self) -> tuple[int, str]:
        """As `JournalReader.head`."""
        return (self._booked[-1].number, self._booked[-1].digest) if self._booked else (0, START)

    @contextmanager
    def write(self) -> Iterator[JournalWriter]:
        """As `Journal.write`."""
        if self._writing:
            raise JournalError("this journal is being written to already")
        before = len(self._booked)
        self._writing = True
        try:
            yield self
        except BaseException:
            for booked in self._booked[before:]:
                del self._by_key[booked.entry.key]
            del self._booked[before:]
            raise
        finally:
            self._writing = False

    def append(self, entry: JournalEntry) -> BookedEntry:
        """As `JournalWriter.append`."""
        if not self._writing:
            raise JournalError("open a write first: with journal.write() as writer")
        if (same := self._by_key.get(entry.key)) is not None:
            return same_entry(same, entry)
        check_entry(self, entry, self._checks)
        number, before = self.head()
        now = self._clock()
        booked = BookedEntry(
            number=number + 1, recorded=now, digest=chained(before, number + 1, now, entry), entry=entry
        )
        self._booked.append(booked)
        self._by_key[entry.key] = booked
        return booked


def same_entry(booked: BookedEntry, entry: JournalEntry) -> BookedEntry:
    """What is booked under a key, if it is the same. Raises `JournalError` where it is not."""
    if entry_json(booked.entry) != entry_json(entry):
        raise JournalError(
            f"entry {entry.key} is booked already, as number {booked.number}, with other contents: "
            "nothing was booked; correct it with an entry that names it"
        )
    return booked


def check_entry(journal: JournalReader, entry: JournalEntry, checks: tuple[EntryCheck, ...]) -> None:
    """What every journal asks of an entry before it books it. Raises `JournalError`."""
    for check in checks:
        check(entry)
    if entry.corrects and journal.find(entry.corrects) is None:
        raise JournalError(f"entry {entry.key} corrects {entry.corrects}, which is not booked")
    closed = [str(booked.entry.facts["until"]) for booked in journal.entries(kinds=(PERIOD_CLOSED,))]
    if closed and entry.on.isoformat() <= max(closed):
        raise JournalError(
            f"entry {entry.key} takes effect on {entry.on}, but the books are closed up to {max(closed)}: "
            "book it later and name what it corrects"
        )
