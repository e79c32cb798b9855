"""What a movement on the account is: a payment of ours, money that came in, money that the bank took back, or nothing known.

Each function gives the entries that it books, or None where the movement is something else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from agister.ledger import JournalEntry, JournalReader
from agister.ledger.entry import Fact
from agister.levy.chart import move
from agister.levy.procedure.receipts import receipt
from agister.levy.procedure.taking_back import unapply_receipt
from agister.levy.runs import BankPayment, book_order_paid, book_paid, book_returned, sharing_record
from agister.levy.wording import money_text
from agister.office.settings import BankAccount
from agister.payments import Payment, PaymentOrder, StatementItem
from agister.payments.payment_order import blocks

Booked = tuple[JournalEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A movement, the account of the office that it is on, and whose hand books it."""

    item: StatementItem
    bank: BankAccount
    statement: str
    """Digest of the file that tells of it."""
    on: date
    by: str

    @property
    def subject(self) -> str:
        """`receipt:…`"""
        return f"receipt:{short(self.item.key)}"

    @property
    def amount(self) -> str:
        """For people."""
        return money_text(self.item.units, self.item.currency)


def short(key: str) -> str:
    """A name for what a bank calls by a long one."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def payments_of_ours(reader: JournalReader, it: Movement) -> Booked | None:
    """Payments of ours that the movement carries out, or brings back."""
    record, item = sharing_record(reader), it.item
    payment = BankPayment(
        end_to_end=item.end_to_end_id,
        units=item.units,
        currency=item.currency,
        bank_reference=item.bank_reference,
        value_day=item.value_day,
        statement_digest=it.statement,
        reason=item.return_reason,
    )
    if item.end_to_end_id in record.by_end_to_end:
        book = book_returned if item.credit else book_paid
        return book(reader, payments=[payment], on=it.on, by=it.by)
    if item.credit or (found := order_with_block(reader, item.order_id)) is None:
        return None
    order, among = found
    return book_order_paid(
        reader,
        order=order,
        units=item.units,
        bank_reference=item.bank_reference,
        value_day=item.value_day,
        statement_digest=it.statement,
        on=it.on,
        by=it.by,
        among=among,
    )


def order_with_block(reader: JournalReader, block: str) -> tuple[str, frozenset[str]] | None:
    """The order that went to the bank with a block of this id, and the end-to-end ids of the payments in it."""
    for booked in reader.entries(kinds=("payment_ordered",)) if block else ():
        facts: Mapping[str, Any] = booked.entry.facts
        order = PaymentOrder(
            message_id=booked.entry.subject.partition(":")[2],
            debtor="",
            account="",
            execution=booked.entry.on,
            payments=tuple(
                Payment(
                    payee="",
                    name="",
                    iban=row["iban"],
                    units=row["units"],
                    currency=facts["currency"],
                    end_to_end_id=row["end_to_end"],
                )
                for row in facts["payments"]
            ),
        )
        for item in blocks(order):
            if item.id == block:
                return order.message_id, frozenset(one.end_to_end_id for one in item.payments)
    return None


def money_in(it: Movement) -> JournalEntry:
    """Money that came in; whose it is, is another question."""
    facts = {
        **_facts(it),
        **_said(
            payer=it.item.counterparty,
            payer_iban=it.item.counterparty_account,
            reference=it.item.creditor_reference,
            remittance=it.item.remittance,
        ),
    }
    return JournalEntry(
        key=f"received:{it.item.key}",
        kind="received",
        on=it.on,
        subject=it.subject,
        by=it.by,
        text=f"{it.amount} came in from {it.item.counterparty or 'somebody who is not named'}.",
        facts=facts,
        postings=move(f"Bank:{it.bank.name}", "Suspense", it.item.units, it.item.currency),
        documents=(it.statement,),
    )


def money_out(it: Movement) -> JournalEntry:
    """Money that nobody here ordered to be paid."""
    return JournalEntry(
        key=f"unexplained:{it.item.key}",
        kind="unexplained",
        on=it.on,
        subject=it.subject,
        by=it.by,
        text=f"{it.amount} left the account; nobody ordered it.",
        facts={**_facts(it), **_said(counterparty=it.item.counterparty, remittance=it.item.remittance)},
        postings=move("Suspense", f"Bank:{it.bank.name}", it.item.units, it.item.currency),
        documents=(it.statement,),
    )


def receipt_taken_back(reader: JournalReader, it: Movement) -> JournalEntry | None:
    """The receipt that the bank took: the one of the same amount under the same reference. None where there is not just one."""
    open_ones = [
        booked.entry
        for booked in reader.entries(kinds=("received",))
        if booked.entry.facts["amount"] == it.item.units
        and _same_payment(booked.entry, it.item)
        and receipt(reader, booked.entry.subject).amount
        and not any(reader.entries(kinds=("receipt_returned",), subject=booked.entry.subject))
    ]
    return open_ones[0] if len(open_ones) == 1 else None


def taken_back(reader: JournalReader, received: JournalEntry, it: Movement) -> tuple[Booked, JournalEntry]:
    """What was applied of a receipt is open again, and then its money leaves: two steps, to be booked in this order."""
    reason = it.item.return_reason or "taken back by the bank"
    applied = receipt(reader, received.subject).applied
    opened = unapply_receipt(reader, received.subject, on=it.on, by=it.by, reason=reason) if applied else ()
    gone = JournalEntry(
        key=f"returned:{it.item.key}",
        kind="receipt_returned",
        on=it.on,
        subject=received.subject,
        by=it.by,
        text=f"The bank took back {it.amount}: {reason}.",
        facts={
            "statement_digest": it.statement,
            "bank_reference": it.item.bank_reference,
            "amount": it.item.units,
            "reason": reason,
        },
        postings=move("Suspense", f"Bank:{it.bank.name}", it.item.units, it.item.currency),
        documents=(it.statement,),
    )
    return opened, gone


def _facts(it: Movement) -> dict[str, Fact]:
    return {
        "statement_digest": it.statement,
        "bank_reference": it.item.bank_reference,
        "amount": it.item.units,
        "currency": it.item.currency,
        "value_day": it.item.value_day.isoformat(),
        "place": it.item.place,
    }


def _said(**texts: str) -> dict[str, Fact]:
    """What the bank says, without what it leaves out."""
    return {name: text for name, text in texts.items() if text}


def _same_payment(entry: JournalEntry, item: StatementItem) -> bool:
    """Whether a reversal speaks of a receipt: the same reference of the bank, or the same reference and payer."""
    if entry.facts["bank_reference"] == item.bank_reference:
        return True
    said = str(entry.facts.get("reference", ""))
    return bool(said) and said == item.creditor_reference
