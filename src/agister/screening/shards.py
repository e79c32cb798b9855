"""The files of a dataset: one file, a glob or a folder, local or at any fsspec address, and where their output goes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import fsspec
from fsspec.core import url_to_fs

from agister.errors import InputError, UsageError

#: Longest suffix first. What Parquet compresses inside, text formats compress outside.
FORMATS: dict[str, str] = {
    ".parquet": "parquet",
    ".csv.gz": "csv",
    ".csv.zst": "csv",
    ".csv": "csv",
    ".jsonl.gz": "jsonl",
    ".jsonl.zst": "jsonl",
    ".jsonl": "jsonl",
    ".ndjson.gz": "jsonl",
    ".ndjson.zst": "jsonl",
    ".ndjson": "jsonl",
}


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


def format_of(name: str) -> str | None:
    """The format that a file name says, or None."""
    lower = name.lower()
    return next((kind for suffix, kind in FORMATS.items() if lower.endswith(suffix)), None)


def open_address(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """Filesystem and path of a local path or an fsspec address (`s3://`, `gs://`, `hf://`, …).

    Raises `UsageError` where the package for that kind of address is not installed.
    """
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
    if any(c in path for c in "*?["):
        paths = sorted(p for p in filesystem.glob(path) if format_of(p))
        root = path.split("*")[0].rsplit("/", 1)[0]
        single = False
    elif filesystem.isdir(path):
        paths = sorted(
            p for p in filesystem.find(path) if format_of(p) and not PurePosixPath(p).name.startswith((".", "_"))
        )
        root, single = path, False
    elif filesystem.exists(path):
        paths, root, single = [path], "", True
        if format_of(path) is None:
            raise InputError(f"{address}: unknown kind of file; agister reads {', '.join(FORMATS)}")
    else:
        raise InputError(f"{address} does not exist")
    if not paths:
        raise InputError(f"{address} holds no file that agister reads ({', '.join(FORMATS)})")
    return [
        Shard(
            filesystem=filesystem,
            path=p,
            name=PurePosixPath(p).name if single else _below(p, root),
            format=format_of(p) or "",
        )
        for p in paths
    ], single


def _below(path: str, root: str) -> str:
    root = root.rstrip("/")
    return path[len(root) + 1 :] if root and path.startswith(root + "/") else PurePosixPath(path).name


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
