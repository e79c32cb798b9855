"""Every document of charter, payees and scope in one list: what may stand in it, and the entries that it books.

`governed(document, …)` books a document once a day: the same one again gives the entries that it gave before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.charter.charter_documents import CHARTER_DOCUMENTS, CHARTER_SCHEMAS, Action
from agister.levy.instrument import Instrument
from agister.levy.payees.payee_documents import PAYEE_DOCUMENTS, PAYEE_SCHEMAS
from agister.levy.procedure.document import Document
from agister.levy.procedure.document_fields import Schema
from agister.levy.scope.scope_documents import SCOPE_DOCUMENTS, SCOPE_SCHEMAS

#: Word of a schema → what may stand in its document.
GOVERNANCE_SCHEMAS: Mapping[str, Schema] = {**CHARTER_SCHEMAS, **PAYEE_SCHEMAS, **SCOPE_SCHEMAS}

#: Kinds of entry that these documents book.
KINDS: Mapping[str, tuple[str, ...]] = {
    "charter": ("charter_adopted",),
    "accession": ("party_acceded",),
    "withdrawal": ("party_withdrew",),
    "decision": ("decision_proposed",),
    "consultation": ("decision_consulted",),
    "vote": ("vote_cast",),
    "count": ("decision_taken",),
    "remittance-sent": ("remittance_sent",),
    "remittance-received": ("remittance_received",),
    "payee-application": ("payee_applied",),
    "payee-check": ("payee_checked",),
    "payee-account": ("payee_bank_changed",),
    "payee-report": ("payee_reported",),
    "payee-suspension": ("payee_suspended",),
    "payee-reinstatement": ("payee_reinstated",),
    "payee-closure": ("payee_closed",),
    "deployment": ("deployment_registered", "scope_decided"),
    "scope-decision": ("scope_decided",),
}


def governed(
    document: Document, reader: JournalReader, instrument: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """The entries of a document. Raises `ProcedureError` (or `LevyError`) with the reason; nothing is booked then."""
    booked = tuple(
        item.entry
        for item in reader.entries(kinds=KINDS[document.schema])
        if document.digest in item.entry.documents and item.entry.on == on
    )
    if booked:
        return booked
    return _ACTIONS[document.schema](document, reader, instrument, on, by)


_ACTIONS: Mapping[str, Action] = {**CHARTER_DOCUMENTS, **PAYEE_DOCUMENTS, **SCOPE_DOCUMENTS}

#: Word of a schema → what its document does, once.
GOVERNANCE_DOCUMENTS: Mapping[str, Action] = dict.fromkeys(_ACTIONS, governed)
