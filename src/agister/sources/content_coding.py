"""Undoing transfer and content codings of a stored answer, bounded: a bomb yields its first bytes and no more."""

from __future__ import annotations

import io
import re
import zlib
from typing import NamedTuple

import zstandard
from fastwarc.stream_io import BrotliReader

#: Most bytes of a decoded body that any source hands on. No protocol reads further (RFC 9309 §2.5 asks for 500 KiB).
BODY_LIMIT = 2 * 1024 * 1024

_CODINGS_LIMIT = 3
_STEP = 16_384
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_STEP = 256
_ZSTD_WINDOW = 8 << 20
_MARKS = ((b"\x1f\x8b", "gzip"), (_ZSTD, "zstd"))
# Control characters that no text holds, also none in an ISO 2022 charset.
_NO_TEXT = re.compile(rb"[\x00-\x08\x10-\x19\x1c-\x1f]")
_LOOKED_AT = 1024
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")


class Decoded(NamedTuple):
    """A body and what went wrong on the way."""

    body: bytes
    cut: bool = False
    """Whether there was more than the limit."""
    flaw: str = ""
    """`incomplete`: the end is missing; `content-encoding`: it cannot be decoded (the body is what came out)."""
    note: str = ""
    """A repair that was made: `chunking-not-applied`, `coding-not-applied`, `coding-mislabelled`."""


def unchunk(raw: bytes) -> Decoded:
    """The content of a chunked body (RFC 9112 §7.1).

    Archives often keep the header and store the content without chunks: what does not start with a chunk size is
    returned as it stands.
    """
    found = _CHUNK_SIZE.match(raw)
    if found is None:
        return Decoded(raw, note="chunking-not-applied" if raw else "")
    parts: list[bytes] = []
    while found is not None:
        size = int(found.group(1), 16)
        start = found.end()
        if size == 0:
            return Decoded(b"".join(parts))
        piece = raw[start : start + size]
        parts.append(piece)
        if len(piece) < size:
            return Decoded(b"".join(parts), flaw="incomplete")
        at = start + size
        at += 2 if raw[at : at + 2] == b"\r\n" else 1 if raw[at : at + 1] == b"\n" else 0
        found = _CHUNK_SIZE.match(raw, at)
        if found is None and at < len(raw) and len(parts) == 1:
            # One "chunk" and then something else: the first line only looked like a size.
            return Decoded(raw, note="chunking-not-applied")
    return Decoded(b"".join(parts), flaw="incomplete")


def decode(raw: bytes, codings: list[str], limit: int = BODY_LIMIT) -> Decoded:
    """`raw` with content codings undone, last applied first (RFC 9110 §8.4), at most `limit` bytes.

    A body that does not carry its coding's mark is taken as already decoded, as many archives store it, if it can be text;
    one that carries the mark of another coding is undone by that.
    """
    body, cut, flaw, note = raw, False, "", ""
    names = [name for name in codings if name not in ("", "identity", "none", "utf-8")]
    if len(names) > _CODINGS_LIMIT:
        return Decoded(raw[:limit], len(raw) > limit, "content-encoding")
    for name in reversed(names):
        if not body:
            break
        step = _undo(body, name, limit)
        body, cut = step.body, cut or step.cut
        flaw, note = flaw or step.flaw, note or step.note
        if flaw:
            break
    if len(body) > limit:
        body, cut = body[:limit], True
    return Decoded(body, cut, flaw, note)


def _undo(raw: bytes, name: str, limit: int) -> Decoded:
    shown = next((coding for mark, coding in _MARKS if raw.startswith(mark)), "")
    if name in ("gzip", "x-gzip"):
        named = "gzip"
    elif name in ("deflate", "br", "zstd"):
        named = name
    else:
        named = ""
    if named == "br" or (named and named == shown) or (named == "deflate" and not shown):
        found = _undone(raw, named, limit)
        if not found.flaw or named == shown:
            return found
        # Neither has a mark: what cannot be undone may be text, or the work of another coding.
        other = _otherwise(raw, shown, limit)
        partly = bool(found.body) and other.note == "coding-not-applied" and not _is_utf8(raw)
        return found if other.flaw or partly else other
    return _otherwise(raw, shown or ("deflate" if _is_zlib(raw) else ""), limit)


