"""WARC records of a file or stream in order, going on behind damaged places where the input can be repositioned."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO, cast

import fsspec
from fastwarc.warc import ArchiveIterator, WarcRecord

from agister.errors import InputError
from agister.sources.report import SourceReport

#: Places tried in a row behind one damage before the rest of the file is given up.
_RESUME_LIMIT = 1000
_SCAN = 1 << 20
_GZIP, _ZSTD, _PLAIN = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"WARC/"
_DICTIONARY = b"\x5d\x2a\x4d\x18"
Archive = str | os.PathLike[str] | IO[bytes]


def records(archive: Archive, name: str, report: SourceReport) -> Iterator[WarcRecord]:
    """All records that can be read, each valid until the next is asked for.

    `archive` is a path, any fsspec address (`s3://…`), or a binary stream; plain, gzip (per record or whole) or
    Zstandard (frames, with a leading dictionary frame where there is one). Damage is counted as `invalid-record` and
    as a problem.
    Raises InputError where the archive cannot be opened, is empty, or holds no WARC record at all.
    """
    handle, opened = _open(archive, name)
    try:
        yield from _records(handle, name, report)
    finally:
        if opened:
            handle.close()


def _records(handle: IO[bytes], name: str, report: SourceReport) -> Iterator[WarcRecord]:
    seekable = handle.seekable()
    mark = _mark(handle, name) if seekable else b""
    # Frames behind damage need the dictionary in front of the file, which a new reader would not see.
    seekable = seekable and mark != _DICTIONARY
    last, floor, found, failures = -1, 0, 0, 0
    iterator = ArchiveIterator(handle, parse_http=False, inplace=True)
    while True:
        try:
            for record in iterator:
                found += 1
                failures = 0
                last = record.stream_pos
                floor = last + (max(record.content_length, 0) if mark == _PLAIN else 0) + 1
                yield record
            break
        except (OSError, ValueError, EOFError) as error:
            if failures == 0:
                report.records += 1
                report.skip("invalid-record")
                where = f"after the record at byte {last}" if last >= 0 else "at the start"
                report.problem(
                    "warc-damaged", where, f"{name}: {error}; reading goes on at the next record", "WARC 1.1 §4"
                )
            failures += 1
        if not seekable or failures > _RESUME_LIMIT:
            report.problem(
                "warc-rest-lost", f"byte {floor}", f"{name}: the rest of the archive could not be read", "WARC 1.1 §4"
            )
            break
        at = _find(handle, mark, floor)
        if at < 0:
            break
        floor = at + 1
        handle.seek(at)
        iterator = ArchiveIterator(handle, parse_http=False, inplace=True)
    if not found:
        raise InputError(f"{name} holds no WARC record: give a .warc, .warc.gz or .warc.zst file")


class _Pipe:
    """A stream that can only be read on, with the position that FastWARC asks for."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._inner.read(size)
        self._at += len(piece)
        return piece

    def tell(self) -> int:
        return self._at

    def seekable(self) -> bool:
        return False


def _open(archive: Archive, name: str) -> tuple[IO[bytes], bool]:
    if not isinstance(archive, str | os.PathLike):
        return (archive if archive.seekable() else cast(IO[bytes], _Pipe(archive))), False
    address = os.fspath(archive)
    try:
        if "://" in address:
            opened: BinaryIO = fsspec.open(address, "rb").open()
            return opened, True
        return Path(address).open("rb", buffering=_SCAN), True
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"{name} cannot be opened: {error}") from error


def _mark(handle: IO[bytes], name: str) -> bytes:
    """The bytes that start a record in this archive."""
    start = handle.tell()
    head = handle.read(8)
    handle.seek(start)
    if not head:
        raise InputError(f"{name} is empty: a WARC file holds at least one record")
    if head.startswith(_GZIP):
        return _GZIP
    return next((mark for mark in (_ZSTD, _DICTIONARY) if head.startswith(mark)), _PLAIN)


def _find(handle: IO[bytes], mark: bytes, start: int) -> int:
    """Offset of the next `mark` at or after `start`; -1 where there is none."""
    handle.seek(start)
    carry = b""
    at = start
    while piece := handle.read(_SCAN):
        window = carry + piece
        found = window.find(mark)
        if found >= 0:
            return at + found
        carry = window[-(len(mark) - 1) :]
        at += len(window) - len(carry)
    return -1
