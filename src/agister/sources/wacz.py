"""Observations from WACZ files (Web Archive Collection Zipped 1.1): a ZIP with WARC files in `archive/`."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, cast

import fsspec

from agister.errors import InputError
from agister.rights import Observation
from agister.sources import warc
from agister.sources.report import SourceReport
from agister.sources.warc_revisits import Revisits
from agister.sources.warc_stream import NoRecord

_WARC = (".warc", ".warc.gz", ".warc.zst")


def observations(
    address: str, *, name: str, report: SourceReport | None = None, revisits: Revisits | None = None
) -> Iterator[Observation]:
    """Every observation of the WARC files inside, in the order of the ZIP's directory.

    `address` is a path or fsspec address. The source of an observation is `NAME/archive/FILE`, its offset that within FILE.
    Raises InputError where this is no ZIP, NoRecord where it holds no WARC record.
    """
    counts = report if report is not None else SourceReport()
    known = revisits if revisits is not None else Revisits()
    with ExitStack() as stack:
        try:
            # fsspec also opens plain paths.
            handle = stack.enter_context(fsspec.open(address, "rb"))
            packed = stack.enter_context(zipfile.ZipFile(handle))
        except (OSError, ValueError, ImportError, zipfile.BadZipFile) as error:
            raise InputError(f"{name} cannot be opened as WACZ: {error}") from error
        found = False
        for entry in packed.infolist():
            if not (entry.filename.startswith("archive/") and entry.filename.lower().endswith(_WARC)):
                continue
            inner = f"{name}/{entry.filename}"
            try:
                stream = stack.enter_context(_opened(packed, handle, entry))
            except (OSError, RuntimeError, zipfile.BadZipFile) as error:
                # RuntimeError is what an encrypted entry gives.
                counts.problem("wacz-entry", inner, f"{inner} cannot be opened: {error}", "WACZ 1.1 §5")
                continue
            try:
                yield from warc.observations(stream, name=inner, report=counts, revisits=known)
                found = True
            except NoRecord as error:
                counts.problem("warc-no-record", inner, str(error), "WARC 1.1 §4")
            except OSError as error:
                counts.problem("wacz-entry", inner, f"{inner}: {error}; the rest of it is lost", "WACZ 1.1 §5")
                found = True
        if not found:
            raise NoRecord(f"{name} holds no WARC record in archive/: is it a WACZ file?")


def _opened(packed: zipfile.ZipFile, handle: IO[bytes], entry: zipfile.ZipInfo) -> IO[bytes]:
    """An entry, to be read from any place; those that are stored as they are (the usual) without reading from the start."""
    if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
        return cast(IO[bytes], io.BufferedReader(_Entry(packed.open(entry))))
    handle.seek(entry.header_offset)
    head = handle.read(30)
    start = entry.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    return cast(IO[bytes], io.BufferedReader(_Window(handle, start, entry.file_size), 1 << 20))


class _Entry(io.RawIOBase):
    """A compressed entry, whose damage is an OSError as that of any file."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._inner.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise OSError(str(error)) from error
        buffer[: len(piece)] = piece
        return len(piece)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._inner.seek(offset, whence)


class _Window(io.RawIOBase):
    """The bytes of a file from `start` on, `size` of them."""

    def __init__(self, inner: IO[bytes], start: int, size: int) -> None:
        self._inner = inner
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._inner.seek(self._start + self._at)
        piece = self._inner.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        origin = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, origin + offset)
        return self._at
