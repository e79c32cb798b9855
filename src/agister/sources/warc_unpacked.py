"""The bytes of a WARC file or stream after its compression is undone, with the member that each stands in.

FastWARC does this faster. This is for what it does not tell: where members end, and what stands in records that it cannot read.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple, Protocol

import zstandard

GZIP, ZSTD, PLAIN = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"WARC/"
#: First bytes of the frame that holds a dictionary for the frames behind it.
DICTIONARY = b"\x5d\x2a\x4d\x18"

_PIECE = 65536
_OUT = 1 << 20
# Small steps: a Zstandard block of four bytes may hold 128 KiB (RFC 8878 §3.1.1.2), and nothing else bounds a step.
_ZSTD_STEP = 256
_ZSTD_WINDOW = 1 << 27
_SKIPPABLE = range(0x184D2A50, 0x184D2A60)
_DICTIONARY_LIMIT = 16 << 20


class CutMember(OSError):
    """Something that begins at `at` is no whole member."""

    def __init__(self, at: int) -> None:
        super().__init__(f"what begins at byte {at} is no whole compressed member")
        self.at = at


class _Machine(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...


class Unpacked:
    """Bytes from `at` on, as if the archive were not compressed. Raises OSError where they cannot be had."""

    def __init__(self, handle: IO[bytes], mark: bytes, at: int) -> None:
        self._handle = handle
        self._pieces = _plain(handle, at) if mark == PLAIN else _members(handle, mark, at)
        self._is_plain = mark == PLAIN
        self._piece = b""
        self._at = 0
        self._start = at

    @property
    def place(self) -> int:
        """Where the next byte is found: its own offset, or that of the member that it is in."""
        self._more()
        return self._start + self._at if self._is_plain else self._start

    def read(self, size: int) -> bytes:
        """`size` bytes, fewer at the end."""
        parts: list[bytes] = []
        while size > 0 and self._more():
            part = self._piece[self._at : self._at + size]
            parts.append(part)
            self._at += len(part)
            size -= len(part)
        return b"".join(parts)

    def line(self, limit: int) -> bytes:
        """The bytes up to and with the next line feed, at most `limit`; empty at the end."""
        parts: list[bytes] = []
        while limit > 0 and self._more():
            end = self._piece.find(b"\n", self._at, self._at + limit) + 1
            part = self._piece[self._at : end or self._at + limit]
            parts.append(part)
            self._at += len(part)
            limit -= len(part)
            if end:
                break
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Pass over `size` bytes; how many there were."""
        left = size
        while left > 0 and self._more():
            step = min(left, len(self._piece) - self._at)
            self._at += step
            left -= step
        return size - left

    def _more(self) -> bool:
        while self._at >= len(self._piece):
            try:
                found = next(self._pieces, None)
            except (zlib.error, zstandard.ZstdError, struct.error, ValueError) as error:
                raise OSError(str(error)) from error
            if found is None:
                return False
            self._start, self._piece = found
            self._at = 0
        return True


def find(handle: IO[bytes], mark: bytes, start: int) -> int:
    """Offset of the next `mark` at or after `start`; -1 where there is none."""
    handle.seek(start)
    carry = b""
    at = start
    while piece := handle.read(_OUT):
        window = carry + piece
        found = window.find(mark)
        if found >= 0:
            return at + found
        carry = window[-(len(mark) - 1) :]
        at += len(window) - len(carry)
    return -1


class Ending(NamedTuple):
    """What is behind the place where FastWARC saw the end."""

    resume: int = -1
    """Offset of a further member; -1 where there is none."""
    cut: int = -1
    """Offset of a member that has no end; -1 where all have one."""


def gzip_ending(handle: IO[bytes], at: int) -> Ending:
    """The end of an archive of gzip members, walked over from the member at `at` on.

    FastWARC takes an empty member for the end. They come from tools like bgzip, which ends each file with one, when files
    are put together. Of a member that is cut before its first byte comes out FastWARC says nothing at all.
    """
    empty = False
    member = at
    try:
        for member, piece in _members(handle, GZIP, at):
            if empty and piece:
                return Ending(resume=member)
            empty = not piece
    except CutMember as error:
        return Ending(cut=error.at)
    except (OSError, zlib.error):
        return Ending(cut=member)
    return Ending()


def _plain(handle: IO[bytes], at: int) -> Iterator[tuple[int, bytes]]:
    handle.seek(at)
    while piece := handle.read(_PIECE):
        yield at, piece
        at += len(piece)


def _members(handle: IO[bytes], mark: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    dictionary = _dictionary(handle) if mark == DICTIONARY else None
    # Zstandard is fed in small steps, and what is behind a step is copied each time.
    size = _PIECE if mark == GZIP else _PIECE // 16
    handle.seek(at)
    raw = b""
    while True:
        while len(raw) < 8 and (piece := handle.read(size)):
            raw += piece
        if not raw:
            return
        if mark != GZIP and len(raw) >= 8 and int.from_bytes(raw[:4], "little") in _SKIPPABLE:
            at += 8 + int.from_bytes(raw[4:8], "little")
            handle.seek(at)
            raw = b""
            continue
        if not raw.startswith(GZIP[:2] if mark == GZIP else ZSTD):
            raise CutMember(at)
        member, empty, zstd = at, True, _zstd(dictionary) if mark != GZIP else None
        gzip = zlib.decompressobj(31)
        machine: _Machine = zstd or gzip
        while not machine.eof:
            if not raw:
                raw = handle.read(size)
                if not raw:
                    raise CutMember(member)
            if zstd is not None:
                step, behind = raw[:_ZSTD_STEP], raw[_ZSTD_STEP:]
                out = zstd.decompress(step)
                left = zstd.unused_data + behind if zstd.eof else behind
            else:
                out = gzip.decompress(raw, _OUT)
                left = gzip.unused_data if gzip.eof else gzip.unconsumed_tail
            at += len(raw) - len(left)
            raw = left
            if out:
                empty = False
                yield member, out
        if empty:
            yield member, b""


def _zstd(dictionary: zstandard.ZstdCompressionDict | None) -> zstandard.ZstdDecompressionObj:
    return zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=_ZSTD_WINDOW).decompressobj()


def _dictionary(handle: IO[bytes]) -> zstandard.ZstdCompressionDict:
    """The dictionary in front of the archive, which may be compressed itself."""
    handle.seek(0)
    size = min(struct.unpack("<4xI", handle.read(8))[0], _DICTIONARY_LIMIT)
    raw = handle.read(size)
    if raw.startswith(ZSTD):
        with zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).stream_reader(raw) as reader:
            raw = reader.read(_DICTIONARY_LIMIT)
    return zstandard.ZstdCompressionDict(raw)
