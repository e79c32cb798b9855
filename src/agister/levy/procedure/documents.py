"""From a document that was read to the entries that it books: one table for all documents of the procedure.

A return is a document of its own (`agister.levy.return/1`): `returns.file_return` and `assessing.assess_return` take it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from agister.ledger import JournalEntry, JournalReader
from agister.levy.instrument import Instrument
from agister.levy.procedure import documents_of_money as money
from agister.levy.procedure import documents_of_parties as parties
from agister.levy.procedure.document import Document
from agister.levy.procedure.document_booking import Booking
from agister.levy.procedure.document_fields import Schema
from agister.levy.procedure.document_schemas import PROCEDURE_SCHEMAS

#: Books a document: (document, journal, act, day, who) → entries. Raises `ProcedureError` or `LevyError`.
Action = Callable[[Document, JournalReader, Instrument, date, str], tuple[JournalEntry, ...]]

_BOOKED_BY: Mapping[str, Callable[[Booking], tuple[JournalEntry, ...]]] = {
    "registration": parties.book_registration,
    "registration-decision": parties.book_registration_decision,
    "membership": parties.book_membership,
    "obligation": parties.book_obligation,
    "waiver": parties.book_waiver,
    "enquiry": parties.book_enquiry,
    "determination": parties.book_determination,
    "matching": money.book_matching,
    "taking-back": money.book_taking_back,
    "refund": money.book_refund,
    "notice": money.book_notice,
    "joint-liability": money.book_joint_liability,
    "interest": money.book_interest,
    "dispute": money.book_dispute,
    "dispute-decision": money.book_dispute_decision,
    "remission": money.book_remission,
    "write-off": money.book_write_off,
}


def _action(word: str) -> Action:
    def book(
        document: Document, reader: JournalReader, instrument: Instrument, on: date, by: str
    ) -> tuple[JournalEntry, ...]:
        return _BOOKED_BY[word](Booking(document=document, reader=reader, instrument=instrument, on=on, by=by))

    return book


#: Word of a schema → what may stand in the document, and what books it.
PROCEDURE_DOCUMENTS: Mapping[str, tuple[Schema, Action]] = MappingProxyType(
    {word: (schema, _action(word)) for word, schema in PROCEDURE_SCHEMAS.items()}
)


def book_document(
    document: Document, reader: JournalReader, instrument: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """Entries of a document of the procedure. Raises `ProcedureError` or `LevyError` with the reason, and then books nothing."""
    return PROCEDURE_DOCUMENTS[document.schema][1](document, reader, instrument, on, by)
