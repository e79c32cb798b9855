"""WARC records written by hand, for tests: nothing of the code under test takes part."""

from __future__ import annotations

import gzip


def record(
    kind: str = "response",
    url: str = "https://example.org/robots.txt",
    block: bytes = b"",
    *,
    date: str = "2031-02-03T10:11:12Z",
    number: int = 1,
    more: tuple[tuple[str, str], ...] = (),
    version: str = "1.1",
    content_type: str = "application/http; msgtype=response",
    length: int | None = None,
) -> bytes:
    """One record as it stands in an uncompressed archive."""
    lines = [
        f"WARC/{version}",
        f"WARC-Type: {kind}",
        f"WARC-Date: {date}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>",
        f"WARC-Target-URI: {url}",
        f"Content-Type: {content_type}",
        *(f"{name}: {value}" for name, value in more),
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """An HTTP answer as a response record holds it."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers]).encode("latin-1") + b"\r\n\r\n" + body


def packed(*records: bytes) -> bytes:
    """Records compressed one by one, as archives do."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
