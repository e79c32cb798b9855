"""WARC records read line by line: slower than FastWARC, for archives whose heads it does not understand.

It wants names spelled as in the standard, CRLF and no folded lines. WARC 1.1 §4 lets names be written in any case and lines be
folded, and crawlers of real life end lines in LF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from agister.sources.warc_unpacked import PLAIN, Unpacked

# As FastWARC numbers them.
_KINDS = {
    "warcinfo": 2,
    "response": 4,
    "resource": 8,
    "request": 16,
    "metadata": 32,
    "revisit": 64,
    "conversion": 128,
    "continuation": 256,
}
UNKNOWN_KIND = 32768
_VERSION = re.compile(rb"WARC/[01]\.\d{1,2}[ \t]*\r*\n", re.IGNORECASE)
_HEAD_LIMIT = 64 * 1024
_BLANK_LINES = 1000
Fields = tuple[tuple[str, str], ...]


class ByHandHeaders:
    """The named fields of a record, in order."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Fields) -> None:
        self._fields = fields

    def to_tuples(self) -> Fields:
        """(name, value) of each."""
        return self._fields


class ByHandReader:
    """The block of a record."""

    __slots__ = ("_left", "_stream")

    def __init__(self, stream: Unpacked, size: int) -> None:
        self._stream = stream
        self._left = size

    def read(self, size: int) -> bytes:
        """Up to `size` bytes of the block."""
        found = self._stream.read(min(size, self._left))
        self._left -= len(found)
        return found

    def finish(self) -> None:
        """Pass over the rest of the block."""
        self._left -= self._stream.skip(self._left)


class ByHandRecord(NamedTuple):
    """What `agister.sources.warc` asks of a record of FastWARC."""

    record_type: int
    content_length: int
    stream_pos: int
    headers: ByHandHeaders
    reader: ByHandReader


class _Head(NamedTuple):
    place: int
    fields: Fields
    odd: bool
    """Whether FastWARC would not read it."""

    @property
    def length(self) -> int:
        """Content-Length; raises OSError where there is none."""
        found = self.value("content-length")
        if not (found.isascii() and found.isdigit() and len(found) < 19):
            raise OSError("a record without a usable Content-Length")
        return int(found)

    def value(self, name: str) -> str:
        return next((value for field, value in self.fields if field.lower() == name), "")


class Look(NamedTuple):
    """What the first record from some place on looks like."""

    odd: bool = False
    """Whether it has to be read by hand."""
    shares: bool = False
    """Whether another record stands in the same compressed member, so that no offset leads to it alone."""


def by_hand(handle: IO[bytes], mark: bytes, at: int) -> Iterator[ByHandRecord]:
    """Records from `at` on, each valid until the next is asked for. Raises OSError where something is no record."""
    stream = Unpacked(handle, mark, at)
    while (head := _head(stream)) is not None:
        kind = _KINDS.get(head.value("warc-type").lower(), UNKNOWN_KIND)
        reader = ByHandReader(stream, head.length)
        yield ByHandRecord(kind, head.length, head.place, ByHandHeaders(head.fields), reader)
        reader.finish()


def look(handle: IO[bytes], mark: bytes, at: int) -> Look:
    """The first record at or behind `at`, so far as it can be read. The handle is somewhere else afterwards."""
    stream = Unpacked(handle, mark, at)
    odd = shares = False
    try:
        head = _head(stream)
        if head is not None:
            odd = head.odd
            if mark != PLAIN and stream.skip(head.length) == head.length:
                following = _head(stream)
                shares = following is not None and following.place == head.place
    except OSError:
        pass
    return Look(odd, shares)


def ends_well(handle: IO[bytes], mark: bytes, at: int) -> bool:
    """Whether the record at `at` ends where its Content-Length says (WARC 1.1 §4: two line breaks follow the block)."""
    stream = Unpacked(handle, mark, at)
    try:
        head = _head(stream)
        if head is None or stream.skip(head.length) < head.length:
            return False
        return stream.read(1) in (b"\r", b"\n", b"")
    except OSError:
        # The block is whole, or the reader of the record has met the same error.
        return True


def is_cut(handle: IO[bytes], mark: bytes, at: int) -> bool:
    """Whether the archive ends within the record at `at`."""
    stream = Unpacked(handle, mark, at)
    try:
        head = _head(stream)
        return head is not None and stream.skip(head.length) < head.length
    except OSError:
        return True


def _head(stream: Unpacked) -> _Head | None:
    """The next head; None at the end."""
    place, line = stream.place, stream.line(_HEAD_LIMIT)
    for _ in range(_BLANK_LINES):
        if not line or line.strip():
            break
        place, line = stream.place, stream.line(_HEAD_LIMIT)
    if not line:
        return None
    if _VERSION.fullmatch(line) is None:
        raise OSError("Invalid WARC header")
    odd = not line.startswith(b"WARC/")
    lines: list[bytes] = []
    size = 0
    while True:
        odd = odd or not line.endswith(b"\r\n") or line.endswith(b"\r\r\n")
        line = stream.line(_HEAD_LIMIT)
        size += len(line)
        if not line or size > _HEAD_LIMIT:
            raise OSError("the head of a record has no end")
        if not line.strip(b"\r\n"):
            break
        if line[:1] in b" \t" and lines:
            lines[-1] += b" " + line.strip()
            odd = True
        else:
            lines.append(line.strip())
    pairs = (text.decode("utf-8", "replace").partition(":") for text in lines)
    fields = tuple((name.strip(), value.strip()) for name, colon, value in pairs if colon)
    spelled = {name for name, _ in fields} & {"WARC-Type", "Content-Length"}
    meant = {name.lower() for name, _ in fields} & {"warc-type", "content-length"}
    return _Head(place, fields, odd or len(spelled) < len(meant))
