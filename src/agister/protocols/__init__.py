"""Opt-out protocols: bytes → statements → the ones that count. One file each, and this list."""

from __future__ import annotations

from agister.protocols import (
    ai_txt,
    aipref,
    content_signals,
    prose,
    robots_meta,
    robots_txt,
    rsl,
    tdmrep,
    trust_txt,
    x_robots_tag,
)
from agister.protocols.precedence import answer, panels_of, resolve
from agister.protocols.protocol import NOTHING, LinkingProtocol, ReadResult, ReservationProtocol
from agister.protocols.seen import Seen

#: In the order in which a protocol is named when several gave the same outcome.
PROTOCOLS: tuple[ReservationProtocol, ...] = (
    robots_txt,
    aipref,
    content_signals,
    tdmrep,
    x_robots_tag,
    robots_meta,
    rsl,
    ai_txt,
    trust_txt,
    prose,
)

__all__ = [
    "NOTHING",
    "PROTOCOLS",
    "LinkingProtocol",
    "ReadResult",
    "ReservationProtocol",
    "Seen",
    "answer",
    "panels_of",
    "resolve",
]
