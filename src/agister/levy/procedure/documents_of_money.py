"""Documents about receipts, charges and disputes: from each to its entries."""

from __future__ import annotations

from agister.ledger import JournalEntry
from agister.levy.procedure.dispute_decisions import decide_dispute
from agister.levy.procedure.disputes import FORUMS, open_dispute
from agister.levy.procedure.document_booking import Booking
from agister.levy.procedure.interest_charges import raise_interest
from agister.levy.procedure.joint_liability import notify_joint_liability
from agister.levy.procedure.letting_off import remit, write_off
from agister.levy.procedure.matching import apply_receipt
from agister.levy.procedure.notices import issue_notice
from agister.levy.procedure.receipts import refund_receipt
from agister.levy.procedure.taking_back import unapply_receipt


def book_matching(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.matching/1`"""
    applied = [(str(row["charge"]), it.units(row["amount"])) for row in it.document.rows("applied")]
    return apply_receipt(
        it.reader,
        f"receipt:{it.document.text('receipt')}",
        it.document.text("party"),
        applied,
        method=f"by hand: {it.document.text('reason')}",
        on=it.on,
        by=it.by,
        documents=(it.document.digest,),
    )


def book_taking_back(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.taking-back/1`"""
    subject, reason = f"receipt:{it.document.text('receipt')}", it.document.text("reason")
    return unapply_receipt(it.reader, subject, reason=reason, on=it.on, by=it.by, documents=(it.document.digest,))


def book_refund(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.refund/1`"""
    return refund_receipt(
        it.reader,
        f"receipt:{it.document.text('receipt')}",
        it.document.text("party"),
        it.units(it.document.money("amount")),
        reason=it.document.text("reason"),
        iban=it.document.text("iban"),
        holder=it.document.text("holder"),
        on=it.on,
        by=it.by,
        documents=(it.document.digest,),
    )


def book_notice(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.notice/1`"""
    return issue_notice(
        it.reader,
        it.document.text("party"),
        it.document.texts("charges"),
        reference=it.document.text("reference"),
        due=it.document.day("due"),
        on=it.on,
        by=it.by,
        documents=(it.document.digest,),
    )


def book_joint_liability(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.joint-liability/1`"""
    charge, member = it.document.text("charge"), it.document.text("member")
    return notify_joint_liability(
        it.reader, it.instrument, charge, member, on=it.on, by=it.by, documents=(it.document.digest,)
    )


def book_interest(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.interest/1`"""
    return raise_interest(
        it.reader, it.instrument, it.document.text("charge"), it.document.day("until"), on=it.on, by=it.by
    )


def book_dispute(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.dispute/1`"""
    return open_dispute(
        it.reader,
        it.instrument,
        case=it.document.text("case"),
        assessment_id=it.document.text("assessment"),
        amount=it.units(it.document.money("amount")),
        ground=it.document.text("ground"),
        forum=it.document.text("forum", FORUMS[0]),
        suspends=it.document.yes("suspends"),
        on=it.on,
        by=it.by,
        documents=(it.document.digest,),
    )


def book_dispute_decision(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.dispute-decision/1`"""
    reduced = it.units(it.document.money("reduced_by")) if it.document.has("reduced_by") else 0
    return decide_dispute(
        it.reader,
        case=it.document.text("case"),
        outcome=it.document.text("outcome"),
        reduced_by=reduced,
        reason=it.document.text("reason"),
        on=it.on,
        by=it.by,
        documents=(it.document.digest,),
    )


def book_remission(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.remission/1`"""
    units = it.units(it.document.money("amount"))
    kept = (it.document.digest,)
    return remit(
        it.reader,
        it.document.text("charge"),
        units,
        reason=it.document.text("reason"),
        on=it.on,
        by=it.by,
        documents=kept,
    )


def book_write_off(it: Booking) -> tuple[JournalEntry, ...]:
    """`agister.levy.write-off/1`"""
    units = it.units(it.document.money("amount"))
    kept = (it.document.digest,)
    return write_off(
        it.reader,
        it.document.text("charge"),
        units,
        reason=it.document.text("reason"),
        on=it.on,
        by=it.by,
        documents=kept,
    )
