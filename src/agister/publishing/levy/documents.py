"""Documents that journal entries name: which of them a report publishes, and reading them as a table of digests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Protocol

from agister.ledger.entry import JournalEntry

#: Facts that name documents everybody needs to compute again: acts, charters, keys, reference rates.
PUBLIC = ("instrument_digest", "charter_digest", "proposal_digest", "key_digest", "rates_digest")


class ReturnsShown(StrEnum):
    """Whose returns are in a report folder."""

    NONE = "none"
    NAMED = "named"
    """Of payers that the report names: their assessments are final, and their lines are opened as well."""
    ALL = "all"
    """For an auditor, not for everybody."""


class DocumentReader(Protocol):
    """Keeps documents under the digest of their bytes."""

    def has(self, digest: str) -> bool:
        """Whether a document is there."""
        ...

    def read(self, digest: str) -> bytes:
        """A document. Raises `JournalError` where it is missing or was changed."""
        ...


def named_documents(entry: JournalEntry) -> Iterator[tuple[str, str]]:
    """(what it is, digest) of each document that an entry names, each once."""
    seen = set()
    facts: Mapping[str, Any] = entry.facts
    for name, value in facts.items():
        if entry.kind == "charter_adopted" and name == "digest":
            name = "charter_digest"
        if name.endswith("digest") and _is_digest(value) and value not in seen:
            seen.add(value)
            yield name, value
        elif name == "inputs" and isinstance(value, Mapping):
            for word, digest in value.items():
                if _is_digest(digest) and word != "journal" and digest not in seen:
                    seen.add(digest)
                    yield "key_digest" if word == "key" else "input", digest
    for digest in entry.documents:
        if digest not in seen:
            seen.add(digest)
            yield "document", digest


def is_public(what: str, entry: JournalEntry, *, returns: ReturnsShown, named: frozenset[str]) -> bool:
    """Whether a document goes into the folder."""
    if what in PUBLIC or what == "input":
        return True
    if what in ("return_digest", "replaces"):
        return returns is ReturnsShown.ALL or (returns is ReturnsShown.NAMED and str(entry.facts.get("party")) in named)
    return False


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and value.startswith("sha256:") and len(value) == 71
