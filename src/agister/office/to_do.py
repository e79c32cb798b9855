"""What a caseworker sees in the morning: returns that are missing, who owes what, and what is to be done next, each with how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from agister.ledger import JournalReader
from agister.levy.procedure.overview import Overview, age_of
from agister.levy.runs import RunState, SharingRecord, payouts_due, sharing_record, undistributed, unlocated
from agister.levy.wording import money_text

#: Kinds of entry that put something into suspense, or take it out.
_SUSPENSE = (
    "received", "matched", "receipt_returned", "unexplained", "refund_due", "cost_paid", "remittance_received", "corrected",
)  # fmt: skip
_NEXT_STEP: Mapping[RunState, str] = {
    RunState.PROPOSED: "freeze it (agister levy distribute freeze)",
    RunState.FROZEN: "it needs two approvals by people who did not prepare it (agister levy distribute approve)",
    RunState.APPROVED_ONCE: "it needs a second approval (agister levy distribute approve)",
    RunState.APPROVED: "publish it (agister levy distribute publish)",
    RunState.PUBLISHED: "pay it (agister levy pay --prepare)",
    RunState.PAYING: "book what the bank says of it, then reconcile it (agister levy receive, distribute reconcile)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What a party owes."""

    party: str
    name: str
    units: int
    currency: str
    age: str
    """How long the oldest part of it is overdue."""


def owed(found: Overview) -> tuple[Owed, ...]:
    """Who owes what on a day, the most first."""
    names = {row.party: row.name for row in found.parties}
    units: dict[tuple[str, str], int] = {}
    oldest: dict[tuple[str, str], date] = {}
    for row in found.charges:
        if row.outstanding > 0:
            key = (row.party, row.currency)
            units[key] = units.get(key, 0) + row.outstanding
            oldest[key] = min(oldest.get(key, row.due), row.due)
    return tuple(
        Owed(
            party=party,
            name=names.get(party, party),
            units=amount,
            currency=code,
            age=age_of(oldest[party, code], found.on),
        )
        for (party, code), amount in sorted(units.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def to_do(reader: JournalReader, found: Overview, currency: str) -> tuple[str, ...]:
    """One sentence for each thing that somebody is to do, money that nobody can explain first. `reader`: as of the day."""
    record = sharing_record(reader)
    return (
        *_in_suspense(reader),
        *_disputed(found, currency),
        *_runs(record),
        *_orders(reader, record, found.on, currency),
        *_deadlines(reader, found.on, currency),
    )


def _in_suspense(reader: JournalReader) -> Iterator[str]:
    left: dict[tuple[str, str], int] = {}
    days: dict[str, str] = {}
    subjects: dict[str, str] = {}
    for booked in reader.entries(kinds=_SUSPENSE):
        entry = booked.entry
        facts: Mapping[str, Any] = entry.facts
        subject = entry.subject
        if entry.kind == "cost_paid":
            subject = str(facts.get("bank_reference", subject))
        elif entry.kind == "remittance_received":
            subject = f"receipt:{str(facts['receipt']).removeprefix('receipt:')}"
        elif entry.kind == "corrected":
            subject = subjects.get(entry.corrects, subject)
        subjects[entry.key] = subject
        days.setdefault(subject, str(facts.get("value_day", entry.on)))
        for item in entry.postings:
            if item.account == "Suspense":
                left[subject, item.currency] = left.get((subject, item.currency), 0) - item.units
    for (subject, code), units in left.items():
        name, amount = subject.partition(":")[2], money_text(abs(units), code)
        if units > 0:
            yield (
                f"receipt {name}: {amount} of {days[subject]} rest in suspense: find out whose they are, then book a "
                "matching or a refund"
            )
        elif units < 0:
            yield (
                f"movement {name}: {amount} left the account on {days[subject]} without an order: book it as a cost, or "
                "ask the bank"
            )


def _disputed(found: Overview, code: str) -> Iterator[str]:
    for item in found.disputes:
        if not item.outcome:
            yield (
                f"dispute {item.case}: {item.party} disputes {money_text(item.amount, code)} of {item.assessment} before "
                f"the {item.forum}: book the decision when it is taken"
            )


def _runs(record: SharingRecord) -> Iterator[str]:
    for run in record.runs.values():
        if run.state in _NEXT_STEP:
            yield f"run {run.id} is {run.state}, {money_text(run.total, run.currency)}: {_NEXT_STEP[run.state]}"


def _orders(reader: JournalReader, record: SharingRecord, day: date, code: str) -> Iterator[str]:
    due = [item for item in payouts_due(reader, day) if item.currency == code]
    if due:
        total = money_text(sum(item.units for item in due), code)
        yield f"{len(due)} payouts of together {total} can be paid: put an order together (agister levy pay --prepare)"
    names = {item.end_to_end for item in due}
    for booked in reader.entries(kinds=("payment_prepared",)):
        facts: Mapping[str, Any] = booked.entry.facts
        order = booked.entry.subject.partition(":")[2]
        if order not in record.orders and all(row["end_to_end"] in names for row in facts["payments"]):
            yield f"order {order} was prepared by {booked.entry.by}: somebody else releases it (agister levy pay --out)"
    for order, payments in record.orders.items():
        waiting = [item for item in payments if record.payout(item.payout).ordered == item]
        if waiting:
            yield f"order {order}: the bank has not answered {len(waiting)} of {len(payments)} payments yet (agister levy receive)"


def _deadlines(reader: JournalReader, day: date, code: str) -> Iterator[str]:
    for pot in undistributed(reader, day, currency=code):
        late = "is overdue since" if pot.overdue else "is due by"
        yield (
            f"pot {pot.pot}: {money_text(pot.units, code)} collected in {pot.year} are not shared out, which {late} "
            f"{pot.distribute_by}: propose a run (agister levy distribute propose)"
        )
    for item in unlocated(reader, day):
        listed = "should be on a public list since" if item.overdue else "must be on a public list by"
        yield (
            f"payout {item.payout}: {item.payee} cannot be found for {money_text(item.units, item.currency)}; its name "
            f"{listed} {item.publish_by}, and the money is its own until {item.expires}"
        )


def missing_returns(found: Overview) -> list[list[str]]:
    """Rows for a table: returns that are asked for and were not filed."""
    return [
        [f"{row.party}/{row.period}", str(row.state), f"file by {row.file_by}", f"pay by {row.pay_by}"]
        for row in found.obligations
        if row.filed is None and row.state != "waived"
    ]
