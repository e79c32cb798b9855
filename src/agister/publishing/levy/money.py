"""Balances, and how money moved between the families of accounts within the days of a report. One pass over the entries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from agister.ledger import JournalReader
from agister.ledger.entry import JournalEntry
from agister.levy.chart import CASH, FAMILIES, family

_OFFICE_COSTS = ("cost_paid", "bank_charged")


class Money:
    """The fold."""

    def __init__(self, start: date | None) -> None:
        self._start = start
        self.opening: dict[tuple[str, str], int] = {}
        self.balances: dict[tuple[str, str], int] = {}
        self.moves: dict[tuple[str, str, str], int] = {}
        """(kind, family, currency) → minor units within the days of the report, debits positive."""
        self.postings = 0
        self.corrections: list[dict[str, Any]] = []

    def take(self, entry: JournalEntry, number: int) -> None:
        """Go on by one entry."""
        inside = self._start is None or entry.on >= self._start
        for posting in entry.postings:
            self.postings += 1
            name = (posting.account, posting.currency)
            units = self.balances.get(name, 0) + posting.units
            if units:
                self.balances[name] = units
            else:
                self.balances.pop(name, None)
            if inside:
                move = (entry.kind, posting.account.partition(":")[0], posting.currency)
                self.moves[move] = self.moves.get(move, 0) + posting.units
            else:
                self.opening[name] = self.opening.get(name, 0) + posting.units
        if entry.corrects:
            self.corrected(entry, number)

    def corrected(self, entry: JournalEntry, number: int) -> None:
        """Note an entry that corrects another."""
        self.corrections.append(
            {
                "entry": number, "corrects": entry.corrects, "on": entry.on.isoformat(), "kind": entry.kind,
                "reason": str(entry.facts.get("reason", entry.text)),
            }
        )  # fmt: skip

    def take_totals(self, reader: JournalReader, until: date | None) -> None:
        """Take the sums of a whole journal in the place of its entries, except what they correct."""
        sums: dict[tuple[str, str], int] = {}
        if self._start is not None:
            for (_, account, code), total in reader.totals(until=self._start - timedelta(1)).items():
                self.opening[account, code] = self.opening.get((account, code), 0) + total.debits - total.credits
                self.postings += total.postings
            sums.update(self.opening)
        for (kind, account, code), total in reader.totals(since=self._start, until=until).items():
            units = total.debits - total.credits
            sums[account, code] = sums.get((account, code), 0) + units
            move = (kind, account.partition(":")[0], code)
            self.moves[move] = self.moves.get(move, 0) + units
            self.postings += total.postings
        self.balances = {name: units for name, units in sums.items() if units}

    def trial_balance(self) -> list[dict[str, Any]]:
        """A row for each account: its balance as debit or credit."""
        return [
            {"account": account, "currency": code, "debit": max(units, 0), "credit": max(-units, 0)}
            for (account, code), units in sorted(self.balances.items())
        ]

    def cash_identity(self) -> list[dict[str, Any]]:
        """For each currency: what lies at the bank, and for whom it lies there."""
        found: dict[str, dict[str, int]] = {}
        for (account, code), units in self.balances.items():
            item = family(account)
            if item.side == CASH:
                row = found.setdefault(code, {part.name: 0 for part in FAMILIES if part.side == CASH})
                row[item.name] += units if item.debit else -units
        rows = []
        for code, row in sorted(found.items()):
            bank = row.pop("Bank")
            rows.append({"currency": code, "bank": bank, "kept_for": row, "holds": bank == sum(row.values())})
        return rows

    def flows(self) -> list[dict[str, Any]]:
        """For each currency, how cash came in and what became of it within the days of the report."""
        rows = []
        for code in sorted({code for _, _, code in self.moves}):
            came = self._moved("received", "Bank", code)
            rows.append(
                {
                    "currency": code,
                    "opening": sum(
                        units
                        for (name, found), units in self.opening.items()
                        if name.startswith("Bank:") and found == code
                    ),
                    "received": came,
                    "taken_back_by_banks": -self._moved("receipt_returned", "Bank", code),
                    "paid_to_payees": self._moved("paid", "Payable", code)
                    + self._moved("payment_returned", "Payable", code),
                    "paid_back_to_payers": self._moved("paid", "Refund", code)
                    + self._moved("payment_returned", "Refund", code),
                    "costs_of_the_office": sum(self._moved(kind, "Administration", code) for kind in _OFFICE_COSTS),
                    "corrected": self._moved("corrected", "Bank", code),
                    "closing": sum(
                        units
                        for (name, found), units in self.balances.items()
                        if name.startswith("Bank:") and found == code
                    ),
                }
            )
        return rows

    def keeping(self, name: str) -> list[dict[str, Any]]:
        """What a family without parts (`Reserve`, `Administration`) held at the beginning, got, spent and holds."""
        codes = sorted({code for (account, code) in (*self.balances, *self.opening) if account == name} | {
            code for _, part, code in self.moves if part == name
        })  # fmt: skip
        rows = []
        for code in codes:
            opening = -self.opening.get((name, code), 0)
            moved = {
                kind: -units
                for (kind, part, found), units in sorted(self.moves.items())
                if part == name and found == code
            }
            closing = -self.balances.get((name, code), 0)
            rows.append({"currency": code, "opening": opening, "moves": moved, "closing": closing})
        return rows

    def _moved(self, kind: str, name: str, code: str) -> int:
        return self.moves.get((kind, name, code), 0)
