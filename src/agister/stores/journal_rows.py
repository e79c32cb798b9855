"""One row of a journal and the entry that it keeps, for every database alike: number, time, digest, the entry as one line of JSON."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from agister.errors import JournalError
from agister.ledger.entry import BookedEntry, JournalEntry, Posting

#: Columns of a row, in the order in which `booked_from` takes them.
COLUMNS = "number, recorded, digest, entry"
#: Rows that are held in memory at once while a journal is read.
READ_AT_ONCE = 256

#: What stands in the text of an entry before its kind, and between its kind and its day.
_BEFORE_KIND, _BEFORE_DAY = ',"kind":"', '","on":"'
_KIND, _DAY = len(_BEFORE_KIND), len(_BEFORE_DAY)
#: What follows who answers for an entry, where it corrects another.
_CORRECTS = '","corrects":'

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


def _postings_of(parts: list[list[Any]]) -> tuple[Posting, ...]:
    found = []
    for account, units, currency in parts:
        posting: Posting = _new(Posting)
        _account(posting, account)
        _units(posting, units)
        _currency(posting, currency)
        found.append(posting)
    return tuple(found)


# There are millions of entries and thousands of days.
_day_of = lru_cache(maxsize=4096)(date.fromisoformat)


def parts_of(text: str) -> dict[str, Any]:
    """The parts of an entry, as its row keeps them. Raises `ValueError` where they are not JSON."""
    try:
        found, end = _scan(text, 0)
    except StopIteration as error:
        raise ValueError("no JSON") from error
    if end != len(text):
        raise ValueError("more than one value")
    return found  # type: ignore[no-any-return]


def entry_from(number: int, text: str) -> JournalEntry:
    """The entry in the text of a row. Raises `JournalError` where it is damaged."""
    try:
        parts = parts_of(text)
        entry: JournalEntry = _new(JournalEntry)
        _key(entry, parts["key"])
        _kind(entry, parts["kind"])
        _on(entry, _day_of(parts["on"]))
        _subject(entry, parts["subject"])
        _by(entry, parts["by"])
        _text(entry, parts["text"])
        _facts(entry, parts.get("facts", {}))
        _postings(entry, _postings_of(parts.get("postings", [])))
        _documents(entry, tuple(parts.get("documents", ())))
        _corrects(entry, parts.get("corrects", ""))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(number, error) from error
    return entry


def booked_from(number: int, recorded: str, digest: str, text: str) -> BookedEntry:
    """The entry of a row. Raises `JournalError` where the row is damaged."""
    entry = entry_from(number, text)
    try:
        at = datetime.fromisoformat(recorded)
    except (ValueError, TypeError) as error:
        raise _damaged(number, error) from error
    found: BookedEntry = _new(BookedEntry)
    _number(found, number)
    _recorded(found, at)
    _digest(found, digest)
    _booked(found, entry)
    return found


def glance(number: int, text: str) -> tuple[str, str, bool]:
    """Kind and day of the entry in a row, and whether it corrects another, without taking the row apart.

    The text is canonical (keys sorted): `by` comes first, `corrects` second if it is there; behind the kind of the entry stand day,
    postings, subject and sentence, in which there is no key of that name; and a quotation mark inside a text has a backslash
    before it. Raises `JournalError` where the row is damaged.
    """
    start = text.rfind(_BEFORE_KIND)
    end = text.find(_BEFORE_DAY, start)
    if start < 0 or end < 0 or "\\" in (kind := text[start + _KIND : end]):
        entry = entry_from(number, text)
        return entry.kind, entry.on.isoformat(), bool(entry.corrects)
    day = text[end + _DAY : end + _DAY + 10]
    try:
        _day_of(day)
    except ValueError as error:
        raise _damaged(number, error) from error
    return kind, day, text.startswith(_CORRECTS, text.find('","'))


def _damaged(number: int, error: Exception) -> JournalError:
    return JournalError(
        f"entry number {number} of the journal is damaged ({error}): verify the journal, and restore it from a copy"
    )


def whole(high: int, low: int) -> int:
    """The sum whose halves were summed apart."""
    return int(high) * HALF + int(low)
