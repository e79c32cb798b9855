"""Where the money of each purpose and payee went: received, entitled, paid, resting and why, given back. One pass over the entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agister.ledger.entry import JournalEntry, Posting

#: What moves a payout counts as, by kind of entry.
_COUNTED = {"paid": "paid", "payment_returned": "returned", "non_distributable": "non_distributable"}


@dataclass(slots=True)
class Payout:
    """Money for one payee out of one run."""

    run: str
    payee: str
    purpose: str
    currency: str
    entitled: int = 0
    paid: int = 0
    returned: int = 0
    non_distributable: int = 0
    given_back: int = 0
    resting: dict[str, int] = field(default_factory=dict)
    """Account → minor units: `Payable:…`, `Held:…`."""
    entitled_on: str = ""
    payments: list[tuple[str, int]] = field(default_factory=list)
    """Day and minor units of each payment; negative where one came back."""
    why: str = ""
    """The last reason for which it rests."""


@dataclass(slots=True)
class PurposeFlow:
    """Minor units of one purpose within the days of the report."""

    opening: int = 0
    received: int = 0
    paid: int = 0
    returned: int = 0
    non_distributable: int = 0
    given_back: int = 0
    unallocated: int = 0
    """In the fund, nobody is entitled yet (over all days)."""


class Payouts:
    """The fold."""

    def __init__(self, start: date | None) -> None:
        self.payouts: dict[str, Payout] = {}
        self.purposes: dict[tuple[str, str], PurposeFlow] = {}
        self._start = start

    def take(self, entry: JournalEntry, _number: int = 0) -> None:
        """Go on by one entry."""
        facts: Mapping[str, Any] = entry.facts
        name = entry.subject.partition(":")[2]
        if entry.kind == "entitled":
            self._entitled(entry, name, facts)
        elif entry.kind == "run_reversed":
            self._reversed(entry, name)
        elif name in self.payouts and entry.subject.startswith("payout:"):
            self._moved(entry, self.payouts[name], facts)
        for posting in entry.postings:
            if posting.account.startswith("Fund:"):
                self._fund(entry, posting)

    def _flow(self, purpose: str, code: str) -> PurposeFlow:
        return self.purposes.setdefault((purpose, code), PurposeFlow())

    def _inside(self, entry: JournalEntry) -> bool:
        return self._start is None or entry.on >= self._start

    def _fund(self, entry: JournalEntry, posting: Posting) -> None:
        flow = self._flow(posting.account.partition(":")[2], posting.currency)
        flow.unallocated -= posting.units
        if entry.kind == "entitled":
            return
        if not self._inside(entry):
            flow.opening -= posting.units
        elif posting.units < 0:
            flow.received -= posting.units
        else:
            flow.given_back += posting.units

    def _entitled(self, entry: JournalEntry, name: str, facts: Mapping[str, Any]) -> None:
        fund = next((item for item in entry.postings if item.account.startswith("Fund:")), None)
        if fund is None:
            return
        payout = self.payouts.get(name)
        if payout is None:
            purpose = fund.account.partition(":")[2]
            payout = self.payouts[name] = Payout(facts["run"], facts["payee"], purpose, fund.currency)
            payout.entitled_on = entry.on.isoformat()
        payout.entitled += fund.units
        _rest(payout, entry.postings)
        payout.why = facts["reason"] if any(account.startswith("Held:") for account in payout.resting) else ""

    def _moved(self, entry: JournalEntry, payout: Payout, facts: Mapping[str, Any]) -> None:
        units = -_rest(payout, entry.postings)
        flow = self._flow(payout.purpose, payout.currency)
        counted = _COUNTED.get(entry.kind, "given_back" if units else "")
        if counted:
            units = abs(units) if counted != "given_back" else units
            setattr(payout, counted, getattr(payout, counted) + units)
            if self._inside(entry):
                setattr(flow, counted, getattr(flow, counted) + units)
            else:
                flow.opening += units if counted == "returned" else -units
        if entry.kind in ("paid", "payment_returned"):
            payout.payments.append((entry.on.isoformat(), units if entry.kind == "paid" else -units))
        if entry.kind == "held":
            payout.why = facts["reason"]

    def _reversed(self, entry: JournalEntry, run: str) -> None:
        """Postings of a reversal name payees and reasons for resting, not payouts: they are taken from the payouts of the run."""
        for posting in entry.postings:
            left = posting.units
            for payout in self.payouts.values():
                taken = min(left, payout.resting.get(posting.account, 0))
                if payout.run == run and taken > 0 and payout.currency == posting.currency:
                    _rest(payout, (Posting(account=posting.account, units=taken, currency=posting.currency),))
                    payout.given_back += taken
                    left -= taken
                    flow = self._flow(payout.purpose, payout.currency)
                    if self._inside(entry):
                        flow.given_back += taken
                    else:
                        flow.opening -= taken

    def purpose_rows(self) -> list[dict[str, Any]]:
        """A row for each purpose: opening + received − paid + returned − given back − non-distributable = closing."""
        resting: dict[tuple[str, str], dict[str, int]] = {}
        for payout in self.payouts.values():
            rows = resting.setdefault((payout.purpose, payout.currency), {})
            for account, units in payout.resting.items():
                why = account.split(":")[1] if account.startswith("Held:") else "payable"
                rows[why] = rows.get(why, 0) + units
        found = []
        for (purpose, code), flow in sorted(self.purposes.items()):
            rests = resting.get((purpose, code), {})
            found.append(
                {
                    "purpose": purpose, "currency": code, "opening": flow.opening, "received": flow.received, "paid": flow.paid,
                    "returned": flow.returned, "given_back": flow.given_back, "non_distributable": flow.non_distributable,
                    "closing": flow.unallocated + sum(rests.values()), "unallocated": flow.unallocated,
                    "payable": rests.pop("payable", 0), "held": dict(sorted(rests.items())),
                }
            )  # fmt: skip
        return found

    def payout_rows(self) -> Iterator[dict[str, Any]]:
        """A row for each payout, in the order of its identifier."""
        for name, item in sorted(self.payouts.items()):
            held = {account: units for account, units in sorted(item.resting.items()) if account.startswith("Held:")}
            yield {
                "payout": name, "run": item.run, "payee": item.payee, "purpose": item.purpose, "currency": item.currency,
                "entitled": item.entitled, "entitled_on": item.entitled_on, "paid": item.paid, "returned": item.returned,
                "payable": sum(item.resting.values()) - sum(held.values()), "held": held, "why": item.why if held else "",
                "non_distributable": item.non_distributable, "given_back": item.given_back,
                "payments": [list(payment) for payment in item.payments],
            }  # fmt: skip


def _rest(payout: Payout, postings: tuple[Posting, ...]) -> int:
    """Move what rests; by how much it grew."""
    grown = 0
    for posting in postings:
        if posting.account.startswith(("Payable:", "Held:")):
            grown -= posting.units
            units = payout.resting.get(posting.account, 0) - posting.units
            payout.resting.pop(posting.account, None)
            if units:
                payout.resting[posting.account] = units
    return grown
