"""Which column holds the URLs, and which the times: found by name, then by what is in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from agister.errors import UsageError
from agister.screening.index_build import micros

_NAMES = (
    "url",
    "uri",
    "page_url",
    "image_url",
    "img_url",
    "source_url",
    "target_uri",
    "warc-target-uri",
    "link",
    "href",
)
_LOOKS = r"^\s*(https?:)?//"


def is_text(kind: pa.DataType) -> bool:
    """Whether a column of this type can hold URLs."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
    )


def find_url_column(schema: pa.Schema, sample: pa.Table | None, named: str | None) -> str:
    """The URL column: as named; else the one called like it; else the only text column full of URLs.

    Raises `UsageError` where the named one is missing or holds no text, or where none or several could be meant.
    """
    if named is not None:
        if named not in schema.names:
            raise UsageError(f"no column {named!r}; the input has: {_listed(schema.names)}")
        if not is_text(schema.field(named).type):
            raise UsageError(
                f"column {named!r} is {schema.field(named).type}, not text: name the column of URLs with --url-column"
            )
        return named
    text = [field.name for field in schema if is_text(field.type)]
    lower: dict[str, str] = {name.lower(): name for name in reversed(text)}
    for name in _NAMES:
        if name in lower:
            return lower[name]
    full: list[str] = [name for name in text if sample is not None and _share_of_urls(sample[name]) >= 0.5]
    if len(full) == 1:
        return full[0]
    what = (
        f"several columns hold URLs ({_listed(full)})" if full else f"no column of URLs among: {_listed(schema.names)}"
    )
    raise UsageError(f"{what}; name it with --url-column")


def _share_of_urls(column: pa.ChunkedArray) -> float:
    try:
        text = column.cast(pa.string())
    except pa.ArrowInvalid:
        return 0.0
    present = text.drop_null()
    if len(present) == 0:
        return 0.0
    return float(pc.mean(pc.match_substring_regex(present, _LOOKS, ignore_case=True).cast(pa.float64())).as_py() or 0.0)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(repr(n) for n in list(names)[:12])
    return shown + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def times_of(column: pa.Array | pa.ChunkedArray, name: str) -> tuple[pa.Array, int]:
    """Times of rows in µs since 1970 UTC, and how many could not be read (these and nulls are null).

    Timestamps, dates, ISO 8601 text, Common Crawl's 14 digits, and whole numbers as seconds since 1970 are read.
    Raises `UsageError` for a column of another type, or of numbers none of which is a plausible time.
    """
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    kind = column.type
    if pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("us", tz=kind.tz), safe=False).cast(pa.int64()), 0
    if pa.types.is_date(kind):
        return column.cast(pa.timestamp("us")).cast(pa.int64()), 0
    if pa.types.is_integer(kind):
        # Outside 1990 to 2100 a number is no crawl time in seconds: milliseconds, perhaps, or another thing altogether.
        seconds = column.cast(pa.float64(), safe=False)
        within = pc.and_(pc.greater_equal(seconds, _FIRST_SECOND), pc.less_equal(seconds, _LAST_SECOND))
        usable = pc.if_else(within, column, pa.scalar(None, kind))
        broken = usable.null_count - column.null_count
        if broken and usable.null_count == len(usable):
            raise UsageError(
                f"column {name!r} holds whole numbers that are no times in seconds between 1990 and 2100: "
                "--as-of-column needs times, dates or text with dates"
            )
        return pc.multiply(usable.cast(pa.int64()), 1_000_000), broken
    if is_text(kind):
        values = [None if v is None else read_time(v) for v in column.cast(pa.string()).to_pylist()]
        broken = sum(v is None for v in values) - column.null_count
        return pa.array(values, pa.int64()), broken
    raise UsageError(f"column {name!r} is {kind}: --as-of-column needs times, dates or text with dates")


_FIRST_SECOND = 631_152_000
_LAST_SECOND = 4_102_444_799
_DIGITS = re.compile(r"\d{14}")


def read_time(text: Any) -> int | None:
    """A time written as text, in µs since 1970 UTC; None where it is none."""
    word = str(text).strip()
    try:
        if _DIGITS.fullmatch(word):
            return micros(datetime.strptime(word, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
        return micros(datetime.fromisoformat(word))
    except (ValueError, OverflowError):
        return None


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
