"""What a journal offers, whatever keeps it: it is read, and it grows. There is no other way to change it.

`MemoryJournal` keeps it in memory, for simulations and for computing "what if"; `agister.stores` keeps it in SQLite and
PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from agister.errors import JournalError
from agister.ledger.entry import START, BookedEntry, JournalEntry, chained, entry_text

#: A check that every entry must pass before it is booked. Raises `JournalError` with the reason.
EntryCheck = Callable[[JournalEntry], None]
#: Kind of the entry after which nothing may take effect on or before the day in its fact `until`.
PERIOD_CLOSED = "period_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What entries of one kind moved on one account in one currency, in minor units."""

    debits: int = 0
    credits: int = 0
    """Not negative: what was credited."""
    postings: int = 0


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

    def totals(
        self, *, under: str = "", since: date | None = None, until: date | None = None
    ) -> dict[tuple[str, str, str], Total]:
        """(kind, account, currency) → what was moved, sorted: for reports that need no single entry.

        `under`: only that account and those below it. `since`, `until`: what took effect from that day, up to that day.
        """
        ...

    def head(self) -> tuple[int, str]:
        """Number and digest of the last entry; (0, `START`) where there is none."""
        ...


#: Number, kind and day (YYYY-MM-DD) of an entry, and the entry itself where it was asked for.
Skimmed = tuple[int, str, str, JournalEntry | None]


@runtime_checkable
class SkimmingReader(JournalReader, Protocol):
    """Reads a large journal for a report: what is not asked for is passed over without being taken apart."""

    def skim(self, kinds: Collection[str]) -> Iterator[Skimmed]:
        """All entries in their order: whole where they are of these kinds or correct another, else number, kind and day."""
        ...

    def snapshot(self) -> AbstractContextManager[JournalReader]:
        """Several questions about one state of the journal, whatever is booked meanwhile."""
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
        self._closed = ""

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

    def totals(
        self, *, under: str = "", since: date | None = None, until: date | None = None
    ) -> dict[tuple[str, str, str], Total]:
        """As `JournalReader.totals`."""
        found: dict[tuple[str, str, str], Total] = {}
        for entry in (booked.entry for booked in self._booked):
            if (since is not None and entry.on < since) or (until is not None and entry.on > until):
                continue
            for item in entry.postings:
                if not under or item.account == under or item.account.startswith(f"{under}:"):
                    name = (entry.kind, item.account, item.currency)
                    before = found.get(name, Total())
                    found[name] = Total(
                        debits=before.debits + max(item.units, 0),
                        credits=before.credits + max(-item.units, 0),
                        postings=before.postings + 1,
                    )
        return dict(sorted(found.items()))

    def head(self) -> tuple[int, str]:
        """As `JournalReader.head`."""
        return (self._booked[-1].number, self._booked[-1].digest) if self._booked else (0, START)

    @contextmanager
    def write(self) -> Iterator[JournalWriter]:
        """As `Journal.write`."""
        if self._writing:
            raise JournalError("this journal is being written to already")
        before, closed = len(self._booked), self._closed
        self._writing = True
        try:
            yield self
        except BaseException:
            for booked in self._booked[before:]:
                del self._by_key[booked.entry.key]
            del self._booked[before:]
            self._closed = closed
            raise
        finally:
            self._writing = False

    def append(self, entry: JournalEntry) -> BookedEntry:
        """As `JournalWriter.append`."""
        if not self._writing:
            raise JournalError("open a write first: with journal.write() as writer")
        if (same := self._by_key.get(entry.key)) is not None:
            return same_entry(same, entry)
        check_entry(self, entry, self._checks, self._closed)
        number, before = self.head()
        now = self._clock()
        booked = BookedEntry(
            number=number + 1, recorded=now, digest=chained(before, number + 1, now, entry), entry=entry
        )
        self._booked.append(booked)
        self._by_key[entry.key] = booked
        self._closed = max(self._closed, closes(entry))
        return booked


def same_entry(booked: BookedEntry, entry: JournalEntry) -> BookedEntry:
    """What is booked under a key, if it is the same. Raises `JournalError` where it is not."""
    if entry_text(booked.entry) != entry_text(entry):
        raise JournalError(
            f"entry {entry.key} is booked already, as number {booked.number}, with other contents: "
            "nothing was booked; correct it with an entry that names it"
        )
    return booked


def closes(entry: JournalEntry) -> str:
    """The day up to which an entry closes the books, or nothing. Raises `JournalError` where it states none."""
    if entry.kind != PERIOD_CLOSED:
        return ""
    until = entry.facts.get("until")
    try:
        if isinstance(until, str) and date.fromisoformat(until).isoformat() == until:
            return until
    except ValueError:
        pass
    raise JournalError(f"entry {entry.key} closes a period, but its fact 'until' is no day; write YYYY-MM-DD")


def check_entry(journal: JournalReader, entry: JournalEntry, checks: tuple[EntryCheck, ...], closed: str) -> None:
    """What every journal asks of an entry before it books it. Raises `JournalError`.

    `closed`: the latest day of a closed period, as `closes` says it, or nothing.
    """
    for check in checks:
        check(entry)
    closes(entry)
    if entry.corrects and journal.find(entry.corrects) is None:
        raise JournalError(f"entry {entry.key} corrects {entry.corrects}, which is not booked")
    if closed and entry.on.isoformat() <= closed:
        raise JournalError(
            f"entry {entry.key} takes effect on {entry.on}, but the books are closed up to {closed}: "
            "book it later and name what it corrects"
        )
