"""One origin, asked politely: what is asked for in which order, how redirects are followed, when to stop."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import ada_url

from agister.formats.robots_txt import is_allowed
from agister.rights import Observation
from agister.sources.content_coding import Decoded, decode, unchunk
from agister.sources.http_fetch import Exchange, Limits, Target, fetch
from agister.sources.http_message import Headers, as_utf8, traits
from agister.sources.http_safety import FetchFailure
from agister.sources.http_state import CollectState
from agister.sources.http_warc import WarcWriter

#: Longest Retry-After that is waited for, in seconds; after a longer one the origin is asked for nothing but signal files.
RETRY_LIMIT = 30.0

# After these nothing else can be had from the origin, so it is not asked again.
_HOPELESS = frozenset(("dns", "refused", "private-address", "unreachable", "tls"))
_LINKS_LIMIT = 20


@dataclass(slots=True, kw_only=True)
class Visits:
    """What all visits of a run share."""

    agent: str
    token: str
    paths: Sequence[str]
    links: Callable[[Observation], Iterable[str]]
    delay: float
    limits: Limits
    allow_private: bool
    tls: ssl.SSLContext | None
    writer: WarcWriter
    state: CollectState
    count: Callable[[str], None]
    written: int = 0
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    async def ask(self, target: Target) -> Exchange:
        """One request to an origin, when it is its turn, written down before it is given back."""
        lock = self._locks.setdefault(target.origin, asyncio.Lock())
        async with lock:
            wait = self._last.get(target.origin, 0.0) + self.delay - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            # robots.txt is always had whole: its rules are needed now.
            earlier = None if target.path == "/robots.txt" else self.state.earlier.get(target.url)
            headers: list[tuple[str, str]] = [
                ("User-Agent", self.agent),
                ("Accept", "*/*"),
                ("Accept-Encoding", "gzip"),
            ]
            if earlier is not None and earlier.etag:
                headers.append(("If-None-Match", earlier.etag))
            if earlier is not None and earlier.modified:
                headers.append(("If-Modified-Since", earlier.modified))
            found = await fetch(
                target, tuple(headers), limits=self.limits, allow_private=self.allow_private, tls=self.tls
            )
            self._last[target.origin] = time.monotonic()
        newer = self.writer.exchange(found, earlier)
        if newer is not None:
            self.state.keep(newer)
        self.written += 1
        self.count(found.failure or ("unchanged" if found.status == 304 else f"{(found.status or 0) // 100}xx"))
        return found

    def fail(self, url: str, kind: str) -> None:
        """Write down a failure for which no request was made."""
        self.writer.failure(url, kind, datetime.now(UTC))
        self.written += 1
        self.count(kind)

    def forget(self, origin: str) -> None:
        """Let go of what was kept for an origin that is done."""
        if origin in self._locks and not self._locks[origin].locked():
            del self._locks[origin]
            self._last.pop(origin, None)


class Visitor:
    """The visit of one origin."""

    def __init__(self, visits: Visits, origin: str) -> None:
        self._visits = visits
        self._origin = origin
        self._asked: set[str] = set()
        self._rules: dict[str, bytes | None] = {}
        """Origin → its robots.txt; None where it could not be had: then everything but signal files is forbidden."""
        self._full = False

    async def visit(self, pages: Sequence[str]) -> None:
        """Signal files, what they link to, home page, given pages."""
        linked: list[str] = []
        for path in self._visits.paths:
            found = await self._signal(self._origin + path)
            if path == "/robots.txt":
                self._rules[self._origin] = _rules(found)
            # Time runs out for each request anew: whoever lets robots.txt time out is not asked for the rest.
            if found is not None and (
                found.failure in _HOPELESS or (path == "/robots.txt" and found.failure == "timeout")
            ):
                break
            linked += self._links(found)
        else:
            for url in (self._origin + "/", *pages):
                linked += self._links(await self._page(url))
            for url in list(dict.fromkeys(linked))[:_LINKS_LIMIT]:
                await self._signal(url)
        self._visits.forget(self._origin)

    async def _signal(self, url: str) -> Exchange | None:
        return None if url in self._asked else await self._follow(url)

    async def _page(self, url: str) -> Exchange | None:
        if url in self._asked or self._full:
            return None
        return await self._follow(url, polite=True)

    async def _allowed(self, target: Target) -> bool:
        """Whether robots.txt of the target's origin, also of another one, lets this collector ask for it."""
        if target.origin not in self._rules:
            self._rules[target.origin] = _rules(await self._follow(target.origin + "/robots.txt"))
        rules = self._rules[target.origin]
        return rules is not None and is_allowed(rules, self._visits.token, target.url)

    async def _follow(self, url: str, *, polite: bool = False) -> Exchange | None:
        """Ask for a URL and for where it redirects to; every hop is written. Gives the last answer.

        `polite`: only for what robots.txt allows, at each hop.
        """
        first, seen = url, set[str]()
        found: Exchange | None = None
        for _ in range(self._visits.limits.redirects + 1):
            try:
                target = Target.of(url)
            except FetchFailure as failure:
                self._visits.fail(first, failure.kind)
                return None
            if target.url in seen:
                break
            if polite and not await self._allowed(target):
                self._visits.count("robots-disallowed")
                return found
            seen.add(target.url)
            self._asked.add(target.url)
            found = await self._patient(target)
            location = _location(found)
            if not location:
                return found
            try:
                url = ada_url.join_url(target.url, location)
            except ValueError:
                self._visits.fail(first, "bad-url")
                return None
        self._visits.fail(first, "redirect-loop")
        return None

    async def _patient(self, target: Target) -> Exchange:
        """Ask, and once more where the origin says after how short a while."""
        found = await self._visits.ask(target)
        wait = _retry_after(found)
        if wait is not None and wait <= RETRY_LIMIT:
            await asyncio.sleep(wait)
            found = await self._visits.ask(target)
            wait = _retry_after(found)
        if wait is not None and target.origin == self._origin:
            self._full = True
        return found

    def _links(self, found: Exchange | None) -> list[str]:
        if found is None or found.status is None:
            return []
        return list(self._visits.links(_observation(found)))[:_LINKS_LIMIT]


