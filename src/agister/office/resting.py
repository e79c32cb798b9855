"""Documents of a desk that shares out: payees that cannot be found and are found again, and costs that were not needed.

All other money that rests does so by itself: as long as its payee cannot be paid, or gets too little.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.charter.booked_once import once
from agister.levy.charter.charter_documents import Action
from agister.levy.instrument import Instrument
from agister.levy.procedure.document import Document
from agister.levy.procedure.document_fields import Field, Schema
from agister.levy.runs import Why, hold, release, return_administration

_PAYOUT = Field(kind="id", meaning="RUN/PAYEE, as `agister levy distribute list` names it")

RESTING_SCHEMAS: Mapping[str, Schema] = {
    "hold": Schema(
        meaning="the payee of a payout cannot be found or reached: what is payable of it rests",
        fields={
            "payout": _PAYOUT,
            "reason": Field(kind="text", meaning="what was tried, and how it failed"),
        },
    ),
    "release": Schema(
        meaning="the payee of a payout was found: what rested is payable again",
        fields={
            "payout": _PAYOUT,
            "reason": Field(kind="text", meaning="how it was found"),
        },
    ),
    "administration-return": Schema(
        meaning="what the office did not need for its costs goes back into a pot",
        fields={
            "pot": Field(kind="id", meaning="the pot, named after its period"),
            "amount": Field(kind="money"),
            "reason": Field(kind="text", meaning="why it is not needed"),
        },
    ),
}


def _hold(document: Document, reader: JournalReader, _act: Instrument, on: date, by: str) -> tuple[JournalEntry, ...]:
    return hold(
        reader,
        payout=document.text("payout"),
        why=Why.UNLOCATED,
        reason=document.text("reason"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _release(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    return release(
        reader,
        payout=document.text("payout"),
        why=Why.UNLOCATED,
        reason=document.text("reason"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _administration_return(
    document: Document, reader: JournalReader, act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    amount = document.money("amount")
    if amount.currency != act.currency:
        raise ProcedureError(
            f"{document.name}: the amount is in {amount.currency}; the books are kept in {act.currency}"
        )
    return return_administration(
        reader,
        pot=document.text("pot"),
        units=amount.units,
        currency=amount.currency,
        reason=document.text("reason"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


RESTING_DOCUMENTS: Mapping[str, Action] = {
    "hold": once(_hold, "held"),
    "release": once(_release, "released"),
    "administration-return": once(_administration_return, "administration_returned"),
}
