"""When a row was crawled, and which date is meant: times of columns and of `--as-of`, in µs since 1970 UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from agister.errors import UsageError
from agister.screening.columns import is_text, readable
from agister.screening.index_build import micros

#: A number outside these seconds (1990 to 2100) is no crawl time, whatever its unit: there, the units do not overlap.
_FIRST, _LAST = 631_152_000, 4_102_444_799
#: Seconds, milliseconds, microseconds, nanoseconds: how many make a second.
_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
#: Numbers that are digits of a date, with and without the time of day (Common Crawl's); no unit reaches there.
_WRITTEN = ((19_900_101, 21_001_231), (19_900_101_000_000, 21_001_231_235_959))
_DIGITS = re.compile(r"\d{14}")
_DAY = re.compile(r"(\d{4})/(\d\d)/(\d\d)(?!\d)")


def times_of(column: pa.Array | pa.ChunkedArray, name: str) -> tuple[pa.Array, int]:
    """Times of rows in µs since 1970 UTC, and how many could not be read (these and nulls are null).

    Timestamps, dates, ISO 8601 text, HTTP dates, Common Crawl's 14 digits, and whole numbers since 1970 in seconds or a finer
    unit are read. Raises `UsageError` for a column of another type, or of numbers none of which is a plausible time.
    """
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    kind = column.type
    if pa.types.is_null(kind):
        return pa.nulls(len(column), pa.int64()), 0
    if pa.types.is_dictionary(kind) and not is_text(kind):
        return times_of(column.dictionary_decode(), name)
    if pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("us", tz=kind.tz), safe=False).cast(pa.int64()), 0
    if pa.types.is_date(kind):
        return column.cast(pa.timestamp("us"), safe=False).cast(pa.int64()), 0
    if pa.types.is_integer(kind):
        return _counted(column, name)
    if is_text(kind):
        values = [None if v is None else read_time(v) for v in readable(column).to_pylist()]
        broken = sum(v is None for v in values) - column.null_count
        return pa.array(values, pa.int64()), broken
    raise UsageError(f"column {name!r} is {kind}: --as-of-column needs times, dates or text with dates")


def _counted(column: pa.Array, name: str) -> tuple[pa.Array, int]:
    value = column.cast(pa.float64(), safe=False)
    found = pa.nulls(len(column), pa.int64())
    for unit in _UNITS:
        within = _between(value, _FIRST * unit, _LAST * unit)
        number = pc.if_else(within, column, pa.scalar(None, column.type)).cast(pa.int64())
        made = pc.multiply(number, 1_000_000 // unit) if unit <= 1_000_000 else pc.divide(number, unit // 1_000_000)
        found = pc.coalesce(found, made)
    for first, last in _WRITTEN:
        at = pc.fill_null(_between(value, first, last), False)
        if pc.any(at).as_py():
            read = [read_time(str(number)) for number in column.filter(at).to_pylist()]
            found = pc.replace_with_mask(found, at, pa.array(read, pa.int64()))
    broken = found.null_count - column.null_count
    if broken and found.null_count == len(found):
        raise UsageError(
            f"column {name!r} holds whole numbers that are no times between 1990 and 2100, in seconds or a finer unit: "
            "--as-of-column needs times, dates or text with dates"
        )
    return found, broken


def _between(value: pa.Array, first: int, last: int) -> pa.Array:
    return pc.and_(pc.greater_equal(value, float(first)), pc.less_equal(value, float(last)))


def read_time(text: Any) -> int | None:
    """A time written as text, in µs since 1970 UTC; None where it is none. What has no zone is read as UTC."""
    word = str(text).strip()
    try:
        if _DIGITS.fullmatch(word):
            return micros(datetime.strptime(word, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
        if word.isascii() and word.isdigit() and len(word) != len("20310203"):
            return next((int(word) * 1_000_000 // u for u in _UNITS if _FIRST * u <= int(word) <= _LAST * u), None)
        return micros(_written(word))
    except (ValueError, OverflowError):
        return None


def _written(word: str) -> datetime:
    if "," in word[:10]:
        return parsedate_to_datetime(word)
    if word.endswith((" UTC", " GMT")):
        word = word[:-4] + "+00:00"
    return datetime.fromisoformat(_DAY.sub(r"\1-\2-\3", word, count=1))


def as_of_time(text: str) -> int:
    """The value of `--as-of`: a bare date means the end of that day (UTC), so that it counts what was said on it.

    Raises `UsageError` for anything that is no date.
    """
    try:
        day = date.fromisoformat(text.strip()) if len(text.strip()) <= 10 else None
    except ValueError:
        day = None
    if day is not None:
        return micros(datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=UTC))
    found = read_time(text)
    if found is None:
        raise UsageError(f"--as-of {text!r} is no date: write 2026-11-24 or 2026-11-24T10:00:00Z")
    return found
