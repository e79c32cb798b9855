"""Every run with its inputs, lines and approvals, and how long its money took from receipt to payout. One pass over the entries."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from agister.ledger import Rounding, rounded
from agister.ledger.entry import JournalEntry
from agister.publishing.levy.payouts import Payouts, RunPayments

_STATES = {"run_published": "published", "run_reconciled": "reconciled", "run_reversed": "reversed"}


class Runs:
    """The fold. `payouts` is the fold of payouts over the same entries."""

    def __init__(self, payouts: Payouts) -> None:
        self._payouts = payouts
        self._runs: dict[str, dict[str, Any]] = {}
        self._received: dict[tuple[str, str], list[int]] = {}
        """Pot and currency → minor units received, and their sum weighted by the day."""

    def take(self, entry: JournalEntry, number: int) -> None:
        """Go on by one entry."""
        if entry.kind in ("matched", "remittance_received"):
            for posting in entry.postings:
                if posting.account.startswith("Pot:"):
                    sums = self._received.setdefault((posting.account[4:], posting.currency), [0, 0])
                    sums[0] -= posting.units
                    sums[1] -= posting.units * entry.on.toordinal()
            return
        if not entry.subject.startswith("run:"):
            return
        facts: Mapping[str, Any] = entry.facts
        name = entry.subject.partition(":")[2]
        if entry.kind == "run_proposed":
            self._runs[name] = {
                "run": name, "state": "proposed", "period": facts["period"], "currency": facts["currency"], "pots": dict(facts["pots"]),
                "total": facts["total"], "key_digest": facts["key_digest"], "decision": facts["decision"], "proposed_by": entry.by,
                "inputs": {}, "lines": [], "kept": {}, "administration_cap": None, "approved_by": [], "approved_on": None,
                "reversed": None, "entries": [],
            }  # fmt: skip
        run = self._runs.get(name)
        if run is None:
            return
        run["entries"].append(number)
        if entry.kind == "run_frozen":
            run.update(
                state="frozen", inputs=dict(facts["inputs"]), lines=[dict(line) for line in facts["lines"]],
                kept=dict(facts["kept"]), administration_cap=facts["administration_cap"],
            )  # fmt: skip
        elif entry.kind == "run_approved":
            run["approved_by"].append(entry.by)
            if entry.postings:
                run["state"], run["approved_on"] = "approved", entry.on.isoformat()
        elif entry.kind in _STATES:
            run["state"] = _STATES[entry.kind]
            if entry.kind == "run_reversed":
                run["reversed"] = {"on": entry.on.isoformat(), "reason": facts["reason"], "amount": facts["amount"]}

    def rows(self) -> list[dict[str, Any]]:
        """A row for each run, in the order in which they were proposed."""
        payments = self._payouts.payments_of_runs()
        return [{**run, **self._days(run, payments.get(name, RunPayments()))} for name, run in self._runs.items()]

    def _days(self, run: Mapping[str, Any], paid: RunPayments) -> dict[str, Any]:
        """Days from receipt to payout: both weighted by the minor units, whole days, half up. None before anything was paid."""
        received = received_weighted = 0
        for pot in run["pots"]:
            sums = self._received.get((pot, run["currency"]), [0, 0])
            received, received_weighted = received + sums[0], received_weighted + sums[1]
        if paid.units <= 0 or received <= 0:
            return {"days_to_payout": None, "last_payment": paid.last or None}
        days = Fraction(paid.weighted, paid.units) - Fraction(received_weighted, received)
        return {"days_to_payout": rounded(days, Rounding.HALF_UP), "last_payment": paid.last}
