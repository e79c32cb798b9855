"""Documents about parties, their periods, their returns and what the office assesses itself: from each to its entries."""

from __future__ import annotations

from agister.errors import ProcedureError
from agister.ledger import Amount, JournalEntry
from agister.ledger.entry import Fact
from agister.levy.procedure.assessing import assess_return
from agister.levy.procedure.document_booking import Booking
from agister.levy.procedure.enquiries import close_enquiry, open_enquiry
from agister.levy.procedure.kick_out import kicked_out
from agister.levy.procedure.law import act_in_force
from agister.levy.procedure.membership import record_membership
from agister.levy.procedure.obligations import obligation, open_obligation, waive_obligation
from agister.levy.procedure.own_facts import return_in
from agister.levy.procedure.registration import decide_registration, submit_registration


def book_registration(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.registration/1`"""
    answers = it.document.table("answers")
    said = {key: value for key, value in answers.items() if isinstance(value, bool | Amount)}
    if why := kicked_out(act_in_force(it.reader, it.instrument), it.on, said):
        raise ProcedureError(f"{it.document.name}: {why}")
    for name in ("name", "country", "accounting_period_end"):
        if not it.document.text(name):
            raise ProcedureError(f"{it.document.name}: `{name}` is missing; write it down")
    return submit_registration(
        it.reader,
        party=it.document.text("party"),
        name=it.document.text("name"),
        country=it.document.text("country"),
        lei=it.document.text("lei"),
        accounting_period_end=it.document.text("accounting_period_end"),
        liable_since=it.document.day("liable_since"),
        answers={key: _fact(value) for key, value in said.items()},
        on=it.on,
        by=it.by,
        documents=(it.document.digest,),
    )


def book_registration_decision(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.registration-decision/1`"""
    return decide_registration(
        it.reader,
        party=it.document.text("party"),
        decision=it.document.text("decision"),
        reason=it.document.text("reason"),
        number=it.document.text("number"),
        on=it.on,
        by=it.by,
        documents=(it.document.digest,),
    )


def book_membership(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.membership/1`"""
    return record_membership(
        it.reader,
        party=it.document.text("party"),
        member=it.document.text("member"),
        controlled_by=it.document.text("controlled_by"),
        since=it.document.day("since"),
        until=it.document.day_or_none("until"),
        votes=it.document.number("votes") if it.document.has("votes") else None,
        consolidated=it.document.yes("consolidated"),
        evidence=it.document.text("evidence"),
        on=it.on,
        by=it.by,
        documents=(it.document.digest,),
    )


def book_obligation(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.obligation/1`"""
    return open_obligation(
        it.reader,
        it.instrument,
        party=it.document.text("party"),
        period=it.document.text("period"),
        start=it.document.day("start"),
        end=it.document.day("end"),
        calendar=it.document.text("calendar"),
        file_by=it.document.day_or_none("file_by"),
        pay_by=it.document.day_or_none("pay_by"),
        on=it.on,
        by=it.by,
        documents=(it.document.digest,),
    )


def book_waiver(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.waiver/1`"""
    party, period, reason = it.document.text("party"), it.document.text("period"), it.document.text("reason")
    return waive_obligation(
        it.reader, party=party, period=period, reason=reason, on=it.on, by=it.by, documents=(it.document.digest,)
    )


def book_enquiry(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.enquiry/1`"""
    party, period, reason = it.document.text("party"), it.document.text("period"), it.document.text("reason")
    kept = (it.document.digest,)
    if it.document.text("step") == "open":
        return open_enquiry(
            it.reader, it.instrument, party=party, period=period, reason=reason, on=it.on, by=it.by, documents=kept
        )
    if not it.document.has("outcome"):
        raise ProcedureError(f"{it.document.name}: `outcome` is missing; an enquiry closes with one")
    outcome = it.document.text("outcome")
    return close_enquiry(
        it.reader, party=party, period=period, outcome=outcome, reason=reason, on=it.on, by=it.by, documents=kept
    )


def book_determination(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.determination/1`"""
    asked = obligation(it.reader, it.document.text("party"), it.document.text("period"))
    return assess_return(
        it.reader,
        it.instrument,
        return_in(it.document, asked, it.instrument.currency),
        kind=it.document.text("kind", "determination"),
        evidence_digest=it.document.text("evidence", it.document.digest),
        estimated=it.document.yes("estimated"),
        reason=it.document.text("reason"),
        on=it.on,
        by=it.by,
    )


def _fact(value: bool | Amount) -> Fact:
    return value if isinstance(value, bool) else {"units": value.units, "currency": value.currency}
