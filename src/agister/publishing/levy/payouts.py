"""Where the money of each purpose and payee went: received, entitled, paid, resting and why, given back. One pass over the entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from agister.ledger.entry import JournalEntry, Posting
from agister.publishing.levy.rows import Row

#: What moves a payout counts as, by kind of entry.
_COUNTED = {"paid": "paid", "payment_returned": "returned", "non_distributable": "non_distributable"}
_RESTS = ("Payable:", "Held:")
#: Nothing rests.
_NOTHING: Mapping[str, int] = MappingProxyType({})


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
    resting: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    """Account → minor units: `Payable:…`, `Held:…`. Never changed, only replaced: most payouts share the empty one."""
    entitled_on: str = ""
    payments: tuple[tuple[str, int], ...] = ()
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


@dataclass(slots=True)
class RunPayments:
    """What was paid of one run: minor units, their sum weighted by the day, the last day."""

    units: int = 0
    weighted: int = 0
    last: str = ""


class Payouts:
    """The fold. Of what rests nowhere any more some hundred octets are kept for each payout."""

    def __init__(self, start: date | None) -> None:
        self.payouts: dict[str, Payout] = {}
        self.purposes: dict[tuple[str, str], PurposeFlow] = {}
        self._start = start
        self._words: dict[str, str] = {}
        """Runs, payees, purposes and days, each kept once: every entry brings its own copy of the same words."""

    def take(self, entry: JournalEntry, _number: int = 0) -> None:
        """Go on by one entry."""
        facts: Mapping[str, Any] = entry.facts
        name = entry.subject.partition(":")[2]
        if entry.kind == "entitled":
            self._entitled(entry, name, facts)
        elif entry.kind == "run_reversed":
            self._reversed(entry, name)
        elif (payout := self.payouts.get(name)) is not None and entry.subject.startswith("payout:"):
            self._moved(entry, payout, facts)
        for posting in entry.postings:
            if posting.account.startswith("Fund:"):
                self._fund(entry, posting)

    def _flow(self, purpose: str, code: str) -> PurposeFlow:
        found = self.purposes.get((purpose, code))
        if found is None:
            found = self.purposes[purpose, code] = PurposeFlow()
        return found

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
            run, payee, purpose, code = (
                self._once(word)
                for word in (facts["run"], facts["payee"], fund.account.partition(":")[2], fund.currency)
            )
            payout = self.payouts[name] = Payout(run, payee, purpose, code)
            payout.entitled_on = self._once(entry.on.isoformat())
        payout.entitled += fund.units
        _rest(payout, entry.postings)
        payout.why = facts["reason"] if any(account.startswith("Held:") for account in payout.resting) else ""

    def _once(self, word: str) -> str:
        return self._words.setdefault(word, word)

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
            payout.payments += ((self._once(entry.on.isoformat()), units if entry.kind == "paid" else -units),)
        if entry.kind == "held":
            payout.why = facts["reason"]

    def _reversed(self, entry: JournalEntry, run: str) -> None:
        """Postings of a reversal name payees and reasons for resting, not payouts: they are taken from the payouts of the run."""
        resting: dict[tuple[str, str], list[Payout]] = {}
        for payout in self.payouts.values():
            if payout.run == run and payout.resting:
                for account in payout.resting:
                    resting.setdefault((account, payout.currency), []).append(payout)
        for posting in entry.postings:
            left = posting.units
            for payout in resting.get((posting.account, posting.currency), ()):
                taken = min(left, payout.resting.get(posting.account, 0))
                if taken > 0:
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
            if not payout.resting:
                continue
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

    def payout_rows(self) -> Iterator[Row]:
        """A row for each payout, in the order of its identifier."""
        for name in sorted(self.payouts):
            item = self.payouts[name]
            held = {account: units for account, units in sorted(item.resting.items()) if account.startswith("Held:")}
            yield {
                "payout": name, "run": item.run, "payee": item.payee, "purpose": item.purpose, "currency": item.currency,
                "entitled": item.entitled, "entitled_on": item.entitled_on, "paid": item.paid, "returned": item.returned,
                "payable": sum(item.resting.values()) - sum(held.values()), "held": held, "why": item.why if held else "",
                "non_distributable": item.non_distributable, "given_back": item.given_back,
                "payments": [list(payment) for payment in item.payments],
            }  # fmt: skip

    def payee_sums(self) -> dict[tuple[str, str], dict[str, int]]:
        """(payee, currency) → what it was entitled to, what it was paid, what rests, in minor units."""
        sums: dict[tuple[str, str], dict[str, int]] = {}
        for payout in self.payouts.values():
            row = sums.get((payout.payee, payout.currency))
            if row is None:
                row = sums[payout.payee, payout.currency] = dict.fromkeys(("entitled", "paid", "resting"), 0)
            row["entitled"] += payout.entitled
            row["paid"] += payout.paid - payout.returned
            if payout.resting:
                row["resting"] += sum(payout.resting.values())
        return sums

    def payments_of_runs(self) -> dict[str, RunPayments]:
        """Run → what was paid of it, for all runs at once."""
        found: dict[str, RunPayments] = {}
        for payout in self.payouts.values():
            for day, units in payout.payments:
                run = found.setdefault(payout.run, RunPayments())
                run.units += units
                run.weighted += units * date.fromisoformat(day).toordinal()
                run.last = max(run.last, day)
        return found


def _rest(payout: Payout, postings: tuple[Posting, ...]) -> int:
    """Move what rests; by how much it grew."""
    grown = 0
    for posting in postings:
        account = posting.account
        if account.startswith(_RESTS):
            grown -= posting.units
            rests = dict(payout.resting)
            units = rests.pop(account, 0) - posting.units
            if units:
                rests[account] = units
            payout.resting = rests or _NOTHING
    return grown
