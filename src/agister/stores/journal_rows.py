"""One row of a journal and the entry that it keeps, for every database alike: number, time, digest, the entry as one line of JSON."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from agister.errors import JournalError
from agister.ledger.entry import BookedEntry, JournalEntry, Posting

#: Columns of a row, in the order in which `booked_from` takes them.
COLUMNS = "number, recorded, digest, entry"
#: Rows that are held in memory at once while a journal is read.
READ_AT_ONCE = 256

#: What is below this many minor units, and how often it is full: sums of 64-bit numbers are taken in two halves, so that no database
#: overflows and none rounds.
HALF = 2**32

# Reads JSON without the steps around it that look for blanks: rows have none.
_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]

# An entry was checked when it was booked, and the database kept it from changing: it is put together from its parts without being
# checked again, which takes a third of the time. The descriptors of a slotted dataclass are what `object.__setattr__` calls.
_new = object.__new__
_account, _units, _currency = (Posting.__dict__[name].__set__ for name in ("account", "units", "currency"))
_ENTRY = ("key", "kind", "on", "subject", "by", "text", "facts", "postings", "documents", "corrects")
(_key, _kind, _on, _subject, _by, _text, _facts, _postings, _documents, _corrects) = (
    JournalEntry.__dict__[name].__set__ for name in _ENTRY
)
_number, _recorded, _digest, _booked = (
    BookedEntry.__dict__[name].__set__ for name in ("number", "recorded", "digest", "entry")
)


def _posting(parts: list[Any]) -> Posting:
    account, units, currency = parts
    found: Posting = _new(Posting)
    _account(found, account)
    _units(found, units)
    _currency(found, currency)
    return found


def parts_of(text: str) -> dict[str, Any]:
    """The parts of an entry, as its row keeps them. Raises `ValueError` where they are not JSON."""
    try:
        found, end = _scan(text, 0)
    except StopIteration as error:
        raise ValueError("no JSON") from error
    if end != len(text):
        raise ValueError("more than one value")
    return found  # type: ignore[no-any-return]


def booked_from(number: int, recorded: str, digest: str, text: str) -> BookedEntry:
    """The entry of a row. Raises `JournalError` where the row is damaged."""
    try:
        parts = parts_of(text)
        entry: JournalEntry = _new(JournalEntry)
        _key(entry, parts["key"])
        _kind(entry, parts["kind"])
        _on(entry, date.fromisoformat(parts["on"]))
        _subject(entry, parts["subject"])
        _by(entry, parts["by"])
        _text(entry, parts["text"])
        _facts(entry, parts.get("facts", {}))
        _postings(entry, tuple([_posting(item) for item in parts.get("postings", ())]))
        _documents(entry, tuple(parts.get("documents", ())))
        _corrects(entry, parts.get("corrects", ""))
        found: BookedEntry = _new(BookedEntry)
        _number(found, number)
        _recorded(found, datetime.fromisoformat(recorded))
        _digest(found, digest)
        _booked(found, entry)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise JournalError(
            f"entry number {number} of the journal is damaged ({error}): verify the journal, and restore it from a copy"
        ) from error
    return found


def whole(high: int, low: int) -> int:
    """The sum whose halves were summed apart."""
    return int(high) * HALF + int(low)
