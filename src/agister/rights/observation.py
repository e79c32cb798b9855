"""Bytes that were seen on the web: when, where, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One answer (or failure) of one URL at one time. What every source yields."""

    url: str
    """The URL that was asked for, absolute."""
    fetched_at: datetime | None = None
    """When, timezone-aware UTC; None = unknown, counts at any time."""
    status: int | None = None
    """HTTP status; None with a body = it was read (status 200 is assumed)."""
    headers: tuple[tuple[str, str], ...] = ()
    """Header lines in order, as (name, value); raw bytes decoded as Latin-1."""
    body: bytes | None = None
    """Content after transfer and content decoding; None = no body was kept."""
    error: str | None = None
    """Kind of failure where no response came: `timeout`, `dns`, `tls`, `reset`, `redirect-loop`, … or any text."""
    truncated: bool = False
    """Whether the body was cut off by the collector's size limit."""
    source: str = ""
    """Evidence pointer: name of the file the observation was read from."""
    offset: int | None = None
    """Evidence pointer: byte offset of the WARC record, or row number of the table."""
