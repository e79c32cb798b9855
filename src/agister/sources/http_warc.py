"""Writing what was fetched as WARC 1.1 (ISO 28500:2017): request, response, revisit, and failures as metadata records."""

from __future__ import annotations

import gzip
import hashlib
import os
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from agister.errors import InputError
from agister.sources.http_fetch import Exchange

#: A segment that has reached this size, in bytes, is closed and the next begun.
SEGMENT_BYTES = 1_000_000_000

_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A response that was written before and that the server now calls unchanged."""

    url: str
    date: str
    record: str
    digest: str
    etag: str = ""
    modified: str = ""


class WarcWriter:
    """Appends records to segments `NAME-00000.warc.gz` in a folder. An unfinished segment has `.part` behind its name, so
    that whoever reads the folder sees whole files only. Raises InputError where the folder cannot be written."""

    def __init__(self, folder: Path, name: str, software: str, *, segment_bytes: int = SEGMENT_BYTES) -> None:
        self._folder = folder
        self._name = name
        self._software = software
        self._segment_bytes = segment_bytes
        self._file: BinaryIO | None = None
        self._part = folder
        self._number = 0
        self.segments: list[Path] = []
        """Finished segments."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def position(self) -> tuple[str, int]:
        """Name of the open segment and its length, all of it handed to the system."""
        if self._file is None:
            return "", 0
        self._file.flush()
        return self._part.name, self._file.tell()

    def exchange(self, exchange: Exchange, earlier: Earlier | None = None) -> Earlier | None:
        """Write a request with its answer or failure. Gives what a later conditional request needs, where it can be made."""
        date = _stamp(exchange.started)
        url = exchange.target.url
        request_id, answer_id = _identity(), _identity()
        pair = [("WARC-Concurrent-To", answer_id)]
        address = [("WARC-IP-Address", exchange.address)] if exchange.address else []
        if exchange.failure:
            self.failure(url, exchange.failure, exchange.started, address=exchange.address)
            return None
        body = exchange.response[exchange.body_at :]
        digest = _digest(body)
        if exchange.status == 304 and earlier is not None:
            more = [
                *address,
                ("WARC-Profile", _NOT_MODIFIED),
                ("WARC-Refers-To", earlier.record),
                ("WARC-Refers-To-Target-URI", earlier.url),
                ("WARC-Refers-To-Date", earlier.date),
                ("WARC-Payload-Digest", earlier.digest),
            ]
            self._record("revisit", url, date, answer_id, "application/http; msgtype=response", exchange.response, more)
        else:
            more = [*address, ("WARC-Payload-Digest", digest)]
            if exchange.truncated:
                more.append(("WARC-Truncated", exchange.truncated))
            self._record(
                "response", url, date, answer_id, "application/http; msgtype=response", exchange.response, more
            )
        self._record("request", url, date, request_id, "application/http; msgtype=request", exchange.request, pair)
        if exchange.status == 304:
            return earlier
        names = {name.lower(): value for name, value in reversed(exchange.headers)}
        etag, modified = names.get("etag", ""), names.get("last-modified", "")
        if exchange.status != 200 or exchange.truncated or not (etag or modified):
            return None
        return Earlier(url=url, date=date, record=answer_id, digest=digest, etag=etag, modified=modified)

    def failure(self, url: str, kind: str, at: datetime, *, address: str = "") -> None:
        """Write that a URL gave no answer: a metadata record with a field `fetchFailure`."""
        more = [("WARC-IP-Address", address)] if address else []
        block = f"fetchFailure: {kind}\r\n".encode("latin-1", "replace")
        self._record("metadata", url, _stamp(at), _identity(), "application/warc-fields", block, more)

    def close(self) -> None:
        """Finish the open segment."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
            whole = self._part.with_suffix("")
            self._part.rename(whole)
            self.segments.append(whole)

    def _record(
        self, kind: str, url: str, date: str, identity: str, media_type: str, block: bytes, more: list[tuple[str, str]]
    ) -> None:
        if self._file is not None and self._file.tell() >= self._segment_bytes:
            self.close()
        if self._file is None:
            self._open()
        lines = [
            ("WARC-Type", kind),
            *([("WARC-Target-URI", url)] if url else []),
            ("WARC-Date", date),
            ("WARC-Record-ID", identity),
            *more,
            ("WARC-Block-Digest", _digest(block)),
            ("Content-Type", media_type),
            ("Content-Length", str(len(block))),
        ]
        head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines) + "\r\n"
        packed = gzip.compress(head.encode() + block + b"\r\n\r\n", 6)
        if self._file is not None:
            self._file.write(packed)

    def _open(self) -> None:
        while True:
            whole = self._folder / f"{self._name}-{self._number:05}.warc.gz"
            self._number += 1
            if not whole.exists():
                break
        self._part = whole.with_name(whole.name + ".part")
        try:
            self._file = self._part.open("wb")
        except OSError as error:
            raise InputError(f"{self._folder} cannot be written to: {error.strerror}") from error
        block = f"software: {self._software}\r\nformat: WARC File Format 1.1\r\n".encode()
        now = _stamp(datetime.now(UTC))
        self._record(
            "warcinfo", "", now, _identity(), "application/warc-fields", block, [("WARC-Filename", whole.name)]
        )


def recover(folder: Path, ends: dict[str, int]) -> list[Path]:
    """Finish segments that an interrupted run left, each cut at the length that the run noted last (`ends`)."""
    found: list[Path] = []
    for part in sorted(folder.glob("*.warc.gz.part")):
        end = min(ends.get(part.name, 0), part.stat().st_size)
        if end == 0:
            part.unlink()
            continue
        with part.open("r+b") as opened:
            opened.truncate(end)
        found.append(part.rename(part.with_suffix("")))
    return found


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _identity() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _digest(block: bytes) -> str:
    # Base 16: the padding that base 32 of this length needs is no part of the grammar (WARC 1.1 §5.8).
    return "sha256:" + hashlib.sha256(block).hexdigest()
