"""The documents of a payee's life, and the entry that each books."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from agister.errors import ProcedureError
from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.charter.booked_once import Action, once
from agister.levy.charter.charter_file import charter_in_force
from agister.levy.instrument import Instrument
from agister.levy.payees import register
from agister.levy.payees.checking import CriterionFinding, check
from agister.levy.payees.payee import Screening, Unit, payee
from agister.levy.payees.units import Answers
from agister.levy.procedure.document import Document
from agister.levy.procedure.document_fields import Field, Schema

_PAYEE = Field(kind="id", meaning="id of the payee")
_REASON = {"payee": _PAYEE, "reason": Field(kind="text")}

PAYEE_SCHEMAS: Mapping[str, Schema] = {
    "payee-application": Schema(
        meaning="a collection or an effort applies to be a payee",
        fields={
            "id": _PAYEE,
            "charter": Field(kind="id"),
            "name": Field(kind="text"),
            "purposes": Field(kind="ids", needed=False, meaning="purposes of the charter; a fiscal host names none"),
            "unit": Field(kind="word", words=tuple(Unit), meaning="what it is"),
            "work": Field(kind="text", meaning="what it keeps or does, in a sentence"),
            "works": Field(kind="count", needed=False, meaning="number of works that it keeps"),
            "open_to_all": Field(kind="yes", meaning="anybody may use what it keeps or does"),
            "pays_rightholders": Field(kind="yes", meaning="it passes money on for the use of particular works"),
            "administers_repertoire": Field(kind="yes", meaning="it manages rights for those who own them"),
            "legal_form": Field(kind="text", meaning="`none` for a community without legal form"),
            "country": Field(kind="text", meaning="two letters of ISO 3166"),
            "org_id": Field(kind="text", needed=False, meaning="identifier of org-id.guide, such as GB-COH-09506232"),
            "fiscal_host": Field(kind="id", needed=False, meaning="payee that holds the money of a community"),
            "host_fee": Field(kind="share", needed=False, meaning="part of a payment that the host keeps"),
            "persons": Field(kind="texts", needed=False, meaning="who runs it"),
            "related_parties": Field(
                kind="ids", needed=False, meaning="parties of the charter that control or fund it"
            ),
        },
    ),
    "payee-check": Schema(
        meaning="a payee is checked against the charter's criteria",
        fields={
            "payee": _PAYEE,
            "criteria": Field(
                kind="rows",
                fields={
                    "id": Field(kind="id"),
                    "met": Field(kind="yes"),
                    "evidence": Field(kind="text", meaning="how it is known"),
                },
            ),
            "sanctions": Field(
                kind="table",
                fields={
                    "list": Field(kind="text", meaning="name of the list"),
                    "list_digest": Field(kind="digest", meaning="of the file that was screened against"),
                    "day": Field(kind="day"),
                    "hits": Field(kind="texts", needed=False),
                    "cleared": Field(kind="text", needed=False, meaning="why every hit is somebody else"),
                    "cleared_by": Field(kind="text", needed=False, meaning="a second person"),
                },
            ),
            "conflicts": Field(kind="texts", needed=False, meaning="conflicts of interest that were disclosed"),
            "decision": Field(kind="id", needed=False, meaning="decision of the charter's parties on it"),
            "outcome": Field(kind="word", words=("admitted", "refused")),
            "reason": Field(kind="text"),
        },
    ),
    "payee-account": Schema(
        meaning="the account of a payee, confirmed by a second person",
        fields={
            "payee": _PAYEE,
            "iban": Field(kind="text"),
            "bic": Field(kind="text", needed=False),
            "holder": Field(kind="text"),
            "confirmed_by": Field(kind="text"),
        },
    ),
    "payee-report": Schema(
        meaning="a payee reports on its progress",
        fields={
            "payee": _PAYEE,
            "period": Field(kind="text"),
            "report_digest": Field(kind="digest"),
            "summary": Field(kind="text"),
        },
    ),
    "payee-suspension": Schema(meaning="nothing is paid to a payee for now", fields=_REASON),
    "payee-reinstatement": Schema(meaning="a suspended payee is paid again", fields=_REASON),
    "payee-closure": Schema(
        meaning="a payee exists no more",
        fields={**_REASON, "successor": Field(kind="id", needed=False, meaning="payee that follows it")},
    ),
}


def _application(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    country = document.text("country")
    if len(country) != 2 or not country.isascii() or not country.isupper() or not country.isalpha():
        raise ProcedureError(f"{document.name}: country is {country[:20]!r}; write two letters of ISO 3166, such as NL")
    return register.apply(
        reader,
        charter_in_force(reader, document.text("charter"), on),
        id=document.text("id"),
        purposes=document.texts("purposes"),
        answers=Answers(
            name=document.text("name"),
            unit=Unit(document.text("unit")),
            legal_form=document.text("legal_form"),
            works=document.count("works") if document.has("works") else None,
            open_to_all=document.yes("open_to_all"),
            pays_rightholders=document.yes("pays_rightholders"),
            administers_repertoire=document.yes("administers_repertoire"),
        ),
        country=country,
        work=document.text("work"),
        org_id=document.text("org_id"),
        fiscal_host=document.text("fiscal_host"),
        host_fee=document.number("host_fee") if document.has("host_fee") else Fraction(0),
        persons=document.texts("persons"),
        related_parties=document.texts("related_parties"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _check(document: Document, reader: JournalReader, _act: Instrument, on: date, by: str) -> tuple[JournalEntry, ...]:
    found = payee(reader, document.text("payee"))
    said = Document(
        schema=document.schema, values=document.table("sanctions"), digest=document.digest, name=document.name
    )
    return check(
        reader,
        charter_in_force(reader, found.charter, on),
        id=found.id,
        criteria=tuple(
            CriterionFinding(id=str(row["id"]), met=row["met"] is True, evidence=str(row["evidence"]))
            for row in document.rows("criteria")
        ),
        screening=Screening(
            list_name=said.text("list"),
            list_digest=said.text("list_digest"),
            day=said.day("day"),
            hits=said.texts("hits"),
            cleared=said.text("cleared"),
        ),
        cleared_by=said.text("cleared_by"),
        outcome=document.text("outcome"),
        reason=document.text("reason"),
        disclosed=document.texts("conflicts"),
        decision=document.text("decision"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _account(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    found = payee(reader, document.text("payee"))
    return register.set_account(
        reader,
        charter_in_force(reader, found.charter, on),
        id=found.id,
        iban=document.text("iban"),
        bic=document.text("bic"),
        holder=document.text("holder"),
        confirmed_by=document.text("confirmed_by"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _report(document: Document, reader: JournalReader, _act: Instrument, on: date, by: str) -> tuple[JournalEntry, ...]:
    return register.report(
        reader,
        id=document.text("payee"),
        period=document.text("period"),
        report_digest=document.text("report_digest"),
        summary=document.text("summary"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


def _suspension(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    papers = (document.digest,)
    return register.suspend(
        reader, id=document.text("payee"), reason=document.text("reason"), on=on, by=by, documents=papers
    )


def _reinstatement(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    papers = (document.digest,)
    return register.reinstate(
        reader, id=document.text("payee"), reason=document.text("reason"), on=on, by=by, documents=papers
    )


def _closure(
    document: Document, reader: JournalReader, _act: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    return register.close(
        reader,
        id=document.text("payee"),
        reason=document.text("reason"),
        successor=document.text("successor"),
        on=on,
        by=by,
        documents=(document.digest,),
    )


#: Word of a schema → what its document does.
PAYEE_DOCUMENTS: Mapping[str, Action] = {
    "payee-application": once(_application, "payee_applied"),
    "payee-check": once(_check, "payee_checked"),
    "payee-account": once(_account, "payee_bank_changed"),
    "payee-report": once(_report, "payee_reported"),
    "payee-suspension": once(_suspension, "payee_suspended"),
    "payee-reinstatement": once(_reinstatement, "payee_reinstated"),
    "payee-closure": once(_closure, "payee_closed"),
}
