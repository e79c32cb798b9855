"""Bank statements: each movement is booked once, with the charge that it pays, the payment of ours that it carries out, or in suspense.

A statement is booked as a whole or not at all. What cannot be explained is booked too, against suspense, and reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agister.errors import PaymentError
from agister.ledger import JournalEntry, JournalReader, JournalWriter
from agister.ledger.entry import Fact
from agister.levy.chart import move
from agister.levy.procedure.matching import apply_receipt
from agister.levy.procedure.receipts import receipt
from agister.levy.procedure.taking_back import unapply_receipt
from agister.levy.runs import BankPayment, book_order_paid, book_paid, book_returned, sharing_record
from agister.levy.wording import money_text
from agister.office.creditors import matching_charges, matching_parties
from agister.office.folder import Office
from agister.office.settings import BankAccount
from agister.payments import (
    Match,
    Statement,
    StatementFile,
    StatementItem,
    StatementKind,
    match,
    new_items,
    read_statement,
    require_bookable,
)
from agister.rights import Problem

Booked = tuple[JournalEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """Money whose owner or purpose somebody must find."""

    receipt: str
    place: str
    units: int
    currency: str
    reason: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """What became of a file."""

    entries: Booked
    unmatched: tuple[Unmatched, ...]
    booked_before: int
    """Items that an earlier file told of."""
    not_money: int
    """Items that are announced, not booked; and what a report within the day says."""
    problems: tuple[str, ...]


def receive(office: Office, content: bytes, name: str, *, on: date, by: str) -> ReceivedFile:
    """Book a statement file. Raises `PaymentError` with the reason: then nothing of it is booked."""
    file = read_statement(content, name)
    digest = office.documents.put(content)
    desk = _Desk(office, file, digest, on, by)
    with office.journal.write() as writer:
        desk.book(writer)
    return desk.found()


class _Desk:
    """One file, item by item, within one write."""

    def __init__(self, office: Office, file: StatementFile, digest: str, on: date, by: str) -> None:
        self._office, self._file, self._digest, self._on, self._by = office, file, digest, on, by
        self._entries: list[JournalEntry] = []
        self._unmatched: list[Unmatched] = []
        self._before = self._not_money = 0
        self._problems = [_said(problem) for problem in file.problems]

    def found(self) -> ReceivedFile:
        return ReceivedFile(
            entries=tuple(self._entries),
            unmatched=tuple(self._unmatched),
            booked_before=self._before,
            not_money=self._not_money,
            problems=tuple(self._problems),
        )

    def book(self, writer: JournalWriter) -> None:
        code = self._office.act(writer).instrument.currency
        for statement in self._file.statements:
            self._problems += [_said(problem) for problem in statement.problems]
            bank = self._office.settings.bank(statement.account)
            if bank is None:
                known = ", ".join(item.iban for item in self._office.settings.banks) or "none"
                raise PaymentError(
                    f"{self._file.name}: the account {statement.account} is none of this office ({known}); add it to office.toml"
                )
            if statement.kind is StatementKind.REPORT:
                self._not_money += len(statement.items)
                continue
            require_bookable(statement)
            wrong = next((item for item in statement.money if item.currency != code), None)
            if wrong is not None:
                raise PaymentError(
                    f"{self._file.name}, {wrong.place}: {wrong.currency} on an account of an office that keeps its books in {code}; "
                    "nothing is booked"
                )
            self._statement(writer, statement, bank)

    def _statement(self, writer: JournalWriter, statement: Statement, bank: BankAccount) -> None:
        booked = {
            str(key)
            for found in writer.entries(kinds=("statement_received",))
            for key in _texts(found.entry.facts.get("keys"))
        }
        new, known = new_items(statement.money, booked)
        self._before += len(known)
        self._not_money += len(statement.items) - len(statement.money)
        facts: dict[str, Fact] = {
            "statement_digest": self._digest,
            "account": statement.account,
            "currency": statement.currency or self._office.act(writer).instrument.currency,
            "items": len(statement.items),
            "keys": [item.key for item in new],
            "message": statement.message,
        }
        for name, value in (("opening", statement.opening), ("closing", statement.closing)):
            facts |= {} if value is None else {name: value}
        for name, day in (("start", statement.start), ("end", statement.end)):
            facts |= {} if day is None else {name: day.isoformat()}
        heading = JournalEntry(
            key=f"{statement.key}/{self._digest[7:23]}",
            kind="statement_received",
            on=self._on,
            subject=f"statement:{self._digest[7:23]}",
            by=self._by,
            text=f"Statement {statement.id} of {bank.name}: {len(new)} movements to book, {len(known)} booked before.",
            facts=facts,
            documents=(self._digest,),
        )
        if writer.find(heading.key) is not None:
            return
        self._take(writer, (heading,))
        for item in new:
            self._take(writer, self._movement(writer, item, bank))

    def _take(self, writer: JournalWriter, entries: Sequence[JournalEntry]) -> None:
        self._entries += self._office.append(writer, entries)

    def _movement(self, writer: JournalWriter, item: StatementItem, bank: BankAccount) -> Booked:
        if (ours := self._of_an_order(writer, item)) is not None:
            return ours
        if item.credit and not item.reversal:
            return self._receipt(writer, item, bank)
        if not item.credit and item.reversal and (taken := self._taken_back(writer, item, bank)) is not None:
            return taken
        return (self._unexplained(item, bank),) if not item.credit else self._receipt(writer, item, bank)

    def _of_an_order(self, reader: JournalReader, item: StatementItem) -> Booked | None:
        """Payments of ours that the item carries out, or brings back."""
        record = sharing_record(reader)
        payment = BankPayment(
            end_to_end=item.end_to_end_id,
            units=item.units,
            currency=item.currency,
            bank_reference=item.bank_reference,
            value_day=item.value_day,
            statement_digest=self._digest,
            reason=item.return_reason,
        )
        if item.end_to_end_id in record.by_end_to_end:
            book = book_returned if item.credit else book_paid
            return book(reader, payments=[payment], on=self._on, by=self._by)
        if not item.credit and item.order_id in record.orders:
            return book_order_paid(
                reader,
                order=item.order_id,
                units=item.units,
                bank_reference=item.bank_reference,
                value_day=item.value_day,
                statement_digest=self._digest,
                on=self._on,
                by=self._by,
            )
        return None

    def _receipt(self, writer: JournalWriter, item: StatementItem, bank: BankAccount) -> Booked:
        """Money that came in, and what it pays."""
        subject = f"receipt:{short(item.key)}"
        facts: dict[str, Fact] = {
            "statement_digest": self._digest,
            "bank_reference": item.bank_reference,
            "amount": item.units,
            "currency": item.currency,
            "value_day": item.value_day.isoformat(),
            "place": item.place,
        }
        for name, text in (
            ("payer", item.counterparty),
            ("payer_iban", item.counterparty_account),
            ("reference", item.creditor_reference),
            ("remittance", item.remittance),
        ):
            facts |= {name: text} if text else {}
        received = JournalEntry(
            key=f"received:{item.key}",
            kind="received",
            on=self._on,
            subject=subject,
            by=self._by,
            text=f"{money_text(item.units, item.currency)} came in from {item.counterparty or 'somebody who is not named'}.",
            facts=facts,
            postings=move(f"Bank:{bank.name}", "Suspense", item.units, item.currency),
            documents=(self._digest,),
        )
        self._take(writer, (received,))
        found = match(item, matching_charges(writer), matching_parties(writer))
        if found.remainder or not found.applied:
            self._to_be_found(subject, item, found)
        if not found.applied:
            return ()
        return apply_receipt(
            writer,
            subject,
            found.party,
            [(part.charge, part.units) for part in found.applied],
            on=self._on,
            by=self._by,
            method=found.method,
        )

    def _to_be_found(self, subject: str, item: StatementItem, found: Match) -> None:
        self._unmatched.append(
            Unmatched(
                receipt=subject.partition(":")[2],
                place=item.place,
                units=found.remainder,
                currency=item.currency,
                reason=found.reason,
                candidates=found.candidates,
            )
        )

    def _taken_back(self, writer: JournalWriter, item: StatementItem, bank: BankAccount) -> Booked | None:
        """The bank took a receipt back: the charges that it paid are open again. None where it cannot be told which."""
        receipts = [
            booked.entry
            for booked in writer.entries(kinds=("received",))
            if booked.entry.facts["amount"] == item.units and _same_payment(booked.entry, item)
        ]
        open_ones = [
            entry for entry in receipts if receipt(writer, entry.subject).amount and not _returned(writer, entry)
        ]
        if len(open_ones) != 1:
            return None
        subject = open_ones[0].subject
        reason = item.return_reason or "taken back by the bank"
        if receipt(writer, subject).applied:
            self._take(writer, unapply_receipt(writer, subject, on=self._on, by=self._by, reason=reason))
        return (
            JournalEntry(
                key=f"returned:{item.key}",
                kind="receipt_returned",
                on=self._on,
                subject=subject,
                by=self._by,
                text=f"The bank took back {money_text(item.units, item.currency)}: {reason}.",
                facts={
                    "statement_digest": self._digest,
                    "bank_reference": item.bank_reference,
                    "amount": item.units,
                    "reason": reason,
                },
                postings=move("Suspense", f"Bank:{bank.name}", item.units, item.currency),
                documents=(self._digest,),
            ),
        )

    def _unexplained(self, item: StatementItem, bank: BankAccount) -> JournalEntry:
        self._unmatched.append(
            Unmatched(
                receipt=short(item.key),
                place=item.place,
                units=-item.units,
                currency=item.currency,
                reason="money left the account, and no order of this office explains it",
                candidates=(),
            )
        )
        facts: dict[str, Fact] = {
            "statement_digest": self._digest,
            "bank_reference": item.bank_reference,
            "amount": item.units,
            "currency": item.currency,
            "value_day": item.value_day.isoformat(),
            "place": item.place,
        }
        facts |= {"counterparty": item.counterparty} if item.counterparty else {}
        facts |= {"remittance": item.remittance} if item.remittance else {}
        return JournalEntry(
            key=f"unexplained:{item.key}",
            kind="unexplained",
            on=self._on,
            subject=f"receipt:{short(item.key)}",
            by=self._by,
            text=f"{money_text(item.units, item.currency)} left the account; nobody ordered it.",
            facts=facts,
            postings=move("Suspense", f"Bank:{bank.name}", item.units, item.currency),
            documents=(self._digest,),
        )


def short(key: str) -> str:
    """A name for what a bank calls by a long one."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _same_payment(entry: JournalEntry, item: StatementItem) -> bool:
    """Whether a reversal speaks of a receipt: the same reference of the bank, or the same reference and payer."""
    if entry.facts["bank_reference"] == item.bank_reference:
        return True
    said = str(entry.facts.get("reference", ""))
    return bool(said) and said == item.creditor_reference


def _returned(reader: JournalReader, entry: JournalEntry) -> bool:
    return any(reader.entries(kinds=("receipt_returned",), subject=entry.subject))


def _said(problem: Problem) -> str:
    return f"{problem.place}: {problem.message}"


def _texts(value: Fact) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
