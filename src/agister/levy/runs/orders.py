"""Orders to the bank: who is to be paid, and the record of a file of payments that one person prepared and another released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agister.errors import PaymentError
from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.period import months_after
from agister.levy.runs.payout import REFUND, REMITTANCE, Payout, Standing, check_name, end_to_end
from agister.levy.runs.people import same_person
from agister.levy.runs.pots import YEAR_END, last_day
from agister.levy.runs.record import SharingRecord, sharing_record
from agister.levy.runs.state import PAYABLE
from agister.levy.wording import money_text

#: Months after the year of collection in which everything is paid, however little it is.
HOWEVER_LITTLE = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Money that can be paid now."""

    payout: str
    payee: str
    run: str
    """`refund` for money that goes back to a payer, `remittance` for another office's."""
    units: int
    currency: str
    end_to_end: str
    """What the payment is to carry: the same until the bank answered it."""


def payouts_due(
    reader: JournalReader,
    day: date,
    *,
    payees: Mapping[str, Standing] | None = None,
    least: int = 0,
    year_end: tuple[int, int] = YEAR_END,
) -> tuple[Due, ...]:
    """What is to be paid on a day, in the order of payouts: runs that stand in public, refunds, remittances to other offices.

    Left out: what is in an order that the bank has not answered, who cannot be paid now (`payees`), and a payee who gets less than `least`
    in all; that adds up until it is more, or until three years have passed since the year of its collection.
    """
    record = sharing_record(reader)
    open_ones = [payout for payout in record.payouts.values() if _open(record, payout)]
    together: dict[tuple[str, str], int] = {}
    for payout in open_ones:
        name = (payout.payee, payout.currency)
        together[name] = together.get(name, 0) + payout.payable
    found = []
    for payout in sorted(open_ones, key=lambda item: item.id):
        standing = payees.get(payout.payee) if payees is not None and payout.run in record.runs else None
        if standing is not None and standing.hold:
            continue
        old = day > months_after(last_day(payout.year, year_end), HOWEVER_LITTLE)
        share = payout.run in record.runs
        if share and together[payout.payee, payout.currency] < least and not old:
            continue
        found.append(
            Due(
                payout=payout.id,
                payee=payout.payee,
                run=payout.run,
                units=payout.payable,
                currency=payout.currency,
                end_to_end=end_to_end(payout.id, payout.attempts + 1),
            )
        )
    return tuple(found)


def order(
    reader: JournalReader,
    *,
    order: str,
    payments: Sequence[Mapping[str, Any]],
    account: str,
    execution: date,
    currency: str,
    file_digest: str,
    prepared_by: str,
    released_by: str,
    on: date,
    payees: Mapping[str, Standing] | None = None,
) -> tuple[JournalEntry, ...]:
    """Record a file of payments for the bank: `payout`, `units`, `end_to_end` for each, and what the file says beside (`iban`, `holder`).

    `account`: which account of the office pays. Raises `PaymentError` where one person prepared and released it, a payment is in
    another order already, pays other than what is due, or pays somebody who cannot be paid now.
    """
    record = sharing_record(reader)
    check_name(order, "the name of an order")
    if order in record.orders:
        raise PaymentError(f"there is an order {order} already: give this one another name")
    if same_person(prepared_by, released_by):
        raise PaymentError(f"{released_by} prepared order {order}: somebody else must release it (four eyes)")
    if not payments:
        raise PaymentError(f"order {order} pays nobody")
    total, seen = 0, set()
    for row in payments:
        payout = record.payout(str(row.get("payout", "")))
        if payout.id in seen:
            raise PaymentError(f"payout {payout.id} stands twice in order {order}")
        seen.add(payout.id)
        _check(record, payout, row, currency, payees)
        total += payout.payable
    entry = JournalEntry(
        key=f"order:{order}",
        kind="payment_ordered",
        on=on,
        subject=f"order:{order}",
        by=released_by,
        text=f"{len(payments)} payments of together {money_text(total, currency)} go to the bank.",
        facts={
            "payments": [dict(row) for row in payments],
            "account": account,
            "execution": execution.isoformat(),
            "total": total,
            "currency": currency,
            "file_digest": file_digest,
            "prepared_by": prepared_by,
            "released_by": released_by,
        },
        documents=(file_digest,),
    )
    return (entry,)


def _open(record: SharingRecord, payout: Payout) -> bool:
    """Whether there is something to pay, and nothing of it is with the bank."""
    if payout.payable <= 0 or payout.ordered is not None:
        return False
    run = record.runs.get(payout.run)
    return payout.run in (REFUND, REMITTANCE) if run is None else run.state in PAYABLE


def _check(
    record: SharingRecord,
    payout: Payout,
    row: Mapping[str, Any],
    currency: str,
    payees: Mapping[str, Standing] | None,
) -> None:
    run = record.runs.get(payout.run)
    if payout.ordered is not None:
        raise PaymentError(
            f"payout {payout.id} is in order {payout.ordered.order} already: wait for the bank, or book its refusal"
        )
    if run is not None and run.state not in PAYABLE:
        raise PaymentError(
            f"payout {payout.id} belongs to run {run.id}, which is {run.state}: publish the run before it is paid"
        )
    if payout.currency != currency:
        raise PaymentError(
            f"payout {payout.id} is in {payout.currency}, the order in {currency}: make one order for each currency"
        )
    if type(row.get("units")) is not int or row["units"] != payout.payable or payout.payable <= 0:
        raise PaymentError(
            f"payout {payout.id}: {money_text(payout.payable, payout.currency)} are due, the order pays {row.get('units')!r} minor units"
        )
    if row.get("end_to_end") != (wanted := end_to_end(payout.id, payout.attempts + 1)):
        raise PaymentError(
            f"payout {payout.id} must carry the end-to-end identification {wanted}, not {row.get('end_to_end')!r}"
        )
    if payees is not None and run is not None:
        standing = payees.get(payout.payee, Standing(hold="Unlocated", reason="not known"))
        if standing.hold:
            raise PaymentError(
                f"{payout.payee} cannot be paid now ({standing.reason or standing.hold}): hold payout {payout.id}"
            )
