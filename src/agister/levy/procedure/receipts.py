"""Receipts: what came in, what of it lies in suspense, and what goes back because nobody here is owed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from agister.errors import PaymentError, ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.ledger.entry import Fact
from agister.levy.chart import move
from agister.levy.procedure.booking import about, booked_before, standing, step
from agister.levy.wording import money_text
from agister.payments.iban import check_iban

SUSPENSE = "Suspense"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Money that came in once."""

    subject: str
    """`receipt:…`"""
    currency: str
    amount: int
    """Minor units that the bank credited."""
    value_day: date
    in_suspense: int
    """What is not applied, paid back or taken back by the bank."""
    applied: Mapping[str, int] = field(default_factory=dict)
    """Charge → minor units."""


def fold(entries: Iterable[JournalEntry]) -> Receipt | None:
    """The receipt that entries about it lead to; None where none receives it."""
    first, left, applied = None, 0, dict[str, int]()
    for entry in entries:
        if entry.kind == "received":
            first = entry
        left -= sum(posting.units for posting in entry.postings if posting.account == SUSPENSE)
        rows = entry.facts["applied"] if entry.kind == "matched" else ()
        for row in rows if isinstance(rows, list | tuple) else ():
            if isinstance(row, Mapping):
                name, units = str(row["charge"]), row["units"]
                applied[name] = applied.get(name, 0) + (units if isinstance(units, int) else 0)
    if first is None:
        return None
    amount = first.facts["amount"]
    return Receipt(
        subject=first.subject,
        currency=str(first.facts["currency"]),
        amount=amount if isinstance(amount, int) else 0,
        value_day=date.fromisoformat(str(first.facts["value_day"])),
        in_suspense=left,
        applied={name: units for name, units in applied.items() if units},
    )


def receipt(reader: JournalReader, subject: str) -> Receipt:
    """A receipt. Raises `ProcedureError` where there is none."""
    entries = about(reader, subject)
    # What another office remits leaves suspense under a subject of its own, and names the receipt.
    others = [
        entry
        for entry in standing(reader, kinds=("remittance_received",))
        if entry.facts["receipt"] in (subject, subject.partition(":")[2])
    ]
    found = fold((*entries, *others))
    if found is None:
        raise ProcedureError(f"there is no receipt {subject}: book the bank statement first")
    return found


def refund_receipt(
    reader: JournalReader,
    receipt_subject: str,
    party: str,
    units: int,
    *,
    reason: str,
    on: date,
    by: str,
    iban: str = "",
    holder: str = "",
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """What was paid too much goes back to whoever paid it. Raises `ProcedureError` for more than lies in suspense."""
    found = receipt(reader, receipt_subject)
    facts: dict[str, Fact] = {"party": party, "amount": units, "reason": reason}
    facts |= {"iban": _iban(iban, receipt_subject)} if iban else {}
    facts |= {"holder": holder} if holder else {}
    entry = step(
        reader,
        kind="refund_due",
        subject=receipt_subject,
        on=on,
        by=by,
        text=f"{money_text(units, found.currency)} goes back to {party}: {reason}",
        facts=facts,
        postings=move(SUSPENSE, f"Refund:{party}", max(0, units), found.currency),
        documents=documents,
    )
    if (before := booked_before(about(reader, receipt_subject), entry)) is not None:
        return (before,)
    if not 0 < units <= found.in_suspense:
        raise ProcedureError(
            f"{receipt_subject}: {money_text(units, found.currency)} cannot be paid back, "
            f"{money_text(found.in_suspense, found.currency)} of it lies in suspense"
        )
    return (entry,)


def _iban(text: str, where: str) -> str:
    try:
        return check_iban(text)
    except PaymentError as error:
        raise ProcedureError(f"{where}: {error}") from None
