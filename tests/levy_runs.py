"""A small office for tests of sharing out: money comes in, a key was decided, runs go their way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from agister.ledger import JournalEntry, MemoryJournal
from agister.levy.allocations.key_file import SharingKey, parse_key
from agister.levy.chart import check_cash_identity, move
from agister.levy.events import check_event
from agister.levy.runs import BankPayment, Due, Standing, approve, freeze, order, payouts_due, propose, publish

DIGEST = "sha256:" + "d" * 64
KEY = b"""
kind: first_cut
first: {administration: 2%, reserve: 3%}
then: purposes
within:
  purposes:
    kind: fixed
    weights: {commons: 2, adaptation: 1}
    within:
      commons: {kind: fixed, weights: {archive: 1, encyclopedia: 1, maps: 1}}
      adaptation: {kind: fixed, weights: {fund: 1}}
"""
PURPOSES = ("commons", "adaptation")
PAYEES = {name: Standing(reason="admitted") for name in ("archive", "encyclopedia", "maps", "fund")}


class Desk:
    """A journal, and the steps with everything in its usual place."""

    def __init__(self, key: bytes = KEY) -> None:
        self.journal = MemoryJournal(clock=lambda: datetime(2032, 1, 1, tzinfo=UTC), checks=(check_event,))
        self.key = parse_key(key)
        self._count = 0
        self.decide("D-1", self.key)

    def book(self, entries: Iterable[JournalEntry]) -> tuple[JournalEntry, ...]:
        """Append entries in one write, and check that the money is all there."""
        found = tuple(entries)
        with self.journal.write() as writer:
            for entry in found:
                writer.append(entry)
        check_cash_identity(self.journal.balances())
        return found

    def decide(self, decision: str, key: SharingKey, *, adopted: bool = True, effect: str = "2031-01-01") -> None:
        """Record a decision on a key."""
        self._count += 1
        facts: dict[str, Any] = {
            "matter": "key", "adopted": adopted, "for": 3, "against": 0, "abstained": 0, "entitled": 3,
            "rule": "more than half", "takes_effect": effect, "proposal_digest": key.digest,
        }  # fmt: skip
        self.book([self._entry("decision_taken", f"decision:{decision}", "2031-01-01", facts)])

    def money_in(self, units: int, pot: str = "2031", day: str = "2031-10-01", currency: str = "EUR") -> None:
        """Money that was received and matched lies in a pot."""
        self._count += 1
        receipt = f"receipt:{self._count}"
        came: dict[str, Any] = {
            "statement_digest": DIGEST, "bank_reference": receipt, "amount": units, "currency": currency,
            "value_day": day, "place": "line 1",
        }  # fmt: skip
        applied: dict[str, Any] = {"party": "acme", "amount": units, "applied": [], "method": "reference"}
        self.book(
            [
                self._entry("received", receipt, day, came, move("Bank:main", "Suspense", units, currency)),
                self._entry("matched", receipt, day, applied, move("Suspense", f"Pot:{pot}", units, currency)),
            ]
        )

    def proposed(self, run: str = "2031", period: str = "2031", **more: Any) -> None:
        """Propose a run."""
        asked: dict[str, Any] = {
            "run": run, "period": period, "currency": "EUR", "key_digest": self.key.digest, "decision": "D-1",
            "on": date(2032, 3, 1), "by": "ana",
        }  # fmt: skip
        self.book(propose(self.journal, **(asked | more)))

    def frozen(self, run: str = "2031", **more: Any) -> None:
        """Freeze it."""
        asked: dict[str, Any] = {
            "run": run, "key": self.key, "payees": PAYEES, "administration_cap": Fraction(1, 50),
            "purposes": PURPOSES, "on": date(2032, 3, 2), "by": "ben",
        }  # fmt: skip
        self.book(freeze(self.journal, **(asked | more)))

    def approved(self, run: str = "2031", *, times: int = 2, on: date = date(2032, 3, 3)) -> None:
        """Approve it once or twice."""
        for by in ("cleo", "dan")[:times]:
            self.book(approve(self.journal, run=run, on=on, by=by))

    def published(self, run: str = "2031") -> None:
        """Publish it."""
        self.book(publish(self.journal, run=run, report_digest=DIGEST, on=date(2032, 3, 4), by="ana"))

    def shared_out(self, run: str = "2031", period: str = "2031", **frozen: Any) -> None:
        """A whole run, up to publication."""
        self.proposed(run, period)
        self.frozen(run, **frozen)
        self.approved(run)
        self.published(run)

    def ordered(self, name: str = "O-1", dues: tuple[Due, ...] | None = None, **more: Any) -> tuple[Due, ...]:
        """Everything that is due goes to the bank."""
        dues = payouts_due(self.journal, date(2032, 4, 1)) if dues is None else dues
        asked: dict[str, Any] = {
            "order": name, "payments": rows(dues), "account": "main", "execution": date(2032, 4, 2), "currency": "EUR",
            "file_digest": DIGEST, "prepared_by": "ana", "released_by": "ben", "on": date(2032, 4, 1),
        }  # fmt: skip
        self.book(order(self.journal, **(asked | more)))
        return dues

    def balance(self, account: str, currency: str = "EUR") -> int:
        """What an account keeps: a credit is positive."""
        return -self.journal.balances(under=account).get((account, currency), 0)

    def _entry(self, kind: str, subject: str, day: str, facts: dict[str, Any], postings: Any = ()) -> JournalEntry:
        self._count += 1
        return JournalEntry(
            key=f"{kind}:{self._count}", kind=kind, on=date.fromisoformat(day), subject=subject, by="clerk",
            text="So it was.", facts=facts, postings=tuple(postings),
        )  # fmt: skip


def rows(dues: Iterable[Due]) -> list[dict[str, Any]]:
    """Payments of an order."""
    return [{"payout": due.payout, "units": due.units, "end_to_end": due.end_to_end} for due in dues]


def at_bank(due: Due, reference: str = "B-1", **more: Any) -> BankPayment:
    """How a bank statement shows a payment."""
    shown: dict[str, Any] = {
        "end_to_end": due.end_to_end, "units": due.units, "currency": due.currency, "bank_reference": reference,
        "value_day": date(2032, 4, 2), "statement_digest": DIGEST,
    }  # fmt: skip
    return BankPayment(**(shown | more))
