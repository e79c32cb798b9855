"""What an entry of a kind says and moves, and the check of an entry against it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from agister.errors import JournalError
from agister.ledger.entry import PRIVATE, Fact, JournalEntry, is_sealed

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """One kind of entry."""

    name: str
    subject: str
    """What stands before the colon of its subject: `assessment` → `assessment:A-17`."""
    meaning: str
    facts: Mapping[str, str] = field(default_factory=dict)
    """Name → kind: `text`, `day`, `count` (whole, ≥ 0), `units` (minor units, either sign), `yes`, `digest`, `texts`, `rows` (a list
    of mappings), `table` (a mapping). A kind that ends in `?` may be left out."""
    debit: tuple[str, ...] = ()
    """Beginnings of the accounts that it may debit."""
    credit: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    """Facts, at any depth, that are sealed before an entry is shown to everybody; `text` is the sentence of the entry."""
    mirrored: bool = False
    """It may also post the other way round: a correction downwards, a reversal."""

    def check(self, entry: JournalEntry) -> None:
        """Raises `JournalError` where an entry of this kind lacks a fact, has one too many, or moves other accounts."""
        where = f"entry {entry.key} ({self.name})"
        if entry.subject.partition(":")[0] != self.subject or not entry.subject.partition(":")[2]:
            raise JournalError(f"{where} is about {entry.subject}; it must be about {self.subject}:…")
        salts = entry.facts.get(PRIVATE, {})
        for name in entry.facts:
            if name not in self.facts and name != PRIVATE:
                raise JournalError(
                    f"{where} states {name!r}, which its kind does not know; known: {', '.join(self.facts)}"
                )
        for name, kind in self.facts.items():
            if name not in entry.facts:
                if not kind.endswith("?"):
                    raise JournalError(f"{where} does not state {name!r}")
            elif isinstance(salts, Mapping) and name in salts and is_sealed(entry.facts[name]):
                continue
            elif not _is(entry.facts[name], kind.rstrip("?")):
                raise JournalError(f"{where}: {name!r} is {entry.facts[name]!r}; it must be {_WORDS[kind.rstrip('?')]}")
        for posting in entry.postings:
            debit = posting.units > 0
            allowed = (*self.debit, *self.credit) if self.mirrored else self.debit if debit else self.credit
            if not any(posting.account == item or posting.account.startswith(f"{item}:") for item in allowed):
                side = "debit" if debit else "credit"
                raise JournalError(
                    f"{where} may not {side} {posting.account}; it may {side} {', '.join(allowed) or 'nothing'}"
                )


_WORDS = {
    "text": "a text",
    "day": "a day, YYYY-MM-DD",
    "count": "a whole number, not negative",
    "units": "a whole number of minor units",
    "yes": "true or false",
    "digest": "sha256: and 64 hexadecimal digits",
    "texts": "a list of texts",
    "rows": "a list of mappings",
    "table": "a mapping",
}


def _is(value: Fact, kind: str) -> bool:
    if kind == "text":
        return isinstance(value, str) and bool(value)
    if kind == "day":
        return isinstance(value, str) and _day(value)
    if kind in ("count", "units"):
        return type(value) is int and (kind == "units" or value >= 0)
    if kind == "yes":
        return isinstance(value, bool)
    if kind == "digest":
        return isinstance(value, str) and bool(_DIGEST.fullmatch(value))
    if kind == "table":
        return isinstance(value, Mapping)
    if isinstance(value, str | Mapping) or not hasattr(value, "__iter__"):
        return False
    return all(isinstance(item, str if kind == "texts" else Mapping) for item in value)  # type: ignore[union-attr]


def _day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
