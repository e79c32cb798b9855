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
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")


class Decoded(NamedTuple):
    """A body and what went wrong on the way."""

    body: bytes
    cut: bool = False
    """Whether there was more than the limit."""
    flaw: str = ""
    """`incomplete`: the end is missing; `content-encoding`: it cannot be decoded (the body is what came out)."""
    note: str = ""
    """A repair that was made: `chunking-not-applied`, `coding-not-applied`."""


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

    A body that does not carry its coding's mark is taken as already decoded, as many archives store it.
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
    if name in ("gzip", "x-gzip"):
        return _inflate(raw, 31, limit) if raw[:2] == b"\x1f\x8b" else _already(raw)
    if name == "deflate":
        # RFC 9110 §8.4.1.2 asks for zlib format; some servers send the raw stream.
        zlib_mark = len(raw) >= 2 and raw[0] & 0x0F == 8 and (raw[0] << 8 | raw[1]) % 31 == 0
        found = _inflate(raw, 15 if zlib_mark else -15, limit)
        return _already(raw) if found.flaw == "content-encoding" and not found.body and not zlib_mark else found
    if name == "br":
        return _streamed(BrotliReader(io.BytesIO(raw)), raw, limit)
    if name == "zstd":
        if raw[:4] != b"\x28\xb5\x2f\xfd":
            return _already(raw)
        return _streamed(zstandard.ZstdDecompressor(max_window_size=8 << 20).stream_reader(io.BytesIO(raw)), raw, limit)
    return Decoded(raw, flaw="content-encoding")


def _already(raw: bytes) -> Decoded:
    return Decoded(raw, note="coding-not-applied")


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


def _streamed(
    reader: io.RawIOBase | BrotliReader | zstandard.ZstdDecompressionReader, raw: bytes, limit: int
) -> Decoded:
    parts: list[bytes] = []
    size = 0
    try:
        while size <= limit:
            piece = reader.read(min(65536, limit + 1 - size))
            if not piece:
                break
            parts.append(piece)
            size += len(piece)
    except (OSError, EOFError, ValueError, zstandard.ZstdError):
        if parts:
            return Decoded(b"".join(parts)[:limit], flaw="content-encoding")
        return _already(raw) if _is_text(raw) else Decoded(b"", flaw="content-encoding")
    body = b"".join(parts)
    if not body and _is_text(raw):
        return _already(raw)
    return Decoded(body[:limit], cut=size > limit)


def _is_text(raw: bytes) -> bool:
    try:
        raw[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > 4000
    return b"\0" not in raw[:4096]
