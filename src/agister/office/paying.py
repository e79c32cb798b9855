"""Money out: one person puts an order together, another releases it, and only then is there a file for the bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agister.errors import BrokenInvariant, PaymentError
from agister.ledger import JournalEntry, JournalReader
from agister.ledger.entry import Fact
from agister.levy.payees import bank_details
from agister.levy.runs import (
    Due,
    apply_standing,
    book_status,
    expire,
    hold_little,
    order,
    payouts_due,
    release_enough,
    sharing_record,
)
from agister.levy.runs.payout import REFUND, check_name
from agister.levy.runs.people import same_person
from agister.levy.wording import money_text
from agister.office.folder import Office
from agister.office.payees import standings
from agister.office.settings import BankAccount
from agister.office.sharing import least_payout
from agister.payments import (
    Payment,
    PaymentOrder,
    Transliteration,
    check_iban,
    check_order,
    read_pain001,
    read_pain002,
    transliterations,
    write_pain001,
)

Booked = tuple[JournalEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedOrder:
    """What is to be paid, and what cannot be paid yet."""

    order: str
    entries: Booked
    payments: tuple[Payment, ...]
    waiting: tuple[str, ...]
    """In words: due, but there is no account to pay it on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedOrder:
    """An order with its file."""

    entries: Booked
    file: bytes
    changed: tuple[Transliteration, ...]
    """Texts that had to be written otherwise, since the scheme has no such characters."""


def prepare_order(office: Office, name: str, *, bank: str, execution: date, on: date, by: str) -> PreparedOrder:
    """Put together everything that is due. Money of payees who cannot be paid any more rests first, with the reason."""
    account = _account(office, bank)
    check_name(name, "the name of an order")
    with office.journal.write() as writer:
        if any(writer.entries(kinds=("payment_prepared", "payment_ordered"), subject=f"order:{name}")):
            raise PaymentError(f"there is an order {name} already: give this one another name")
        how = standings(writer, on)
        booked = office.append(writer, apply_standing(writer, payees=how, on=on, by=by))
        least = least_payout(writer, on)
        booked += office.append(writer, release_enough(writer, least=least, day=on, by=by))
        booked += office.append(writer, hold_little(writer, least=least, day=on, by=by))
        booked += office.append(writer, expire(writer, day=on, by=by))
        code = office.act(writer).instrument.currency
        due = [item for item in payouts_due(writer, on, payees=how, least=least) if item.currency == code]
        paired, waiting = _payments(writer, due, on)
        if not paired:
            hint = f": {waiting[0]}" if waiting else "; runs are paid once they are published"
            raise PaymentError(f"nothing can be paid on {on}{hint}")
        # What the bank would refuse is refused before anybody is asked to release it.
        check_order(_message(name, account, execution, paired))
        entry = JournalEntry(
            key=f"order:{name}/prepared",
            kind="payment_prepared",
            on=on,
            subject=f"order:{name}",
            by=by,
            text=f"{len(paired)} payments are put together for the bank; somebody else releases them.",
            facts={
                "payments": [_row(item) for item in due if item.payout in paired],
                "account": account.name,
                "execution": execution.isoformat(),
                "total": sum(item.units for item in paired.values()),
                "currency": code,
            },
        )
        booked += office.append(writer, (entry,))
    return PreparedOrder(order=name, entries=booked, payments=tuple(paired.values()), waiting=waiting)


def release_order(office: Office, name: str, *, on: date, by: str) -> ReleasedOrder:
    """Release a prepared order: its file is written, and what is in it is at the bank from now on.

    Raises `PaymentError` where the same person prepared it, or anything changed since: then it is put together anew.
    """
    with office.journal.write() as writer:
        prepared = next(writer.entries(kinds=("payment_prepared",), subject=f"order:{name}"), None)
        if prepared is None:
            raise PaymentError(f"there is no prepared order {name}: put one together first")
        if any(writer.entries(kinds=("payment_ordered",), subject=f"order:{name}")):
            raise PaymentError(f"order {name} was released already: its file is among the documents of the office")
        facts, who = prepared.entry.facts, prepared.entry.by
        if same_person(who, by):
            raise PaymentError(f"{by} prepared order {name}: somebody else must release it (four eyes)")
        how = standings(writer, on)
        due = {item.payout: item for item in payouts_due(writer, on, payees=how, least=least_payout(writer, on))}
        rows = _rows(facts["payments"])
        wanted = [due[str(row["payout"])] for row in rows if str(row["payout"]) in due]
        paired, _ = _payments(writer, wanted, on)
        if [_row(item) for item in wanted if item.payout in paired] != rows:
            raise PaymentError(
                f"what is due has changed since order {name} was prepared on {prepared.entry.on}: prepare another"
            )
        bank = _account(office, str(facts["account"]))
        message = _message(name, bank, date.fromisoformat(str(facts["execution"])), paired)
        content = write_pain001(message)
        _check_file(content, message)
        digest = office.documents.put(content)
        entries = order(
            writer,
            order=name,
            payments=[
                {**_row(item), "iban": paired[item.payout].iban, "holder": paired[item.payout].name} for item in wanted
            ],
            account=bank.name,
            execution=message.execution,
            currency=message.currency,
            file_digest=digest,
            prepared_by=who,
            released_by=by,
            on=on,
            payees=how,
        )
        return ReleasedOrder(
            entries=office.append(writer, entries), file=content, changed=tuple(transliterations(message))
        )


