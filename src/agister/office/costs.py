"""What the office spends on itself: out of administration, which the charter caps, and never out of a pot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.chart import move
from agister.levy.charter.charter_documents import Action
from agister.levy.instrument import Instrument
from agister.levy.procedure.document import Document
from agister.levy.procedure.document_fields import Field, Schema
from agister.levy.wording import money_text

COST_SCHEMAS: Mapping[str, Schema] = {
    "cost": Schema(
        meaning="a movement of the bank that nobody could explain was a cost of the office",
        fields={
            "id": Field(kind="id", meaning="a name for the cost"),
            "supplier": Field(kind="text", meaning="who was paid"),
            "what": Field(kind="text", meaning="for what"),
            "amount": Field(kind="money"),
            "receipt": Field(kind="id", meaning="the movement, as `agister levy receive` names it"),
        },
    )
}


def _cost(
    document: Document, reader: JournalReader, instrument: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    amount, subject = document.money("amount"), f"receipt:{document.text('receipt')}"
    code = instrument.currency
    if amount.currency != code:
        raise ProcedureError(f"{document.name}: the cost is in {amount.currency}; the books are kept in {code}")
    if amount.units <= 0:
        raise ProcedureError(f"{document.name}: a cost is more than nothing")
    unexplained = [booked.entry for booked in reader.entries(kinds=("unexplained",), subject=subject)]
    explained = [
        booked.entry
        for booked in reader.entries(kinds=("cost_paid",))
        if booked.entry.facts.get("bank_reference") == subject and booked.entry.subject != f"cost:{document.text('id')}"
    ]
    left = sum(int(str(entry.facts["amount"])) for entry in unexplained) - sum(
        int(str(entry.facts["amount"])) for entry in explained
    )
    if amount.units > left:
        raise ProcedureError(
            f"{document.name}: {money_text(left, code)} of the movement {document.text('receipt')} is unexplained, "
            f"less than {money_text(amount.units, code)}"
        )
    there = -reader.balances(under="Administration").get(("Administration", code), 0)
    again = reader.find(f"cost/{document.text('id')}") is not None
    if amount.units > there and not again:
        raise ProcedureError(
            f"{document.name}: {money_text(there, code)} is left for the costs of the office: they are paid from what runs "
            "keep for administration, and from nothing else"
        )
    return (
        JournalEntry(
            key=f"cost/{document.text('id')}",
            kind="cost_paid",
            on=on,
            subject=f"cost:{document.text('id')}",
            by=by,
            text=f"{document.text('supplier')} was paid for {document.text('what')}.",
            facts={
                "supplier": document.text("supplier"),
                "amount": amount.units,
                "what": document.text("what"),
                "bank_reference": subject,
            },
            postings=move("Administration", "Suspense", amount.units, code),
            documents=(document.digest,),
        ),
    )


COST_DOCUMENTS: Mapping[str, Action] = {"cost": _cost}
