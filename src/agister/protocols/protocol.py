"""What a file in this folder must offer: the contract of an opt-out protocol.

A protocol is a module. It has four values and two functions:

* `name`: its file name;
* `specification`: title, version and date of what it implements;
* `well_known`: the site-wide paths it reads, e.g. `("/robots.txt",)`; a failed fetch of one of them makes it unreadable;
* `keys`: the choices it leaves to a policy;
* `read(seen)`: one observation → statements in source order, problems, and links to further documents;
* `order(statements, question)`: its own order of precedence, as panels of rulebooks (`agister.rights.panel`).

The list of ours is `agister.protocols.PROTOCOLS`; a third party passes `PROTOCOLS + (mine,)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from agister.protocols.seen import Seen
from agister.rights import Panel, PolicyKey, Problem, Question, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What one protocol found in one observation."""

    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()
    links: tuple[str, ...] = ()
    """Absolute URLs of documents that the observed origin declares to speak for it (RSL); site-wide carriers only."""


NOTHING = ReadResult()


class ReservationProtocol(Protocol):
    """The contract. Implemented by modules, so every member is an attribute of the module."""

    @property
    def name(self) -> str: ...

    @property
    def specification(self) -> str: ...

    @property
    def well_known(self) -> tuple[str, ...]: ...

    @property
    def keys(self) -> tuple[PolicyKey, ...]: ...

    def read(self, seen: Seen) -> ReadResult:
        """Statements, problems and links of one observation. Never raises on any bytes; bounded time and memory."""
        ...

    def order(self, statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
        """Panels for one question. `statements` are this protocol's, of one origin and possibly one URL of it, with those
        that were seen under carriers in source order. `Standing.FAILED` and `UNCLEAR` ones never arrive here: they are handled alike for
        all protocols by `agister.protocols.precedence`."""
        ...


@runtime_checkable
class LinkingProtocol(Protocol):
    """What a protocol offers besides, whose `read` gives links."""

    def answered(self, url: str) -> Statement:
        """The marker that a linked document was looked for and says nothing: without it the document counts as unread."""
        ...
