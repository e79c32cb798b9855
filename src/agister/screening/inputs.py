"""What an index is built from: WARC files, observations tables, and folders of them, told apart by their names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from agister.errors import InputError
from agister.protocols import PROTOCOLS
from agister.rights import Observation
from agister.sources import folder, table, warc
from agister.sources.report import SourceReport
from agister.sources.warc_revisits import Revisits

_WARC = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")
_TABLE = (
    ".parquet",
    ".csv",
    ".csv.gz",
    ".csv.zst",
    ".jsonl",
    ".jsonl.gz",
    ".jsonl.zst",
    ".ndjson",
    ".ndjson.gz",
    ".ndjson.zst",
)


class IndexInputs:
    """Input files of a build, opened one after another."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self.files = [file for address in addresses for file in _expand(address)]
        self.report = SourceReport()
        self._digests: list[tuple[str, str]] = []

    def observations(self, progress: Callable[[str, int], None] = lambda _name, _number: None) -> Iterator[Observation]:
        """Observations of all files in order. Raises `InputError` for a file that is not what its name says."""
        revisits = Revisits()
        for number, file in enumerate(self.files):
            name = Path(file).name
            progress(name, number)
            if file.lower().endswith(_WARC):
                yield from warc.observations(file, name=name, report=self.report, revisits=revisits)
            else:
                yield from table.observations(file, name=name, report=self.report)
            self._digests.append((name, _digest(file)))

    def digests(self) -> list[tuple[str, str]]:
        """(name, digest) of the files read so far."""
        return self._digests


def _expand(address: str) -> list[str]:
    if "://" in address:
        return [address]
    path = Path(address)
    if path.is_dir():
        found = sorted(str(p) for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(_WARC + _TABLE))
        if not found:
            raise InputError(
                f"{address} holds no WARC file and no observations table; for a site on disk use `agister check {address}`"
            )
        return found
    if not path.is_file():
        raise InputError(f"{address} does not exist")
    if not address.lower().endswith(_WARC + _TABLE):
        raise InputError(f"{address}: unknown kind of file; an index is built from {', '.join(_WARC + _TABLE)}")
    return [address]


def _digest(file: str) -> str:
    if "://" in file:
        return ""
    with Path(file).open("rb") as stream:
        return "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest()


def site_files(path: Path, origin: str | None = None) -> Iterator[Observation]:
    """Observations of one site on disk: a WARC or observations table, a folder with a built site, or a single file of one.

    A single file is taken for the well-known file it is called like, else for the home page.
    """
    name = path.name.lower()
    if path.is_file() and name.endswith(_WARC):
        yield from warc.observations(str(path), name=path.name)
    elif path.is_file() and name.endswith(_TABLE):
        yield from table.observations(str(path), name=path.name)
    elif path.is_dir():
        yield from folder.observations(path, origin=origin or folder.DEFAULT_ORIGIN)
    else:
        base = (origin or folder.DEFAULT_ORIGIN).rstrip("/")
        known = {p.rpartition("/")[2]: p for protocol in PROTOCOLS for p in reversed(protocol.well_known)}
        yield Observation(url=base + known.get(name, "/"), body=path.read_bytes(), source=path.name)
