"""The documents of a charter's life, and the entry that each books: adoption, accession, withdrawal, proposal, consultation, vote,
count, and what offices hand to one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.charter.adoption import adopt_charter
from agister.levy.charter.booked_once import Action, once
from agister.levy.charter.charter import Matter, PartyKind
from agister.levy.charter.charter_file import CHARTER, charter_in_force
from agister.levy.charter.counting import Vote
from agister.levy.charter.decisions import consult, propose, take, vote
from agister.levy.charter.parties import accede, withdraw
from agister.levy.charter.remittances import receive, send
from agister.levy.instrument import Instrument
from agister.levy.procedure.document import Document
from agister.levy.procedure.document_fields import Field, Schema

__all__ = ["CHARTER_DOCUMENTS", "CHARTER_SCHEMAS", "Action"]

_CHARTER = Field(kind="id", meaning="id of the charter")
_DECISION = Field(kind="id", meaning="id of the decision")

CHARTER_SCHEMAS: Mapping[str, Schema] = {
    "charter": CHARTER,
    "accession": Schema(
        meaning="a state or a company joins a charter",
        fields={
            "charter": _CHARTER,
            "party": Field(kind="id"),
            "kind": Field(kind="word", words=tuple(PartyKind)),
            "name": Field(kind="text"),
            "since": Field(kind="day"),
            "remits_to": Field(kind="id", needed=False, meaning="office that it hands its pot to"),
            "revenue": Field(
                kind="texts", needed=False, meaning="what its office levies: DE, EU channel=api, world group=…"
            ),
        },
    ),
    "withdrawal": Schema(
        meaning="a party leaves a charter",
        fields={
            "charter": _CHARTER,
            "party": Field(kind="id"),
            "until": Field(kind="day", meaning="first day as no party"),
        },
    ),
    "decision": Schema(
        meaning="a party proposes a decision",
        fields={
            "id": _DECISION,
            "charter": _CHARTER,
            "matter": Field(kind="word", words=tuple(Matter)),
            "proposal": Field(kind="text", meaning="what is proposed, in a sentence"),
            "proposal_digest": Field(kind="digest", meaning="of the file proposed: a key, a charter, a text"),
            "proposer": Field(kind="id"),
        },
    ),
    "consultation": Schema(
        meaning="the consultation on a proposal is over",
        fields={
            "charter": _CHARTER,
            "decision": _DECISION,
            "start": Field(kind="day"),
            "end": Field(kind="day"),
            "responses": Field(kind="count"),
        },
    ),
    "vote": Schema(
        meaning="a party votes",
        fields={
            "charter": _CHARTER,
            "decision": _DECISION,
            "voter": Field(kind="id"),
            "vote": Field(kind="word", words=tuple(Vote)),
        },
    ),
    "count": Schema(
        meaning="the votes on a proposal are counted",
        fields={
            "charter": _CHARTER,
            "decision": _DECISION,
            "takes_effect": Field(kind="day", meaning="day from which the decision has effect, if adopted"),
        },
    ),
    "remittance-sent": Schema(
        meaning="this office hands money of a pot to the office that shares out",
        fields={
            "id": Field(kind="id"),
            "office": Field(kind="id", meaning="the office that gets it"),
            "period": Field(kind="id"),
            "amount": Field(kind="money"),
            "bank_reference": Field(kind="text", needed=False),
        },
    ),
    "remittance-received": Schema(
        meaning="money of another office's pot arrived in this one",
        fields={
            "id": Field(kind="id"),
            "charter": _CHARTER,
            "office": Field(kind="id", meaning="the party whose office sent it"),
            "period": Field(kind="id"),
            "amount": Field(kind="money"),
            "receipt": Field(kind="id", meaning="id of the receipt that it came with"),
        },
    ),
}


def _accession(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    return accede(
        reader,
        charter_in_force(reader, document.text("charter"), on),
        party=document.text("party"),
        kind=PartyKind(document.text("kind")),
        name=document.text("name"),
        since=document.day("since"),
        remits_to=document.text("remits_to"),
        revenue=document.texts("revenue"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _withdrawal(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    return withdraw(
        reader,
        charter_in_force(reader, document.text("charter"), on),
        party=document.text("party"),
        until=document.day("until"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _decision(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    return propose(
        reader,
        charter_in_force(reader, document.text("charter"), on),
        name=document.text("id"),
        matter=Matter(document.text("matter")),
        proposal=document.text("proposal"),
        proposal_digest=document.text("proposal_digest"),
        proposer=document.text("proposer"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _consultation(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    return consult(
        reader,
        charter_in_force(reader, document.text("charter"), on),
        name=document.text("decision"),
        start=document.day("start"),
        end=document.day("end"),
        responses=document.count("responses"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _vote(document: Document, reader: JournalReader, _act: Instrument, on: date, by: str) -> tuple[JournalEntry, ...]:
    return vote(
        reader,
        charter_in_force(reader, document.text("charter"), on),
        name=document.text("decision"),
        voter=document.text("voter"),
        says=Vote(document.text("vote")),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _count(document: Document, reader: JournalReader, _act: Instrument, on: date, by: str) -> tuple[JournalEntry, ...]:
    return take(
        reader,
        charter_in_force(reader, document.text("charter"), on),
        name=document.text("decision"),
        takes_effect=document.day("takes_effect"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _remittance_sent(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    return send(
        reader,
        name=document.text("id"),
        office=document.text("office"),
        period=document.text("period"),
        amount=document.money("amount"),
        bank_reference=document.text("bank_reference"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _remittance_received(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    return receive(
        reader,
        charter_in_force(reader, document.text("charter"), on),
        name=document.text("id"),
        office=document.text("office"),
        period=document.text("period"),
        amount=document.money("amount"),
        receipt=document.text("receipt"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


#: Word of a schema → what its document does.
CHARTER_DOCUMENTS: Mapping[str, Action] = {
    "charter": once(adopt_charter, "charter_adopted"),
    "accession": once(_accession, "party_acceded"),
    "withdrawal": once(_withdrawal, "party_withdrew"),
    "decision": once(_decision, "decision_proposed"),
    "consultation": once(_consultation, "decision_consulted"),
    "vote": once(_vote, "vote_cast"),
    "count": once(_count, "decision_taken"),
    "remittance-sent": once(_remittance_sent, "remittance_sent"),
    "remittance-received": once(_remittance_received, "remittance_received"),
}
