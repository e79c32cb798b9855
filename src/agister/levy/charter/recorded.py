"""Words that stand in entries, read back: an entry that another program booked may hold one that is not known here."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from agister.errors import ProcedureError
from agister.ledger.entry import Fact, JournalEntry

_Word = TypeVar("_Word", bound=StrEnum)


def recorded(words: type[_Word], fact: Fact, entry: JournalEntry) -> _Word:
    """The word that a fact of an entry is. Raises `ProcedureError` naming the entry where it is none."""
    try:
        return words(str(fact))
    except ValueError:
        raise ProcedureError(
            f"entry {entry.key} says {str(fact)[:60]!r}, which is none of {', '.join(words)}: it was booked by another version"
        ) from None
