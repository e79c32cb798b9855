"""Journals of every kind for tests, and entries to book in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from agister.ledger import JournalEntry, JournalReader, Posting
from agister.stores.journal_sqlite import SqliteJournal

#: The time by the clock of a test.
NOW = datetime(2031, 3, 1, 8, 30, 0, 250, tzinfo=UTC)


def now() -> datetime:
    """A clock that stands still."""
    return NOW


def moved(key: str, units: int = 7, on: date = date(2031, 2, 3), **rest: object) -> JournalEntry:
    """An entry that moves an amount from suspense to the bank."""
    named: dict[str, object] = {
        "kind": "received",
        "subject": f"receipt:{key}",
        "by": "ana",
        "text": "Money came in.",
        "postings": postings(("Bank:main", units), ("Suspense", -units)),
    }
    return JournalEntry(key=key, on=on, **{**named, **rest})  # type: ignore[arg-type]


def copied(journal: JournalReader, path: Path) -> SqliteJournal:
    """A journal in SQLite with the same entries, booked at the same times."""
    entries = list(journal.entries())
    times = iter([booked.recorded for booked in entries])
    found = SqliteJournal.create(path, clock=lambda: next(times))
    with found.write() as writer:
        for booked in entries:
            writer.append(booked.entry)
    return found


def postings(*parts: tuple[str, int], currency: str = "EUR") -> tuple[Posting, ...]:
    """Postings in one currency."""
    return tuple(Posting(account=account, units=units, currency=currency) for account, units in parts if units)


def closing(key: str, until: str, on: date) -> JournalEntry:
    """An entry that closes the books up to a day."""
    return moved(
        key, on=on, kind="period_closed", subject="office:x", postings=(), facts={"until": until, "balances": {}}
    )
