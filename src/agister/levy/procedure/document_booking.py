"""What an action on a document has at hand: the document, the journal, the act, the day and who books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agister.errors import ProcedureError
from agister.ledger import Amount, JournalReader
from agister.levy.instrument import Instrument
from agister.levy.procedure.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A document on its way into the journal."""

    document: Document
    reader: JournalReader
    instrument: Instrument
    on: date
    by: str

    def units(self, amount: object) -> int:
        """Minor units of an amount in the currency of the act. Raises `ProcedureError` for another."""
        if not isinstance(amount, Amount) or amount.currency != self.instrument.currency:
            said = amount.currency if isinstance(amount, Amount) else "nothing"
            raise ProcedureError(
                f"{self.document.name}: an amount is in {said}; this levy is charged in {self.instrument.currency}"
            )
        return amount.units
