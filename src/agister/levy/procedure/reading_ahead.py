"""Other views of a journal: as if entries that are only planned were booked already, and as it stood on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime

from agister.ledger import BookedEntry, JournalEntry, JournalReader
from agister.ledger.journal import Total

#: When what is only planned was recorded: never.
_NOT_YET = datetime(1, 1, 1, tzinfo=UTC)


class Ahead:
    """A journal with planned entries after its own, so that several steps can be prepared that build on each other."""

    def __init__(self, reader: JournalReader) -> None:
        self._reader = reader
        self._planned: list[BookedEntry] = []

    def plan(self, entries: Collection[JournalEntry]) -> None:
        """Add entries that are not planned or booked yet."""
        for entry in entries:
            if self.find(entry.key) is None:
                number = self.head()[0] + 1
                self._planned.append(BookedEntry(number=number, recorded=_NOT_YET, digest="", entry=entry))

    @property
    def planned(self) -> tuple[JournalEntry, ...]:
        """What was planned, in order."""
        return tuple(booked.entry for booked in self._planned)

    def entries(
        self, *, after: int = 0, upto: int | None = None, kinds: Collection[str] = (), subject: str = ""
    ) -> Iterator[BookedEntry]:
        """As `JournalReader.entries`."""
        yield from self._reader.entries(after=after, upto=upto, kinds=kinds, subject=subject)
        for booked in self._planned:
            inside = after < booked.number and (upto is None or booked.number <= upto)
            wanted = (not kinds or booked.entry.kind in kinds) and (not subject or booked.entry.subject == subject)
            if inside and wanted:
                yield booked

    def find(self, key: str) -> BookedEntry | None:
        """As `JournalReader.find`."""
        planned = next((booked for booked in self._planned if booked.entry.key == key), None)
        return planned or self._reader.find(key)

    def balances(self, *, under: str = "", on: date | None = None) -> dict[tuple[str, str], int]:
        """As `JournalReader.balances`."""
        sums = dict(self._reader.balances(under=under, on=on))
        for booked in self._planned:
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
        found = dict(self._reader.totals(under=under, since=since, until=until))
        for booked in self._planned:
            entry = booked.entry
            if (since is not None and entry.on < since) or (until is not None and entry.on > until):
                continue
            for posting in entry.postings:
                if not under or posting.account == under or posting.account.startswith(f"{under}:"):
                    name = (entry.kind, posting.account, posting.currency)
                    before = found.get(name, Total())
                    found[name] = Total(
                        debits=before.debits + max(0, posting.units),
                        credits=before.credits + max(0, -posting.units),
                        postings=before.postings + 1,
                    )
        return dict(sorted(found.items()))

    def head(self) -> tuple[int, str]:
        """As `JournalReader.head`; the digest is that of what is booked."""
        number, digest = self._reader.head()
        return number + len(self._planned), digest


class AsOf:
    """A journal without what takes effect after a day."""

    def __init__(self, reader: JournalReader, on: date) -> None:
        self._reader = reader
        self._on = on

    def entries(
        self, *, after: int = 0, upto: int | None = None, kinds: Collection[str] = (), subject: str = ""
    ) -> Iterator[BookedEntry]:
        """As `JournalReader.entries`."""
        for booked in self._reader.entries(after=after, upto=upto, kinds=kinds, subject=subject):
            if booked.entry.on <= self._on:
                yield booked

    def find(self, key: str) -> BookedEntry | None:
        """As `JournalReader.find`."""
        found = self._reader.find(key)
        return found if found is not None and found.entry.on <= self._on else None

    def balances(self, *, under: str = "", on: date | None = None) -> dict[tuple[str, str], int]:
        """As `JournalReader.balances`."""
        return self._reader.balances(under=under, on=self._on if on is None else min(on, self._on))

    def totals(
        self, *, under: str = "", since: date | None = None, until: date | None = None
    ) -> dict[tuple[str, str, str], Total]:
        """As `JournalReader.totals`."""
        last = self._on if until is None else min(until, self._on)
        return self._reader.totals(under=under, since=since, until=last)

    def head(self) -> tuple[int, str]:
        """As `JournalReader.head`."""
        return self._reader.head()
