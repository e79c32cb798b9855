"""What the bank says of payments: accepted or refused, booked, come back. Plain facts in, entries out; nothing is booked twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agister.errors import PaymentError
from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.chart import move
from agister.levy.runs.payout import Ordered, end_to_end
from agister.levy.runs.record import REJECTED, SharingRecord, sharing_record
from agister.levy.wording import money_text


@dataclass(frozen=True, slots=True, kw_only=True)
class BankPayment:
    """One payment as a bank statement shows it."""

    end_to_end: str
    units: int
    currency: str
    bank_reference: str
    """The bank's own reference of the booking, unique for the account."""
    value_day: date
    statement_digest: str
    reason: str = ""
    """Why it came back: a code and its words."""


def book_status(
    reader: JournalReader,
    *,
    order: str,
    status: str,
    payments: Sequence[Mapping[str, str]],
    file_digest: str,
    on: date,
    by: str,
) -> tuple[JournalEntry, ...]:
    """What the bank says of an order (pain.002): `status` of the whole, and for single payments `end_to_end`, `status`, `reason`.

    A refused payment (RJCT, CANC) is due again. Raises `PaymentError` where the order is not known, a payment is not in it, or one is
    refused that was booked.
    """
    record = sharing_record(reader)
    known = {payment.end_to_end: payment for payment in _order(record, order)}
    for row in payments:
        if row["end_to_end"] not in known:
            raise PaymentError(f"the bank speaks of a payment {row['end_to_end']}, which is not in order {order}")
    refused = [row["end_to_end"] for row in payments if row["status"] in REJECTED]
    for name in known if status in REJECTED else refused:
        payout = record.payout(known[name].payout)
        last = end_to_end(payout.id, payout.attempts) == name
        if last and payout.ordered is None and reader.find(f"paid:{name}") is not None:
            raise PaymentError(
                f"the bank refuses payment {name}, which it booked as paid: book it as returned if the money came back"
            )
    entry = JournalEntry(
        key=f"order:{order}:status:{file_digest}",
        kind="payment_status",
        on=on,
        subject=f"order:{order}",
        by=by,
        text=f"The bank says {status} of order {order}"
        + (f", and refuses {len(refused)} of its payments." if refused else "."),
        facts={"status": status, "payments": [dict(row) for row in payments], "file_digest": file_digest},
        documents=(file_digest,),
    )
    return (entry,)


def book_paid(reader: JournalReader, *, payments: Sequence[BankPayment], on: date, by: str) -> tuple[JournalEntry, ...]:
    """The bank booked payments of ours. Booking the same ones again gives the same entries, which a journal books once.

    Raises `PaymentError` for a payment that no order names, with another amount or currency, or that is answered already.
    """
    record = sharing_record(reader)
    found = []
    for payment in payments:
        ours = _known(record, payment)
        key = _standing(reader, record, f"paid:{payment.end_to_end}")
        if (booked := reader.find(key)) is not None:
            _same(booked.entry, payment)
            found.append(booked.entry)
            continue
        if payment.units != ours.units:
            raise PaymentError(
                f"payment {payment.end_to_end} was ordered with {money_text(ours.units, ours.currency)} and booked with "
                f"{money_text(payment.units, payment.currency)}: ask the bank"
            )
        if record.payout(ours.payout).ordered != ours:
            raise PaymentError(
                f"payment {payment.end_to_end} was refused by the bank before, and is booked now: ask the bank"
            )
        entry = _entry("paid", key, ours, payment, record.payout(ours.payout).account, on, by)
        record.take(entry)
        found.append(entry)
    return tuple(found)


def book_order_paid(
    reader: JournalReader,
    *,
    order: str,
    units: int,
    bank_reference: str,
    value_day: date,
    statement_digest: str,
    on: date,
    by: str,
    among: Collection[str] | None = None,
) -> tuple[JournalEntry, ...]:
    """The bank booked a whole order as one amount: what is not refused of it is paid. Raises `PaymentError` where the amounts differ.

    `among`: end-to-end ids of the part that it booked, where an order goes to the bank in several blocks.
    """
    record = sharing_record(reader)
    standing = []
    for payment in _order(record, order):
        if among is not None and payment.end_to_end not in among:
            continue
        booked = reader.find(_standing(reader, record, f"paid:{payment.end_to_end}"))
        again = booked is not None and booked.entry.facts["bank_reference"] == bank_reference
        if again or record.payout(payment.payout).ordered == payment:
            standing.append(payment)
    total = sum(payment.units for payment in standing)
    code = record.orders[order][0].currency
    if total != units:
        raise PaymentError(
            f"the bank booked {money_text(units, code)} for order {order}, of which {money_text(total, code)} are open: "
            "book its refusals first, or ask it"
        )
    return book_paid(
        reader,
        payments=[
            BankPayment(
                end_to_end=payment.end_to_end,
                units=payment.units,
                currency=payment.currency,
                bank_reference=bank_reference,
                value_day=value_day,
                statement_digest=statement_digest,
            )
            for payment in standing
        ],
        on=on,
        by=by,
    )


