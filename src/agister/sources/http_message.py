"""The head of a stored HTTP answer: status and header lines as they came, byte for byte in Latin-1."""

from __future__ import annotations

import re
from typing import NamedTuple

#: Longest head that is read, in bytes. More is a header bomb and makes the answer unreadable.
HEAD_LIMIT = 256 * 1024

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)")
_FOLD = re.compile(rb"\n[ \t]+")
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_INTERIM_LIMIT = 5
Headers = tuple[tuple[str, str], ...]

_SEEN: dict[str, tuple[str, str]] = {}
_SEEN_LIMIT = 4096
_SEEN_LENGTH = 120


class Head(NamedTuple):
    """A status, header lines in order, and where the body starts in the block."""

    status: int
    headers: Headers
    body_at: int


def parse_head(block: bytes) -> Head | None:
    """The head at the start of an HTTP answer (RFC 9112 §2 to §5); None where there is none or it is too long.

    Interim answers (1xx) before the final one are passed over. Lines end in CRLF or LF; folded lines are joined with a
    blank; lines without a colon are left out. Without an empty line everything is head.
    """
    at = 0
    for _ in range(_INTERIM_LIMIT):
        found = _STATUS.match(block, at)
        if found is None:
            return None
        end = block.find(b"\r\n\r\n", at)
        body_at = end + 4
        head = block[at:end].replace(b"\r\n", b"\n")
        if end < 0 or b"\n\n" in head:
            end, body_at = _odd_end(block, at)
            head = block[at:end].replace(b"\r\n", b"\n")
        if end - at > HEAD_LIMIT:
            return None
        status = int(found.group(1))
        if not 100 <= status < 200 or status == 101 or body_at >= len(block):
            return Head(status, _lines(head), body_at)
        at = body_at
    return None


def header_lines(head: bytes) -> Headers:
    """Header lines (without a status line), in order, as (name, value)."""
    return _lines(b"\n" + head.replace(b"\r\n", b"\n"))


def _lines(head: bytes) -> Headers:
    """The lines behind the first line break.

    Archives hold hundreds of millions of heads, and most of their lines were just seen: those are looked up.
    """
    if b"\n " in head or b"\n\t" in head:
        head = _FOLD.sub(b" ", head)
    found: list[tuple[str, str]] = []
    for line in head.decode("latin-1").split("\n")[1:]:
        pair = _SEEN.get(line)
        if pair is None:
            name, colon, value = line.partition(":")
            if not colon:
                continue
            pair = (name.strip(" \t"), value.strip(" \t\r"))
            if len(line) < _SEEN_LENGTH:
                if len(_SEEN) >= _SEEN_LIMIT:
                    _SEEN.clear()
                _SEEN[line] = pair
        found.append(pair)
    return tuple(found)


class Traits(NamedTuple):
    """What the header lines say of the body, lower-case."""

    media_type: str
    """Content-Type without parameters, of the first line; empty where none was sent."""
    transfer: list[str]
    """Words of all Transfer-Encoding lines."""
    content: list[str]
    """Words of all Content-Encoding lines."""
    length: int = -1
    """Content-Length of the first such line; -1 where none holds a number."""


def traits(headers: Headers) -> Traits:
    """Media type and codings of an answer."""
    kind: str | None = None
    transfer: list[str] = []
    content: list[str] = []
    size = -1
    for field, value in headers:
        length = len(field)
        # Most lines are told apart by the length of their names alone.
        if not 11 < length < 18:
            continue
        if length == 12:
            if kind is None and field.lower() == "content-type":
                kind = value.partition(";")[0].strip().lower()
        elif length == 14:
            # In Latin-1 only ASCII digits are decimal.
            if size < 0 and field.lower() == "content-length" and value.isdecimal():
                size = int(value[:18])
        elif length == 16:
            if field.lower() == "content-encoding":
                content += [word.strip().lower() for word in value.split(",")]
        elif length == 17 and field.lower() == "transfer-encoding":
            transfer += [word.strip().lower() for word in value.split(",")]
    return Traits(kind or "", transfer, content, size)


def as_utf8(value: str) -> str:
    """A header value as the UTF-8 that servers write addresses in; as it is where it is none."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def is_ended(block: bytes, head: Head) -> bool:
    """Whether the head of an answer has its empty line: without one more lines may be missing, and the body is."""
    return head.body_at < len(block) or block.endswith((b"\n\n", b"\n\r\n"))


def _odd_end(block: bytes, at: int) -> tuple[int, int]:
    """End of the head and start of the body where some lines end in a bare LF."""
    found = _EMPTY_LINE.search(block, at)
    return (found.start(), found.end()) if found else (len(block), len(block))