def _check_file(content: bytes, message: PaymentOrder) -> None:
    """What the bank will read is what was released, transfer by transfer."""
    read = read_pain001(content, message.message_id)
    ours = sorted((item.end_to_end_id, item.units, item.currency) for item in message.payments)
    if sorted((one.end_to_end_id, one.units, one.currency) for one in read.transfers) != ours:
        raise BrokenInvariant(f"the file of order {message.message_id} does not say what was released")


def book_bank_status(office: Office, content: bytes, name: str, *, on: date, by: str) -> Booked:
    """What the bank says of an order (pain.002)."""
    report = read_pain002(content, name)
    digest = office.documents.put(content)
    reasons = {
        one.end_to_end_id: "; ".join(f"{why.code} {why.text}".strip() for why in one.reasons) for one in report.payments
    }
    with office.journal.write() as writer:
        known = {one.end_to_end for one in sharing_record(writer).orders.get(report.order, ())}
        said = {name: report.status_of(name) for name in sorted(known | set(reasons))}
        entries = book_status(
            writer,
            order=report.order,
            status=report.status or "PART",
            payments=[
                {"end_to_end": name, "status": status, "reason": reasons.get(name, "")}
                for name, status in said.items()
                if status
            ],
            file_digest=digest,
            on=on,
            by=by,
        )
        return office.append(writer, entries)


def _message(name: str, bank: BankAccount, execution: date, paired: Mapping[str, Payment]) -> PaymentOrder:
    return PaymentOrder(
        message_id=name,
        debtor=bank.holder,
        account=bank.iban,
        bic=bank.bic,
        execution=execution,
        payments=tuple(paired.values()),
    )


def _account(office: Office, name: str) -> BankAccount:
    found = [bank for bank in office.settings.banks if not name or bank.name == name]
    if not found:
        names = ", ".join(bank.name for bank in office.settings.banks)
        raise PaymentError(
            f"the office has no bank account {name!r}; there are {names}" if names
            else "the office has no bank account: add a [[bank]] to office.toml"
        )  # fmt: skip
    return found[0]


def _payments(reader: JournalReader, due: Sequence[Due], on: date) -> tuple[dict[str, Payment], tuple[str, ...]]:
    """Payout → its credit transfer, and in words what is due but has no account."""
    found: dict[str, Payment] = {}
    waiting = []
    for item in due:
        where = _refund_account(reader, item.payee) if item.run == REFUND else _payee_account(reader, item.payee, on)
        if where is None:
            waiting.append(f"{money_text(item.units, item.currency)} for {item.payee}: no account of it is known")
            continue
        iban, bic, holder = where
        found[item.payout] = Payment(
            payee=item.payee,
            name=holder,
            iban=check_iban(iban),
            bic=bic,
            units=item.units,
            currency=item.currency,
            end_to_end_id=item.end_to_end,
            remittance=f"Refund to {item.payee}" if item.run == REFUND else f"Share of {item.payout}",
        )
    return found, tuple(waiting)


def _payee_account(reader: JournalReader, payee: str, on: date) -> tuple[str, str, str] | None:
    found = bank_details(reader, payee, on)
    return (found.iban, found.bic, found.holder) if found is not None else None


def _refund_account(reader: JournalReader, party: str) -> tuple[str, str, str] | None:
    """The account that the refund names; else the one that the party last paid from under a reference of ours."""
    named = [
        booked.entry.facts
        for booked in reader.entries(kinds=("refund_due",))
        if booked.entry.facts["party"] == party and booked.entry.facts.get("iban")
    ]
    if named:
        return str(named[-1]["iban"]), "", str(named[-1].get("holder") or party)
    paid = {
        booked.entry.subject for booked in reader.entries(kinds=("matched",)) if booked.entry.facts["party"] == party
    }
    payers = [
        booked.entry.facts
        for booked in reader.entries(kinds=("received",))
        if booked.entry.subject in paid and booked.entry.facts.get("payer_iban")
    ]
    return (str(payers[-1]["payer_iban"]), "", str(payers[-1].get("payer") or party)) if payers else None


def _row(item: Due) -> dict[str, Any]:
    return {"payout": item.payout, "units": item.units, "end_to_end": item.end_to_end}


def _rows(value: Fact) -> list[Mapping[str, Any]]:
    return [dict(row) for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
