"""The bytes of a shard: unpacked as its name says, and refused where they evidently are something else."""

from __future__ import annotations

import codecs
import io
import re
from typing import IO, Any

import pyarrow as pa

from agister.errors import InputError
from agister.screening.shards import Shard, packing_of

#: How files of other kinds begin, what they are, and what to do about each.
_SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x1f\x8b", "gzip", "give it a name that ends in .gz"),
    (b"\x28\xb5\x2f\xfd", "zstd", "give it a name that ends in .zst"),
    (b"PAR1", "Parquet", "give it a name that ends in .parquet"),
    (b"version https://git-lfs", "a pointer of Git LFS", "fetch the file itself with `git lfs pull`"),
    (b"BZh", "bzip2", "write it uncompressed, or with gzip or zstd"),
    (b"\xfd7zXZ\0", "xz", "write it uncompressed, or with gzip or zstd"),
    (b"PK\x03\x04", "a ZIP archive", "take the files out of it"),
    (b"ARROW1", "Arrow", "write it as Parquet"),
    (b"<!doctype", "an HTML page", "fetch the file itself: a page was saved in its place"),
    (b"<html", "an HTML page", "fetch the file itself: a page was saved in its place"),
)
#: How a packed file begins; zstd may begin with a frame that is to be skipped (RFC 8878, section 3.1.2).
_PACKED = {
    "gzip": re.compile(rb"\x1f\x8b"),
    "zstd": re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"),
}
_KINDS = {"parquet": "Parquet", "csv": "text", "jsonl": "text", "gzip": "gzip", "zstd": "zstd"}


def refuse_other_content(shard: Shard) -> None:
    """Raises `InputError` where a file is empty, or begins as something that its name does not say."""
    if shard.filesystem.size(shard.path) == 0:
        raise InputError(f"{shard.name} is empty (0 bytes)")
    with shard.filesystem.open(shard.path, "rb") as file:
        head = bytes(file.read(32)).removeprefix(codecs.BOM_UTF8).lstrip(b" \r\n")
    expected = _KINDS[shard.format if shard.format == "parquet" else packing_of(shard.path) or shard.format]
    for sign, kind, way in _SIGNS:
        if head.lower().startswith(sign.lower()) and kind != expected:
            raise InputError(f"{shard.name} holds {kind}, not {expected}: {way}")
    begins = _PACKED.get(expected)
    if begins is not None and not begins.match(head):
        raise InputError(f"{shard.name} is not compressed with {expected}: give it a name that does not say so")


def open_bytes(shard: Shard) -> IO[Any]:
    """The uncompressed bytes of a text shard, to be read line by line. Reading raises `OSError` where they break off."""
    return io.BufferedReader(unpacked(shard), 1 << 20)  # type: ignore[type-var]


def unpacked(shard: Shard) -> IO[Any]:
    """The same, to be read in blocks."""
    stream: IO[Any] = shard.filesystem.open(shard.path, "rb")
    packing = packing_of(shard.path)
    if packing is None:
        return stream
    # Arrow reads several frames in a row, and says so where the last one is cut off; others take that for the end.
    packed: IO[Any] = pa.CompressedInputStream(stream, packing)
    return packed


def first_line(error: BaseException) -> str:
    """What an error says, in one line."""
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
