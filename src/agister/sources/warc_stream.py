"""WARC records of a file or stream in order, going on behind damaged places where the input can be repositioned."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, BinaryIO, cast

import fsspec
from fastwarc.warc import ArchiveIterator, WarcRecord

from agister.errors import InputError
from agister.sources.report import SourceReport
from agister.sources.warc_by_hand import ByHandRecord, by_hand, ends_well, is_cut, look
from agister.sources.warc_unpacked import DICTIONARY, GZIP, PLAIN, ZSTD, Ending, find, gzip_ending

#: Places tried in a row behind one damage before the rest of the file is given up.
_RESUME_LIMIT = 1000
_SCAN = 1 << 20
Archive = str | os.PathLike[str] | IO[bytes]
Record = WarcRecord | ByHandRecord


class NoRecord(InputError):
    """An archive without a single WARC record, also an empty file."""


class Records:
    """All records that can be read, each valid until the next is asked for; to be iterated over once.

    `archive` is a path, any fsspec address (`s3://…`), or a binary stream; plain, gzip (per record or whole) or
    Zstandard (frames, with a leading dictionary frame where there is one). Damage is counted as `invalid-record` and
    as a problem. None comes behind a record that turned out not to end where it says.
    Raises InputError where the archive cannot be opened, NoRecord where it holds no WARC record at all.
    """

    def __init__(self, archive: Archive, name: str, report: SourceReport) -> None:
        self._archive = archive
        self._name = name
        self._report = report
        self.shared: int | None = None
        """Offset of all records, where the archive is compressed as a whole."""
        self._by_hand = False

    def place(self, record: Record) -> int:
        """Byte offset of a record, or of what has to be decompressed to find it."""
        return record.stream_pos if self.shared is None or isinstance(record, ByHandRecord) else self.shared

    def __iter__(self) -> Iterator[Record | None]:
        handle, opened = _open(self._archive, self._name)
        try:
            yield from self._all(handle)
        finally:
            if opened:
                handle.close()

    def _all(self, handle: IO[bytes]) -> Iterator[Record | None]:
        seekable = handle.seekable()
        at = handle.tell() if seekable else 0
        mark = _mark(handle, self._name) if seekable else b""
        last, floor, found, failures, fault = -1, at, 0, 0, ""
        since, passed = 0, -1
        while at >= 0:
            try:
                stream = self._from(handle, mark, at, passed) if seekable else _fast(handle)
                alone = self.shared is None
                for record in stream:
                    found += 1
                    since += 1
                    failures = 0
                    last = record.stream_pos if alone else self.place(record)
                    floor = last + (max(record.content_length, 0) if mark == PLAIN else 0) + 1
                    yield record
                at = self._end(handle, mark, max(last, at)) if seekable else -1
                since, passed = 0, -1
                continue
            except (OSError, ValueError, EOFError) as error:
                fault = str(error)
            if self.shared is not None and passed < 0:
                # FastWARC reads ahead, and drops what it has read where it meets damage in a member of many records.
                at, passed = self.shared, since
                continue
            if failures == 0:
                if seekable and last >= 0 and self.shared is None and not ends_well(handle, mark, last):
                    yield None
                self._damaged(fault, last)
            failures += 1
            if not seekable or failures > _RESUME_LIMIT:
                self._lost(floor)
                break
            at = find(handle, ZSTD if mark == DICTIONARY else mark, floor)
            floor = at + 1
            since, passed = 0, -1
        if not found:
            raise NoRecord(_reason(handle, self._name, fault) if seekable else f"{self._name} holds no WARC record")

    def _from(self, handle: IO[bytes], mark: bytes, at: int, passed: int) -> Iterator[Record]:
        """Records from `at` on; by hand those behind the first `passed` where these are known already."""
        self._by_hand = True
        if passed >= 0:
            return islice(by_hand(handle, mark, at), passed, None)
        seen = look(handle, mark, at)
        self.shared = at if seen.shares else None
        # Behind damage FastWARC would not know of a dictionary in front.
        if seen.odd or (mark == DICTIONARY and at > 0):
            return by_hand(handle, mark, at)
        self._by_hand = False
        handle.seek(at)
        return _fast(handle)

    def _end(self, handle: IO[bytes], mark: bytes, last: int) -> int:
        """Where to go on behind what looked like the end, -1 where it is the end. Takes down a missing rest."""
        ending = Ending()
        if mark == GZIP:
            ending = gzip_ending(handle, last)
        elif mark == PLAIN and is_cut(handle, mark, last):
            ending = Ending(cut=last)
        if ending.cut > last:
            self._report.records += 1
            self._report.skip("invalid-record")
        if ending.cut >= 0:
            self._report.problem(
                "warc-cut-archive",
                f"byte {ending.cut}",
                f"{self._name} ends within what begins here: the end is missing",
                "WARC 1.1 §4",
            )
        # By hand an empty member has been passed over already.
        return -1 if self._by_hand else ending.resume

    def _damaged(self, fault: str, last: int) -> None:
        self._report.records += 1
        self._report.skip("invalid-record")
        where = f"after the record at byte {last}" if last >= 0 else "at the start"
        self._report.problem(
            "warc-damaged", where, f"{self._name}: {fault}; the next record is looked for behind it", "WARC 1.1 §4"
        )

    def _lost(self, floor: int) -> None:
        self._report.problem(
            "warc-rest-lost", f"byte {floor}", f"{self._name}: the rest of the archive could not be read", "WARC 1.1 §4"
        )


def _fast(handle: IO[bytes]) -> Iterator[WarcRecord]:
    found: Iterator[WarcRecord] = iter(ArchiveIterator(handle, parse_http=False, inplace=True))
    return found


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
        raise NoRecord(f"{name} is empty: a WARC file holds at least one record")
    if head.startswith(GZIP):
        return GZIP
    return next((mark for mark in (ZSTD, DICTIONARY) if head.startswith(mark)), PLAIN)


def _reason(handle: IO[bytes], name: str, fault: str) -> str:
    """Why there is no record in an archive, and what to do."""
    handle.seek(0)
    head = handle.read(4096)
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 64)
        except zlib.error:
            head = b""
    if head.startswith(b"filedesc:"):
        return (
            f"{name} is an ARC archive, the forerunner of WARC: convert it, for example with "
            "`warcio recompress OLD.arc.gz NEW.warc.gz`"
        )
    return f"{name} holds no WARC record{f' ({fault})' if fault else ''}: give a .warc, .warc.gz or .warc.zst file"
