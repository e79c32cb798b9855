"""Bank statements: each movement is booked once, with the charge that it pays, the payment of ours that it carries out, or in suspense.

A statement is booked as a whole or not at all. What cannot be explained is booked too, against suspense, and reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agister.errors import PaymentError
from agister.ledger import JournalEntry, JournalWriter
from agister.ledger.entry import Fact
from agister.levy.procedure.matching import apply_receipt
from agister.office.bank_balance import balance_difference
from agister.office.creditors import matching_charges, matching_parties
from agister.office.folder import Office
from agister.office.movements import Movement, money_in, money_out, payments_of_ours, receipt_taken_back, taken_back
from agister.office.settings import BankAccount
from agister.payments import (
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
        for bank in self._office.settings.banks:
            if any(statement.account == bank.iban for statement in self._file.statements):
                difference = balance_difference(writer, bank)
                self._problems += [difference] if difference else []

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
            self._movement(writer, item, bank)

    def _take(self, writer: JournalWriter, entries: Sequence[JournalEntry]) -> None:
        self._entries += self._office.append(writer, entries)

    def _movement(self, writer: JournalWriter, item: StatementItem, bank: BankAccount) -> None:
        it = Movement(item=item, bank=bank, statement=self._digest, on=self._on, by=self._by)
        if (ours := payments_of_ours(writer, it)) is not None:
            self._take(writer, ours)
        elif item.credit:
            self._receipt(writer, it)
        elif item.reversal and (received := receipt_taken_back(writer, it)) is not None:
            opened, gone = taken_back(writer, received, it)
            self._take(writer, (*opened, gone))
        else:
            self._take(writer, (money_out(it),))
            self._to_be_found(it, -item.units, "money left the account, and no order of this office explains it")

    def _receipt(self, writer: JournalWriter, it: Movement) -> None:
        """Money that came in, and what it pays."""
        self._take(writer, (money_in(it),))
        found = match(it.item, matching_charges(writer), matching_parties(writer))
        if found.remainder or not found.applied:
            self._to_be_found(it, found.remainder, found.reason, found.candidates)
        if found.applied:
            applied = [(part.charge, part.units) for part in found.applied]
            self._take(
                writer,
                apply_receipt(writer, it.subject, found.party, applied, on=self._on, by=self._by, method=found.method),
            )

    def _to_be_found(self, it: Movement, units: int, reason: str, candidates: tuple[str, ...] = ()) -> None:
        self._unmatched.append(
            Unmatched(
                receipt=it.subject.partition(":")[2],
                place=it.item.place,
                units=units,
                currency=it.item.currency,
                reason=reason,
                candidates=candidates,
            )
        )


def _said(problem: Problem) -> str:
    return f"{problem.place}: {problem.message}"


def _texts(value: Fact) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
