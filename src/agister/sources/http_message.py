"""The head of a stored HTTP answer: status and header lines as they came, byte for byte in Latin-1."""

from __future__ import annotations

import re
from typing import NamedTuple

#: Longest head that is read, in bytes. More is a header bomb and makes the answer unreadable.
HEAD_LIMIT = 256 * 1024

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_INTERIM_LIMIT = 5
Headers = tuple[tuple[str, str], ...]


class Head(NamedTuple):
    """A status, header lines in order, and where the body starts in the block."""

    status: int
    headers: Headers
    body_at: int


def parse_head(block: bytes) -> Head | None:
    """The head at the start of an HTTP answer (RFC 9112 §2–§5); None where there is none or it is too long.

    Interim answers (1xx) before the final one are passed over. Lines end in CRLF or LF; folded lines are joined with a
    blank; lines without a colon are left out. Without an empty line everything is head.
    """
    at = 0
    for _ in range(_INTERIM_LIMIT):
        found = _STATUS.match(block, at)
        if found is None:
            return None
        end, body_at = _head_end(block, at)
        if end - at > HEAD_LIMIT:
            return None
        status = int(found.group(1))
        if not 100 <= status < 200 or status == 101 or body_at >= len(block):
            return Head(status, header_lines(block[at:end], status_line=True), body_at)
        at = body_at
    return None


def header_lines(head: bytes, *, status_line: bool = False) -> Headers:
    """Header lines of a head, in order, as (name, value); surrounding blanks removed."""
    if b"\n " in head or b"\n\t" in head:
        head = _FOLD.sub(b" ", head)
    lines = head.decode("latin-1").split("\n")
    found: list[tuple[str, str]] = []
    for line in lines[1:] if status_line else lines:
        name, colon, value = line.partition(":")
        if colon:
            found.append((name.strip(" \t"), value.strip(" \t\r")))
    return tuple(found)


def header(headers: Headers, name: str) -> str:
    """The value of the first header line called `name` (lower-case); empty where there is none."""
    for field, value in headers:
        if len(field) == len(name) and field.lower() == name:
            return value
    return ""


def codings(headers: Headers, name: str) -> list[str]:
    """The comma-separated words of all lines called `name`, lower-case."""
    words: list[str] = []
    for field, value in headers:
        if len(field) == len(name) and field.lower() == name:
            words += [word.strip().lower() for word in value.split(",")]
    return words


def media_type(headers: Headers) -> str:
    """Content-Type without parameters, lower-case; empty where none was sent."""
    return header(headers, "content-type").partition(";")[0].strip().lower()


def _head_end(block: bytes, at: int) -> tuple[int, int]:
    crlf = block.find(b"\r\n\r\n", at)
    bare = block.find(b"\n\n", at, crlf if crlf >= 0 else len(block))
    if bare >= 0:
        return bare, bare + 2
    mixed = block.find(b"\n\r\n", at, crlf + 1 if crlf >= 0 else len(block))
    if mixed >= 0 and (crlf < 0 or mixed < crlf):
        return mixed, mixed + 3
    return (crlf, crlf + 4) if crlf >= 0 else (len(block), len(block))