def _observation(found: Exchange) -> Observation:
    shape = traits(found.headers)
    raw = found.response[found.body_at :]
    plain = unchunk(raw) if "chunked" in shape.transfer else Decoded(raw)
    done = decode(plain.body, shape.content)
    # Where the body was cut on purpose, a chunk or gzip member without its end is no defect.
    flaw = "" if found.truncated == "length" else plain.flaw or done.flaw
    return Observation(
        url=found.target.url,
        fetched_at=found.started,
        status=found.status,
        headers=found.headers,
        body=done.body,
        error=flaw or None,
        truncated=bool(found.truncated),
    )


def _rules(found: Exchange | None) -> bytes | None:
    """The robots.txt that a fetch gives (RFC 9309 §2.3.1): unavailable (4xx) allows all, unreachable forbids all."""
    if found is None or found.status is None or found.status == 304:
        return None
    if found.truncated in ("time", "disconnect"):
        # What is missing might forbid what is asked next.
        return None
    if 200 <= found.status < 300:
        seen = _observation(found)
        return None if seen.error else seen.body
    return b"" if 300 <= found.status < 500 else None


def _location(found: Exchange) -> str:
    if found.status not in (301, 302, 303, 307, 308):
        return ""
    return as_utf8(_header(found.headers, "location"))


def _retry_after(found: Exchange) -> float | None:
    """Seconds that a 429 or 503 asks to wait; None where it does not, infinity where it names a date or a 429 no time."""
    if found.status not in (429, 503):
        return None
    text = _header(found.headers, "retry-after")
    if not text:
        # Too many requests (RFC 6585 §4) is an answer to us, whether or not it says until when.
        return float("inf") if found.status == 429 else None
    return float(text) if text.isascii() and text.isdigit() and len(text) < 10 else float("inf")


def _header(headers: Headers, name: str) -> str:
    return next((value.strip() for field, value in headers if field.lower() == name), "")
