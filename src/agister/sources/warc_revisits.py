"""Answers kept for a while, so that a revisit record finds the payload it refers to."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from agister.sources.http_message import Headers

_OVERHEAD = 2048
# Of a 304 these speak of the message that carries them, not of the stored answer (RFC 9111 §3.2).
_OF_THE_MESSAGE = frozenset(
    (
        "connection",
        "content-encoding",
        "content-length",
        "content-range",
        "keep-alive",
        "te",
        "trailer",
        "transfer-encoding",
    )
)


class Payload(NamedTuple):
    """What a revisit takes over from the record it refers to."""

    status: int | None
    headers: Headers
    body: bytes | None
    cut: bool
    date: str = ""
    """WARC-Date as written."""


_Values = tuple[int | None, Headers, bytes | None, bool, str]


class Revisits:
    """The latest answers by record id, payload digest, and address with date; beyond `limit` bytes the oldest go.

    One object may serve several archives of one run, so that a revisit finds a payload in an earlier file.
    """

    __slots__ = ("_asked", "_by_key", "_kept", "_limit", "_size")

    def __init__(self, limit: int = 64 * 1024 * 1024) -> None:
        self._limit = limit
        self._size = 0
        # Plain tuples of plain values, which the garbage collector soon stops looking at.
        self._kept: deque[tuple[Sequence[str], _Values]] = deque()
        # Built when the first revisit asks: most archives hold none, and then nothing is looked up by key.
        self._by_key: dict[str, _Values] = {}
        self._asked = False

    def remember(self, keys: Sequence[str], payload: Payload) -> None:
        """Keep an answer under each of its keys; empty keys are ignored."""
        values: _Values = (payload.status, payload.headers, payload.body, payload.cut, payload.date)
        self._kept.append((keys, values))
        if self._asked:
            self._by_key.update(dict.fromkeys(keys, values))
        self._size += _OVERHEAD + len(payload.body or b"")
        while self._size > self._limit:
            names, old = self._kept.popleft()
            self._size -= _OVERHEAD + len(old[2] or b"")
            for key in names:
                if self._by_key.get(key) is old:
                    del self._by_key[key]

    def find(self, keys: Sequence[str]) -> Payload | None:
        """The answer under the first key that is known."""
        if not self._asked:
            self._asked = True
            for names, values in self._kept:
                self._by_key.update(dict.fromkeys(names, values))
        for key in keys:
            found = self._by_key.get(key) if key else None
            if found is not None:
                return Payload(*found)
        return None


def refreshed(stored: Headers, newer: Headers) -> Headers:
    """Header lines of a stored answer after a 304, whose lines replace those of the same name (RFC 9111 §3.2)."""
    names = {name.lower() for name, _ in newer} - _OF_THE_MESSAGE
    kept = tuple(line for line in stored if line[0].lower() not in names)
    return kept + tuple(line for line in newer if line[0].lower() in names)
