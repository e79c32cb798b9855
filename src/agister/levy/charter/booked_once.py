"""What a document does, and that it does it once: the same document on the same day gives the entries that it gave before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.instrument import Instrument
from agister.levy.procedure.document import Document

#: What a document does: entries for the journal, or `ProcedureError` (or `LevyError`) with the reason why not.
Action = Callable[[Document, JournalReader, Instrument, date, str], tuple[JournalEntry, ...]]


def once(action: Action, *kinds: str) -> Action:
    """An action that gives what is booked where its document was booked on that day; `kinds`: of the entries that it books."""

    def booked_once(
        document: Document, reader: JournalReader, instrument: Instrument, on: date, by: str
    ) -> tuple[JournalEntry, ...]:
        found = (booked.entry for booked in reader.entries(kinds=kinds))
        before = tuple(entry for entry in found if entry.on == on and document.digest in entry.documents)
        return before or action(document, reader, instrument, on, by)

    return booked_once
