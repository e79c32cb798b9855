"""The files of a dataset: one file, a glob or a folder, local or at any fsspec address, and where their output goes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import fsspec
from fsspec.core import strip_protocol, url_to_fs
from fsspec.implementations.local import LocalFileSystem

from agister.errors import InputError, UsageError

_KINDS = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl"}
#: Endings of what a text format is compressed with outside; Parquet compresses inside.
PACKINGS: dict[str, str] = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd"}
#: Format by the ending of a file's name. C4, Dolma, RedPajama and CCNet call JSON Lines `.json.gz`.
FORMATS: dict[str, str] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    **{kind + packing: of for kind, of in _KINDS.items() for packing in ("", *PACKINGS)},
}
#: How messages say it.
READ = ".parquet, .csv, .tsv, .jsonl, .ndjson or .json, the text formats also with .gz or .zst"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One file of a dataset."""

    filesystem: fsspec.AbstractFileSystem
    path: str
    """Path within the filesystem."""
    name: str
    """Path below the dataset's folder; file name for a single file."""
    format: str
    """`parquet`, `csv` or `jsonl`."""

    @property
    def local(self) -> bool:
        """Whether the file lies on this machine's disk and can be mapped."""
        return "file" in _protocols(self.filesystem)

    def digest(self) -> str:
        """SHA-256 of the file's bytes."""
        digest = hashlib.sha256()
        with self.filesystem.open(self.path, "rb") as file:
            while chunk := file.read(1 << 22):
                digest.update(chunk)
        return "sha256:" + digest.hexdigest()


def _protocols(filesystem: fsspec.AbstractFileSystem) -> tuple[str, ...]:
    protocol = filesystem.protocol
    return (protocol,) if isinstance(protocol, str) else tuple(protocol)


def packing_of(name: str) -> str | None:
    """What a text file of this name is compressed with: `gzip`, `zstd`, or None."""
    return next((packing for suffix, packing in PACKINGS.items() if name.lower().endswith(suffix)), None)


def format_of(name: str) -> str | None:
    """The format that a file name says, or None."""
    lower = name.lower()
    return next((kind for suffix, kind in FORMATS.items() if lower.endswith(suffix)), None)


def open_address(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """Filesystem and path of a local path or an fsspec address (`s3://`, `gs://`, `hf://`, …).

    Raises `UsageError` for an empty address, and where the package for that kind of address is not installed.
    """
    if not address:
        # Most often a shell variable that was never set; taken for a path it would be the folder that one stands in.
        raise UsageError("the address of an input or output is empty: name a file, a folder or a glob")
    if "://" not in address:
        # As a path, whatever is in it: fsspec would take `a::b` for a file within another.
        return LocalFileSystem(), strip_protocol(address)
    try:
        filesystem, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(f"cannot open {address}: {error}") from error
    return filesystem, path


def shards_of(address: str) -> tuple[list[Shard], bool]:
    """The shards at an address in order of their names, and whether it is a single file.

    Raises `InputError` where nothing is there or nothing has a known format.
    """
    filesystem, path = open_address(address)
    glob = _GLOB.search(path)
    if filesystem.isdir(path):
        paths, root, single = _wanted(filesystem.find(path), path), path, False
    elif filesystem.exists(path):
        paths, root, single = [path], "", True
        if format_of(path) is None:
            raise InputError(f"{address}: unknown kind of file; agister reads {READ}")
    elif glob is not None:
        # Below the last folder that all matches share, so that equal names in several folders stay apart.
        root, single = path[: glob.start()].rpartition("/")[0], False
        paths = sorted(p for p in filesystem.glob(path) if format_of(p) and not filesystem.isdir(p))
    else:
        raise InputError(f"{address} does not exist")
    if not paths:
        raise InputError(f"{address} holds no file that agister reads ({READ})")
    return [
        Shard(
            filesystem=filesystem,
            path=p,
            name=PurePosixPath(p).name if single else _below(p, root),
            format=format_of(p) or "",
        )
        for p in paths
    ], single


_GLOB = re.compile(r"[*?\[]")


def _wanted(found: Sequence[str], root: str) -> list[str]:
    """The files of a folder that are shards. What begins with `.` or `_`, or lies in a folder that does, is the bookkeeping of
    whatever wrote the folder (`_SUCCESS`, `_temporary`, `_delta_log`, `.cache`); and a plain `.json` is about the dataset
    (`stats.json` beside Parquet) where files of another format are there."""
    shards = sorted(p for p in found if format_of(p) and not re.search(r"(^|/)[._]", _below(p, root)))
    definite = [p for p in shards if not p.lower().endswith(".json")]
    return definite or shards


def _below(path: str, root: str) -> str:
    root = root.rstrip("/")
    if path.startswith(root + "/"):
        return path[len(root) + 1 :]
    return PurePosixPath(path).name if root else path


def local_path(address: str) -> Path | None:
    """The absolute path of an address on this machine's disk; None for any other."""
    filesystem, path = open_address(address)
    return Path(path) if "file" in _protocols(filesystem) else None


def waiting_name(path: str) -> str:
    """Name under which an output is written until it is complete."""
    head, _, tail = path.rpartition("/")
    return f"{head}/.{tail}.part" if head else f".{tail}.part"


def check_formats(shards: Sequence[Shard]) -> None:
    """Refuse a dataset whose shards are of several formats: its columns would not mean one thing."""
    kinds = sorted({shard.format for shard in shards})
    if len(kinds) > 1:
        raise InputError(f"the dataset mixes {' and '.join(kinds)} files: screen them one kind at a time")