def book_returned(
    reader: JournalReader, *, payments: Sequence[BankPayment], on: date, by: str
) -> tuple[JournalEntry, ...]:
    """Payments came back: what came back is payable again. Raises `PaymentError` for one that was never paid, or for more than was paid."""
    record = sharing_record(reader)
    found = []
    for payment in payments:
        ours = _known(record, payment)
        key = _standing(reader, record, f"returned:{payment.end_to_end}:{payment.bank_reference}")
        if (booked := reader.find(key)) is not None:
            _same(booked.entry, payment)
            found.append(booked.entry)
            continue
        back = sum(
            int(str(item.entry.facts["amount"]))
            for item in reader.entries(kinds=("payment_returned",), subject=f"payout:{ours.payout}")
            if item.entry.key in record.moved and item.entry.key.startswith(f"returned:{payment.end_to_end}:")
        )
        paid = reader.find(_standing(reader, record, f"paid:{payment.end_to_end}")) is not None
        left = ours.units - back if paid else 0
        if not 0 < payment.units <= left:
            raise PaymentError(
                f"{money_text(payment.units, payment.currency)} of payment {payment.end_to_end} came back, of which "
                f"{money_text(left, ours.currency)} were paid: ask the bank"
            )
        entry = _entry("payment_returned", key, ours, payment, record.payout(ours.payout).account, on, by)
        record.take(entry)
        found.append(entry)
    return tuple(found)


def _entry(kind: str, key: str, ours: Ordered, payment: BankPayment, account: str, on: date, by: str) -> JournalEntry:
    facts: dict[str, str | int] = {
        "payee": ours.payee,
        "amount": payment.units,
        "bank_reference": payment.bank_reference,
        "value_day": payment.value_day.isoformat(),
        "statement_digest": payment.statement_digest,
    }
    bank = f"Bank:{ours.account}"
    if kind == "paid":
        facts |= {"order": ours.order, "end_to_end": payment.end_to_end}
        postings, text = move(account, bank, payment.units, ours.currency), f"{ours.payee} was paid"
    else:
        facts["reason"] = payment.reason or "no reason given"
        postings, text = move(bank, account, payment.units, ours.currency), f"A payment to {ours.payee} came back"
    return JournalEntry(
        key=key,
        kind=kind,
        on=on,
        subject=f"payout:{ours.payout}",
        by=by,
        text=f"{text}: {money_text(payment.units, ours.currency)}.",
        facts=facts,
        postings=postings,
        documents=(payment.statement_digest,),
    )


def _standing(reader: JournalReader, record: SharingRecord, key: str) -> str:
    """The key under which something is booked, or is to be: one that was corrected does not stand any more."""
    found, number = key, 1
    while found not in record.moved and reader.find(found) is not None:
        number += 1
        found = f"{key}:{number}"
    return found


def _known(record: SharingRecord, payment: BankPayment) -> Ordered:
    ours = record.by_end_to_end.get(payment.end_to_end)
    if ours is None:
        raise PaymentError(
            f"no order of this office names a payment {payment.end_to_end!r}: it stays unbooked, ask the bank"
        )
    if ours.currency != payment.currency:
        raise PaymentError(
            f"payment {payment.end_to_end} was ordered in {ours.currency} and booked in {payment.currency}"
        )
    return ours


def _order(record: SharingRecord, order: str) -> tuple[Ordered, ...]:
    if order not in record.orders:
        raise PaymentError(f"there is no order {order!r}; there are: {', '.join(sorted(record.orders)) or 'none'}")
    return record.orders[order]


def _same(booked: JournalEntry, payment: BankPayment) -> None:
    if booked.facts["amount"] != payment.units or booked.facts["bank_reference"] != payment.bank_reference:
        raise PaymentError(
            f"payment {payment.end_to_end} is booked already, with {money_text(int(str(booked.facts['amount'])), payment.currency)} "
            f"under {booked.facts['bank_reference']}: it cannot be paid twice, ask the bank"
        )
