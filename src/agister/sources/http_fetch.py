"""One HTTP request, and the answer byte for byte as it came: bounded in size and time, pinned to a checked address.

Written on asyncio's streams, not on an HTTP library: evidence must be what the server sent, also where it is malformed.
"""

from __future__ import annotations

import asyncio
import errno
import re
import ssl
import time
from dataclasses import dataclass
from datetime import UTC, datetime

import ada_url

from agister.errors import UsageError
from agister.sources.content_coding import BODY_LIMIT
from agister.sources.http_message import Head, Headers, parse_head, traits
from agister.sources.http_safety import FetchFailure, addresses

_PIECE = 65536
_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*[;\r\n]")
_SIZE_LINE = 4096
# Shortages on this machine, which say nothing about the site.
_OURS = frozenset((errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one request."""

    seconds: float = 30.0
    """For everything from the look-up of the name to the last byte."""
    connect_seconds: float = 10.0
    """For one connection including TLS."""
    head_bytes: int = 64 * 1024
    body_bytes: int = BODY_LIMIT
    """Of the body as sent, before decoding. What is longer is kept up to here and marked as cut."""
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL taken apart as browsers do (WHATWG)."""

    url: str
    origin: str
    secure: bool
    host: str
    """Without brackets."""
    port: int
    authority: str
    """Host and port as the Host header says them."""
    path: str
    """Path and query."""

    @staticmethod
    def of(url: str) -> Target:
        """The target of an absolute http(s) URL; raises FetchFailure `bad-url` or `unsupported-scheme`."""
        try:
            parsed = ada_url.URL(url)
        except ValueError as error:
            raise FetchFailure("bad-url", url[:200]) from error
        if parsed.protocol not in ("http:", "https:"):
            raise FetchFailure("unsupported-scheme", url[:200])
        secure = parsed.protocol == "https:"
        return Target(
            url=f"{parsed.protocol}//{parsed.host}{parsed.pathname}{parsed.search}",
            origin=f"{parsed.protocol}//{parsed.host}",
            secure=secure,
            host=parsed.hostname.strip("[]"),
            port=int(parsed.port) if parsed.port else 443 if secure else 80,
            authority=parsed.host,
            path=parsed.pathname + parsed.search,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and what came back."""

    target: Target
    started: datetime
    request: bytes = b""
    response: bytes = b""
    """Status line, header lines and body as sent; empty where `failure` says why."""
    status: int | None = None
    headers: Headers = ()
    body_at: int = 0
    address: str = ""
    truncated: str = ""
    """`length`, `time` or `disconnect` where the body was not read to its end (WARC-Truncated)."""
    failure: str = ""
    """Why there is no answer: `timeout`, `dns`, `tls`, `refused`, `reset`, `private-address`, `protocol-error`, …"""


async def fetch(
    target: Target,
    headers: Headers,
    *,
    limits: Limits,
    allow_private: bool = False,
    tls: ssl.SSLContext | None = None,
) -> Exchange:
    """Ask once, without following redirects. Never raises for what the network does: it becomes `failure`.

    Raises UsageError where this machine has no room for another connection.
    """
    started = datetime.now(UTC)
    lines = [("Host", target.authority), *headers, ("Connection", "close")]
    request = f"GET {target.path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines) + "\r\n"
    sent = request.encode("latin-1", "replace")
    deadline = time.monotonic() + limits.seconds
    address = ""
    try:
        async with asyncio.timeout(limits.seconds):
            reader, writer, address = await _connect(target, limits, allow_private, tls)
        try:
            writer.write(sent)
            raw, head, truncated = await _answer(reader, limits, deadline)
        finally:
            # Not waited for: a peer that never closes must not hold the collector.
            writer.transport.abort()
    except FetchFailure as failure:
        return Exchange(target=target, started=started, request=sent, address=address, failure=failure.kind)
    except TimeoutError:
        return Exchange(target=target, started=started, request=sent, address=address, failure="timeout")
    except (OSError, UnicodeError) as error:
        return Exchange(target=target, started=started, request=sent, address=address, failure=_kind(error))
    return Exchange(
        target=target,
        started=started,
        request=sent,
        response=raw,
        status=head.status,
        headers=head.headers,
        body_at=head.body_at,
        address=address,
        truncated=truncated,
    )


async def _connect(
    target: Target, limits: Limits, allow_private: bool, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, str]:
    last: Exception = FetchFailure("dns")
    for address in await addresses(target.host, target.port, allow_private=allow_private):
        try:
            async with asyncio.timeout(limits.connect_seconds):
                # The checked address is connected to; the name only goes into TLS, so that no second look-up can differ.
                reader, writer = await asyncio.open_connection(
                    address,
                    target.port,
                    limit=limits.head_bytes,
                    ssl=(tls or ssl.create_default_context()) if target.secure else None,
                    server_hostname=target.host if target.secure else None,
                )
        except (OSError, UnicodeError) as error:
            last = error
        else:
            return reader, writer, address
    raise last


async def _answer(reader: asyncio.StreamReader, limits: Limits, deadline: float) -> tuple[bytes, Head, str]:
    """Bytes of the answer, its head, and why it is not whole."""
    raw = bytearray()
    head = await _head(reader, raw, limits, deadline)
    if head.status in (204, 304):
        return bytes(raw[: head.body_at]), head, ""
    length = _length(head.headers)
    if "chunked" not in traits(head.headers).transfer and _contradicts(head.headers):
        raise FetchFailure("protocol-error", "the answer announces two lengths")
    chunk_at = head.body_at if "chunked" in traits(head.headers).transfer else -1
    end = head.body_at + limits.body_bytes
    truncated = ""
    while True:
        if chunk_at >= 0:
            chunk_at, done = _walk(raw, chunk_at)
            if done:
                break
        elif length is not None and len(raw) - head.body_at >= length:
            del raw[head.body_at + length :]
            break
        if len(raw) > end:
            break
        try:
            piece = await _piece(reader, deadline)
        except TimeoutError:
            truncated = "time"
            break
        except OSError:
            truncated = "disconnect"
            break
        if not piece:
            truncated = "disconnect" if chunk_at >= 0 or length is not None else ""
            break
        raw += piece
    if len(raw) > end:
        truncated = "length"
        del raw[end:]
    return bytes(raw), head, truncated


async def _head(reader: asyncio.StreamReader, raw: bytearray, limits: Limits, deadline: float) -> Head:
    """Read until the head of the final answer is there."""
    head: Head | None = None
    while True:
        if b"\r\n\r\n" in raw or b"\n\n" in raw:
            head = parse_head(bytes(raw))
            # An interim answer alone (100, 103): the final one is still to come.
            if head is None or head.status >= 200 or head.status == 101:
                break
        elif len(raw) > limits.head_bytes:
            raise FetchFailure("protocol-error", "the head is longer than is read")
        piece = await _piece(reader, deadline)
        if not piece:
            if not raw:
                raise FetchFailure("reset", "the connection was closed without an answer")
            head = parse_head(bytes(raw))
            break
        raw += piece
    if head is None or head.body_at > limits.head_bytes:
        raise FetchFailure("protocol-error", "what came is no HTTP answer with a head of usual size")
    return head


def _walk(raw: bytearray, at: int) -> tuple[int, bool]:
    """Go on over chunks from the size line at `at`: where the next size line starts, and whether the last was met.

    -1 where there is no chunk after all: then the end of the connection is the end of the body.
    """
    while True:
        line_end = raw.find(b"\n", at, at + _SIZE_LINE)
        if line_end < 0:
            return (at if len(raw) - at < _SIZE_LINE else -1), False
        found = _SIZE.match(raw, at)
        if found is None:
            return -1, False
        size = int(found.group(1), 16)
        if size == 0:
            return at, True
        following = line_end + 1 + size + 2
        if following > len(raw):
            return at, False
        at = following


async def _piece(reader: asyncio.StreamReader, deadline: float) -> bytes:
    async with asyncio.timeout(max(0.0, deadline - time.monotonic())):
        return await reader.read(_PIECE)


def _length(headers: Headers) -> int | None:
    for name, value in headers:
        if name.lower() == "content-length":
            return int(value) if value.strip().isascii() and value.strip().isdigit() and len(value) < 19 else None
    return None


def _contradicts(headers: Headers) -> bool:
    """Whether several lengths are announced (RFC 9112 §6.3): each of them may be the one that hides a rule."""
    found = {part.strip() for name, value in headers if name.lower() == "content-length" for part in value.split(",")}
    return len(found) > 1


def _kind(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in _OURS:
        raise UsageError(
            f"no further connection can be opened ({error.strerror}): lower --concurrency, or raise the limit (ulimit -n)"
        ) from error
    match error:
        case ssl.SSLError():
            return "tls"
        case ConnectionRefusedError():
            return "refused"
        case ConnectionResetError() | BrokenPipeError() | ConnectionAbortedError():
            return "reset"
        case UnicodeError():
            return "bad-url"
        case _:
            return "unreachable"
