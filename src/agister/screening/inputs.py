"""What an index is built from: WARC and WACZ files, observations tables, and folders of them, told apart by their names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from agister.errors import InputError
from agister.protocols import PROTOCOLS
from agister.rights import Observation
from agister.sources import folder, table, wacz, warc
from agister.sources.content_coding import BODY_LIMIT
from agister.sources.report import SourceReport
from agister.sources.warc_revisits import Revisits
from agister.sources.warc_stream import NoRecord

_WARC = (".warc", ".warc.gz", ".warc.zst")
_WACZ = ".wacz"
# Found in folders too, and then refused with the way out: what is passed over in silence would look like a site that says nothing.
_ARC = (".arc", ".arc.gz")
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
        self.unread: list[str] = []
        """Why files without any record were passed over."""
        self._digests: list[tuple[str, str]] = []

    def observations(self, progress: Callable[[str, int], None] = lambda _name, _number: None) -> Iterator[Observation]:
        """Observations of all files in order. Raises `InputError` for a file that is not what its name says.

        An archive without any record is passed over and taken down in `unread`, unless all files are like that.
        """
        revisits = Revisits()
        for number, file in enumerate(self.files):
            name = Path(file).name
            progress(name, number)
            try:
                yield from self._read(file, name, revisits)
            except NoRecord as error:
                self.unread.append(str(error))
                self.report.problem("warc-no-record", name, str(error), "WARC 1.1 §4")
                if len(self.unread) == len(self.files):
                    raise
            self._digests.append((name, _digest(file)))

    def _read(self, file: str, name: str, revisits: Revisits) -> Iterator[Observation]:
        if file.lower().endswith(_WARC + _ARC):
            return warc.observations(file, name=name, report=self.report, revisits=revisits)
        if file.lower().endswith(_WACZ):
            return wacz.observations(file, name=name, report=self.report, revisits=revisits)
        return table.observations(file, name=name, report=self.report)

    def digests(self) -> list[tuple[str, str]]:
        """(name, digest) of the files read so far."""
        return self._digests


def _expand(address: str) -> list[str]:
    if "://" in address:
        return [address]
    path = Path(address)
    known = (*_WARC, _WACZ, *_ARC, *_TABLE)
    if path.is_dir():
        found = sorted(str(p) for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(known))
        if not found:
            raise InputError(
                f"{address} holds no WARC file and no observations table; for a site on disk use `agister check {address}`"
            )
        return found
    if not path.is_file():
        raise InputError(f"{address} does not exist")
    if not address.lower().endswith(known):
        raise InputError(
            f"{address}: unknown kind of file; an index is built from {', '.join((*_WARC, _WACZ, *_TABLE))}"
        )
    return [address]


def _digest(file: str) -> str:
    if "://" in file:
        return ""
    with Path(file).open("rb") as stream:
        return "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest()


def site_files(path: Path, origin: str | None = None, report: SourceReport | None = None) -> Iterator[Observation]:
    """Observations of one site on disk: an archive or observations table, a folder with a built site, or a single file of one.

    A single file is taken for the well-known file it is called like, else for the home page. What cannot be read is
    counted in `report`.
    """
    name = path.name.lower()
    if path.is_file() and name.endswith(_WARC + _ARC):
        yield from warc.observations(str(path), name=path.name, report=report)
    elif path.is_file() and name.endswith(_WACZ):
        yield from wacz.observations(str(path), name=path.name, report=report)
    elif path.is_file() and name.endswith(_TABLE):
        yield from table.observations(str(path), name=path.name, report=report)
    elif path.is_dir():
        yield from folder.observations(path, origin=origin or folder.DEFAULT_ORIGIN, report=report)
    else:
        base = (origin or folder.DEFAULT_ORIGIN).rstrip("/")
        known = {p.rpartition("/")[2]: p for protocol in PROTOCOLS for p in reversed(protocol.well_known)}
        try:
            body = folder.read_regular(path, BODY_LIMIT + 1)
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror or error}") from None
        yield Observation(
            url=base + known.get(name, "/"),
            body=body[:BODY_LIMIT],
            truncated=len(body) > BODY_LIMIT,
            source=path.name,
        )
