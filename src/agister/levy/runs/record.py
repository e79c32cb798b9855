"""Runs, payouts and orders as the journal tells them: one pass over what was booked about sharing out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from agister.errors import ProcedureError
from agister.ledger.entry import JournalEntry, Posting
from agister.ledger.journal import JournalReader
from agister.levy.runs.payout import REFUND, REMITTANCE, Ordered, Payout, payout_id
from agister.levy.runs.state import ENTITLED, Run, RunState

#: Words of a bank (ISO 20022 external status codes) for a payment that it will not make.
REJECTED = ("RJCT", "CANC")


class SharingRecord:
    """What stands of runs, payouts and orders. Built by `sharing_record`."""

    def __init__(self) -> None:
        self.runs: dict[str, Run] = {}
        self.payouts: dict[str, Payout] = {}
        self.orders: dict[str, tuple[Ordered, ...]] = {}
        self.by_end_to_end: dict[str, Ordered] = {}
        self.moved: dict[str, JournalEntry] = {}
        """Key → entry that moved the money of a payout, for what corrects it."""

    def run(self, run: str) -> Run:
        """Raises `ProcedureError` where there is none."""
        if run not in self.runs:
            raise ProcedureError(f"there is no run {run!r}; there are: {', '.join(sorted(self.runs)) or 'none'}")
        return self.runs[run]

    def payout(self, payout: str) -> Payout:
        """Raises `ProcedureError` where there is none."""
        if payout not in self.payouts:
            raise ProcedureError(f"there is no payout {payout!r}: write it as RUN/PAYEE, such as 2031/archive")
        return self.payouts[payout]

    def of_run(self, run: str) -> tuple[Payout, ...]:
        """The payouts of a run, in the order of payees."""
        found = [payout for payout in self.payouts.values() if payout.run == run]
        return tuple(sorted(found, key=lambda payout: payout.payee))

    def take(self, entry: JournalEntry) -> None:
        """Go on by one entry."""
        if (fold := _FOLDS.get(entry.kind)) is not None:
            fold(self, entry)
            if entry.kind in _CORRECTABLE:
                self.moved[entry.key] = entry

    def change(self, entry: JournalEntry, changes: Callable[[Payout], Payout]) -> None:
        """Change the payout that an entry is about."""
        identifier = entry.subject.partition(":")[2]
        self.payouts[identifier] = changes(self.payout(identifier))


def sharing_record(reader: JournalReader) -> SharingRecord:
    """Everything that stands of runs, payouts and orders. Linear in the entries about them."""
    record = SharingRecord()
    for booked in reader.entries(kinds=KINDS):
        record.take(booked.entry)
    return record


def _proposed(record: SharingRecord, entry: JournalEntry) -> None:
    facts: Mapping[str, Any] = entry.facts
    identifier = entry.subject.partition(":")[2]
    record.runs[identifier] = Run(
        id=identifier,
        state=RunState.PROPOSED,
        period=facts["period"],
        currency=facts["currency"],
        pots=dict(facts["pots"]),
        total=facts["total"],
        key_digest=facts["key_digest"],
        decision=facts["decision"],
        proposed_by=entry.by,
    )


def _frozen(record: SharingRecord, entry: JournalEntry) -> None:
    facts: Mapping[str, Any] = entry.facts
    _update(
        record,
        entry,
        state=RunState.FROZEN,
        frozen_by=entry.by,
        lines=tuple(facts["lines"]),
        kept=dict(facts["kept"]),
        payees=dict(facts["payees"]),
        inputs=dict(facts["inputs"]),
        purposes=tuple(facts.get("purposes", ())),
    )


def _approved(record: SharingRecord, entry: JournalEntry) -> None:
    run = record.run(entry.subject.partition(":")[2])
    by = (*run.approved_by, entry.by)
    if entry.facts["approval"] == 1:
        _update(record, entry, state=RunState.APPROVED_ONCE, approved_by=by)
    else:
        collected: Mapping[str, Any] = entry.facts.get("collected", {})  # type: ignore[assignment]
        _update(
            record, entry, state=RunState.APPROVED, approved_by=by, approval_key=entry.key, collected=dict(collected)
        )


def _published(record: SharingRecord, entry: JournalEntry) -> None:
    _update(record, entry, state=RunState.PUBLISHED)


def _reconciled(record: SharingRecord, entry: JournalEntry) -> None:
    _update(record, entry, state=RunState.RECONCILED)


def _reversed(record: SharingRecord, entry: JournalEntry) -> None:
    run = record.run(entry.subject.partition(":")[2])
    _update(record, entry, state=RunState.REVERSED, returned=run.returned + int(str(entry.facts["amount"])))
    for payout in record.of_run(run.id):
        back = payout.payable + payout.resting
        record.payouts[payout.id] = replace(payout, payable=0, held={}, given_back=payout.given_back + back)


def _update(record: SharingRecord, entry: JournalEntry, **changes: Any) -> None:
    run = record.run(entry.subject.partition(":")[2])
    record.runs[run.id] = replace(run, **changes)


def _entitled(record: SharingRecord, entry: JournalEntry) -> None:
    identifier, payee, run = entry.subject.partition(":")[2], str(entry.facts["payee"]), str(entry.facts["run"])
    known = record.payouts.get(identifier)
    if known is None:
        code = record.run(run).currency
        year = record.run(run).year or entry.on.year
        known = Payout(id=identifier, payee=payee, run=run, currency=code, year=year)
    for posting in entry.postings:
        if posting.units < 0:
            known = _credited(replace(known, entitled=known.entitled - posting.units), posting)
    record.payouts[identifier] = known


def _credited(payout: Payout, posting: Posting) -> Payout:
    if posting.account.startswith("Held:"):
        held = {**payout.held, posting.account: payout.held.get(posting.account, 0) - posting.units}
        return replace(payout, held={account: units for account, units in held.items() if units})
    return replace(payout, payable=payout.payable - posting.units)


def _moved(record: SharingRecord, entry: JournalEntry) -> None:
    """Held or released: from one account of the payout to another."""

    def both(payout: Payout) -> Payout:
        for posting in entry.postings:
            payout = _credited(payout, posting)
        return payout

    record.change(entry, both)


def _undistributed(record: SharingRecord, entry: JournalEntry) -> None:
    def to_pot(payout: Payout) -> Payout:
        for posting in entry.postings:
            if posting.units > 0:
                payout = _credited(replace(payout, given_back=payout.given_back + posting.units), posting)
        return payout

    record.change(entry, to_pot)


def _owed_otherwise(record: SharingRecord, entry: JournalEntry) -> None:
    """Money for a payer or another office: it is paid through orders like a share."""
    for posting in entry.postings:
        family, _, payee = posting.account.partition(":")
        if family in ("Refund", "Payable"):
            origin = REFUND if family == "Refund" else REMITTANCE
            identifier = payout_id(origin, payee)
            known = record.payouts.get(identifier) or Payout(
                id=identifier, payee=payee, run=origin, currency=posting.currency, year=entry.on.year
            )
            record.payouts[identifier] = replace(
                known, entitled=known.entitled - posting.units, payable=known.payable - posting.units
            )


def _ordered(record: SharingRecord, entry: JournalEntry) -> None:
    order, facts = entry.subject.partition(":")[2], entry.facts
    rows: Sequence[Mapping[str, Any]] = facts["payments"]  # type: ignore[assignment]
    payments = []
    for row in rows:
        payout = record.payout(row["payout"])
        payment = Ordered(
            order=order,
            end_to_end=row["end_to_end"],
            payout=payout.id,
            payee=payout.payee,
            units=row["units"],
            currency=str(facts["currency"]),
            account=str(facts["account"]),
        )
        payments.append(payment)
        record.by_end_to_end[payment.end_to_end] = payment
        record.payouts[payout.id] = replace(payout, ordered=payment, attempts=payout.attempts + 1)
        if (run := record.runs.get(payout.run)) is not None and run.state in ENTITLED:
            record.runs[run.id] = replace(run, state=RunState.PAYING)
    record.orders[order] = tuple(payments)


def _status(record: SharingRecord, entry: JournalEntry) -> None:
    order = entry.subject.partition(":")[2]
    rows: Sequence[Mapping[str, Any]] = entry.facts["payments"]  # type: ignore[assignment]
    refused = {row["end_to_end"] for row in rows if row["status"] in REJECTED}
    if entry.facts["status"] in REJECTED:
        refused |= {payment.end_to_end for payment in record.orders.get(order, ())}
    for payment in record.orders.get(order, ()):
        payout = record.payouts[payment.payout]
        if payment.end_to_end in refused and payout.ordered == payment:
            record.payouts[payout.id] = replace(payout, ordered=None)


def _paid(record: SharingRecord, entry: JournalEntry) -> None:
    amount = int(str(entry.facts["amount"]))

    def settled(payout: Payout) -> Payout:
        return replace(payout, payable=payout.payable - amount, paid=payout.paid + amount, ordered=None)

    record.change(entry, settled)


def _came_back(record: SharingRecord, entry: JournalEntry) -> None:
    amount = int(str(entry.facts["amount"]))

    def unsettled(payout: Payout) -> Payout:
        return replace(payout, payable=payout.payable + amount, paid=payout.paid - amount)

    record.change(entry, unsettled)


def _corrected(record: SharingRecord, entry: JournalEntry) -> None:
    """An entry about a payout was wrong: what it moved moves back, and what it counted is not counted."""
    wrong = record.moved.pop(entry.corrects, None)
    if wrong is None:
        return
    if wrong.kind in _OWED:
        _owed_otherwise(record, entry)
        return
    payout = record.payout(wrong.subject.partition(":")[2])
    amount = int(str(wrong.facts["amount"]))
    for posting in entry.postings:
        if posting.account.partition(":")[0] in ("Payable", "Refund", "Held"):
            payout = _credited(payout, posting)
    if wrong.kind == "paid":
        # Whether the bank paid it is open again.
        ordered = record.by_end_to_end.get(str(wrong.facts.get("end_to_end", "")))
        payout = replace(payout, paid=payout.paid - amount, ordered=ordered)
    elif wrong.kind == "payment_returned":
        payout = replace(payout, paid=payout.paid + amount)
    elif wrong.kind == "non_distributable":
        payout = replace(payout, given_back=payout.given_back - amount)
    elif wrong.kind == "entitled":
        payout = replace(payout, entitled=payout.entitled - amount)
    record.payouts[payout.id] = payout


_OWED = ("refund_due", "dispute_decided", "repayment_interest", "remittance_sent")
_CORRECTABLE = (*_OWED, "entitled", "held", "released", "non_distributable", "paid", "payment_returned")

_FOLDS: Mapping[str, Callable[[SharingRecord, JournalEntry], None]] = MappingProxyType(
    {
        "run_proposed": _proposed,
        "run_frozen": _frozen,
        "run_approved": _approved,
        "run_published": _published,
        "run_reconciled": _reconciled,
        "run_reversed": _reversed,
        "entitled": _entitled,
        "held": _moved,
        "released": _moved,
        "non_distributable": _undistributed,
        "refund_due": _owed_otherwise,
        "dispute_decided": _owed_otherwise,
        "repayment_interest": _owed_otherwise,
        "remittance_sent": _owed_otherwise,
        "payment_ordered": _ordered,
        "payment_status": _status,
        "paid": _paid,
        "payment_returned": _came_back,
        "corrected": _corrected,
    }
)
#: Kinds of entry that it reads.
KINDS: tuple[str, ...] = tuple(_FOLDS)
