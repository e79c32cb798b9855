"""What a file in this folder must offer: one kind of key, read from its section of a key file."""

from __future__ import annotations

from typing import Protocol

from agister.ledger.tree import Rule
from agister.levy.allocations.section import Section


class Allocation(Protocol):
    """A kind of key. Implemented by modules."""

    @property
    def name(self) -> str:
        """What `kind:` says."""
        ...

    @property
    def summary(self) -> str:
        """One line for people."""
        ...

    @property
    def keys(self) -> tuple[str, ...]:
        """Its own keys in a key file."""
        ...

    def read(self, section: Section) -> Rule:
        """The rule that a section states. Raises `SharingError` with line and key."""
        ...
