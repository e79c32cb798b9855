"""An office at work, for tests of the procedure: a journal in memory with every check, an act, and steps in one line each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from agister.ledger import JournalEntry, MemoryJournal
from agister.levy.chart import check_cash_identity, move
from agister.levy.events import check_event
from agister.levy.instrument import Instrument
from agister.levy.levy_return import LevyReturn
from agister.levy.procedure.assessing import assess_return
from agister.levy.procedure.charge import Charge
from agister.levy.procedure.charges import charge
from agister.levy.procedure.matching import apply_receipt
from agister.levy.procedure.obligations import open_obligation
from agister.levy.procedure.registration import decide_registration, submit_registration
from agister.levy.procedure.returns import file_return
from tests.levy_acts import act, levy_return

DIGEST = "sha256:" + "0" * 64
#: One tenth of revenue; file 8 months after the period, pay 9 months and a day after it; 5 % late, 1 % on repayments.
VALUES: dict[str, Any] = {
    "rate": "1/10",
    "file_months": 8,
    "pay_months": 9,
    "pay_days": 1,
    "amend_months": 12,
    "late_interest": "5%",
    "repayment_interest": "1%",
    "late_return": [[0, 10_000], [3, 20_000]],
    "late_return_repeated": [[0, 50_000], [3, 100_000]],
    "late_payment": [[18, "1/10"], [24, "1/5"]],
}
ACT = act("turnover", VALUES)


def day(text: str) -> date:
    return date.fromisoformat(text)


class Desk:
    """A journal that books what steps return, and keeps every invariant after each."""

    def __init__(self, instrument: Instrument = ACT, *, opened: bool = True) -> None:
        self.instrument = instrument
        self.journal = MemoryJournal(lambda: datetime(2030, 1, 1, tzinfo=UTC), (check_event,))
        if opened:
            self.book([self._opened()])

    def _opened(self) -> JournalEntry:
        return JournalEntry(
            key="office",
            kind="office_opened",
            on=date(2020, 1, 1),
            subject="office:test",
            by="ana",
            text="An office begins.",
            facts={
                "name": "Test office",
                "instrument": self.instrument.id,
                "instrument_digest": DIGEST,
                "currency": self.instrument.currency,
            },
        )

    def book(self, entries: Iterable[JournalEntry]) -> tuple[JournalEntry, ...]:
        """Book entries as one write, and hold the cash identity."""
        found = tuple(entries)
        with self.journal.write() as writer:
            for entry in found:
                writer.append(entry)
        check_cash_identity(self.journal.balances())
        return found

    def register(self, party: str = "acme", since: str = "2027-01-01", on: str = "2027-01-02") -> None:
        """A party, active."""
        self.book(
            submit_registration(
                self.journal, party=party, name=f"{party} plc", country="DE", accounting_period_end="12-31",
                liable_since=day(since), answers={"commercial": True}, on=day(on), by="ana",
            )
        )  # fmt: skip
        for decision in ("verified", "activated"):
            self.book(
                decide_registration(
                    self.journal, party=party, decision=decision, reason="checked", on=day(on), by="ben"
                )
            )

    def ask(self, party: str = "acme", year: int = 2027) -> None:
        """The obligation of a year."""
        self.book(
            open_obligation(
                self.journal, self.instrument, party=party, period=str(year), start=date(year, 1, 1),
                end=date(year, 12, 31), on=date(year, 1, 2), by="ana",
            )
        )  # fmt: skip

    def filed(self, revenue: int = 1_000, party: str = "acme", year: int = 2027, on: str = "2028-08-01") -> LevyReturn:
        """A return, filed and assessed: the levy is a tenth of the revenue, in minor units."""
        found = declared(revenue, party, year)
        self.book(file_return(self.journal, found, on=day(on), by=party))
        self.assess(found, on=on)
        return found

    def assess(self, found: LevyReturn, on: str = "2028-08-02", **more: Any) -> tuple[JournalEntry, ...]:
        return self.book(assess_return(self.journal, self.instrument, found, on=day(on), by="ana", **more))

    def received(self, receipt: str, units: int, value_day: str = "2028-09-30", on: str = "") -> str:
        """Money in suspense; the subject of the receipt."""
        subject = f"receipt:{receipt}"
        entry = JournalEntry(
            key=f"{subject}/received",
            kind="received",
            on=day(on or value_day),
            subject=subject,
            by="bank",
            text="Money came in.",
            facts={
                "statement_digest": DIGEST, "bank_reference": receipt, "amount": units, "currency": self.instrument.currency,
                "value_day": value_day, "place": "line 1",
            },
            postings=move("Bank:main", "Suspense", units, self.instrument.currency),
        )  # fmt: skip
        self.book([entry])
        return subject

    def pay(
        self,
        units: int,
        charge_id: str = "levy/acme/2027",
        *,
        party: str = "acme",
        value_day: str = "2028-09-30",
        receipt: str = "",
    ) -> str:
        """Money that comes in and is applied at once."""
        name = receipt or f"R-{self.journal.head()[0]}"
        subject = self.received(name, units, value_day)
        self.apply(subject, [(charge_id, units)], party=party, on=value_day)
        return subject

    def apply(
        self, subject: str, applied: Sequence[tuple[str, int]], *, party: str = "acme", on: str = "2028-09-30"
    ) -> tuple[JournalEntry, ...]:
        return self.book(
            apply_receipt(self.journal, subject, party, applied, on=day(on), by="ana", method="creditor reference")
        )

    def shared_out(self, units: int, period: str = "2027", *, reserve: int = 0, on: str = "2028-10-01") -> None:
        """A run took money out of the pot: to a fund, and a part to the reserve."""
        code = self.instrument.currency
        self.book([
            JournalEntry(
                key=f"run/{self.journal.head()[0]}",
                kind="run_approved",
                on=day(on),
                subject="run:1",
                by="eve",
                text="Shared out.",
                facts={"approval": 2},
                postings=(
                    *move(f"Pot:{period}", "Fund:commons", units, code),
                    *move(f"Pot:{period}", "Reserve", reserve, code),
                ),
            )
        ])  # fmt: skip

    def charge(self, id: str = "levy/acme/2027") -> Charge:
        return charge(self.journal, id)

    def balance(self, account: str) -> int:
        """What lies in an account of the cash side, or is owed (Receivable); a credit of the claim side is negative."""
        units = self.journal.balances(under=account).get((account, self.instrument.currency), 0)
        return units if account.startswith(("Receivable", "Bank", "Loss", "Assessed")) else -units


def declared(revenue: int, party: str = "acme", year: int = 2027, **changes: Any) -> LevyReturn:
    """A return of revenue in the territory, in minor units; its digest follows from what it says."""
    facts = changes.pop("facts", {"local_revenue": revenue})
    return levy_return(facts, f"{year}-01-01", f"{year}-12-31", "EUR", party=party, **changes)


def other_digest(found: LevyReturn, number: int) -> LevyReturn:
    """The same return as another file."""
    return replace(found, digest="sha256:" + f"{number:064x}")