def _undone(raw: bytes, name: str, limit: int) -> Decoded:
    match name:
        case "gzip":
            return _inflate(raw, 31, limit)
        case "zstd":
            return _unzstd(raw, limit)
        case "br":
            return _unbrotli(raw, limit)
        case _:
            # RFC 9110 §8.4.1.2 asks for zlib format; some servers send the raw stream.
            return _inflate(raw, 15 if _is_zlib(raw) else -15, limit)


def _otherwise(raw: bytes, shown: str, limit: int) -> Decoded:
    """What its own coding does not fit: undone by the mark that it shows, else taken as it stands if it can be text."""
    if shown:
        found = _undone(raw, shown, limit)
        if not found.flaw:
            return found._replace(note="coding-mislabelled")
    if _NO_TEXT.search(raw, 0, _LOOKED_AT) and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Decoded(raw[:limit], len(raw) > limit, "content-encoding")
    return Decoded(raw, note="coding-not-applied")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw[:_LOOKED_AT].decode("utf-8")
    except UnicodeDecodeError as error:
        # A character may be cut in two at the end of what is looked at.
        return error.start > _LOOKED_AT - 4
    return True


def _is_zlib(raw: bytes) -> bool:
    """Whether the first two bytes are a header of RFC 1950 §2.2."""
    return len(raw) >= 2 and raw[0] & 0x0F == 8 and (raw[0] << 8 | raw[1]) % 31 == 0


def _inflate(raw: bytes, window: int, limit: int) -> Decoded:
    # Fed in steps: zlib copies what stands behind a member, and a body may be made of a hundred thousand empty ones.
    out = bytearray()
    at = 0
    while at < len(raw):
        machine = zlib.decompressobj(window)
        while not machine.eof and at < len(raw):
            try:
                out += machine.decompress(raw[at : at + _STEP], limit + 1 - len(out))
            except zlib.error:
                return Decoded(bytes(out), flaw="content-encoding")
            if len(out) > limit:
                return Decoded(bytes(out[:limit]), cut=True)
            at += _STEP
        if not machine.eof:
            return Decoded(bytes(out), flaw="incomplete")
        at = min(at, len(raw)) - len(machine.unused_data)
        # Several gzip members follow one another (RFC 1952 §2.2); anything else behind the end is padding.
        if window != 31 or raw[at : at + 2] != b"\x1f\x8b":
            break
    return Decoded(bytes(out))


def _unzstd(raw: bytes, limit: int) -> Decoded:
    out = bytearray()
    at = 0
    while at < len(raw):
        machine = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
        while not machine.eof and at < len(raw):
            try:
                # Small steps: a block of four bytes may hold 128 KiB (RFC 8878 §3.1.1.2), and nothing else bounds a step.
                out += machine.decompress(raw[at : at + _ZSTD_STEP])
            except zstandard.ZstdError:
                return Decoded(bytes(out[:limit]), len(out) > limit, "content-encoding")
            if len(out) > limit:
                return Decoded(bytes(out[:limit]), cut=True)
            at += _ZSTD_STEP
        if not machine.eof:
            return Decoded(bytes(out), flaw="incomplete")
        at = min(at, len(raw)) - len(machine.unused_data)
        # Frames follow one another (RFC 8878 §3.1); anything else behind the end is padding.
        if not raw.startswith(_ZSTD, at):
            break
    return Decoded(bytes(out))


def _unbrotli(raw: bytes, limit: int) -> Decoded:
    reader = BrotliReader(io.BytesIO(raw))
    parts: list[bytes] = []
    size = 0
    try:
        while size <= limit:
            piece = reader.read(min(65536, limit + 1 - size))
            if not piece:
                break
            parts.append(piece)
            size += len(piece)
    except (OSError, EOFError, ValueError):
        return Decoded(b"".join(parts)[:limit], size > limit, "content-encoding")
    body = b"".join(parts)
    # Text can begin with the bits of an empty stream.
    return Decoded(body[:limit], cut=size > limit, flaw="" if body else "content-encoding")
