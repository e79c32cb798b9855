"""What was assessed, collected, given up and is still owed, by period and payer: one pass over the entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from agister.ledger.entry import JournalEntry
from agister.levy.chart import OWED

#: (period, currency)
Period = tuple[str, str]
#: Names of ages of what is owed, and the days after the due date from which each counts.
AGES = (("not yet due", -1), ("up to 30 days", 0), ("31 to 90 days", 30), ("91 to 365 days", 90), ("over a year", 365))
_RAISED = {"assessed": "Levy", "interest_raised": "Interest", "penalty_raised": "Penalty"}


@dataclass(slots=True, kw_only=True)
class Standing:
    """The latest assessment of a party for a period."""

    assessment: str
    amount: int
    base: int
    surplus: Fraction | None
    """Declared profit, exactly, where the assessment says what part of it the levy is."""
    final: bool = False


@dataclass(slots=True)
class _Charge:
    party: str
    period: Period
    due: str
    left: int


@dataclass(slots=True)
class Dispute:
    """A dispute."""

    party: str
    period: Period
    amount: int
    ground: str
    forum: str
    opened: str
    assessment: str
    outcome: str = ""
    reduced_by: int = 0
    reason: str = ""
    decided: str = ""


@dataclass(slots=True)
class PeriodClaims:
    """Counters of one period, in minor units."""

    assessed: int = 0
    interest: int = 0
    penalties: int = 0
    collected: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OWED, 0))
    reduced: int = 0
    """By decisions on disputes."""
    paid_back: int = 0
    """Of what was collected, because less was assessed or decided later."""
    corrected: int = 0
    remitted: int = 0
    written_off: int = 0


class Claims:
    """The fold. `take` every entry that counts, in order; then read."""

    def __init__(self) -> None:
        self.periods: dict[Period, PeriodClaims] = {}
        self.standing: dict[Period, dict[str, Standing]] = {}
        self.disputes: dict[str, Dispute] = {}
        self._charges: dict[tuple[str, str], _Charge] = {}
        self._open: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
        self._latest: dict[str, Standing] = {}
        """Assessment → the standing that it is, as long as it is the latest of its party for its period."""
        self._words: dict[str, str] = {}
        """Parties, each kept once: every entry brings its own copy of the same words."""

    def take(self, entry: JournalEntry, _number: int = 0) -> None:
        """Go on by one entry."""
        facts: Mapping[str, Any] = entry.facts
        if entry.kind == "assessed":
            self._assessed(entry, facts)
        elif entry.kind == "assessment_final":
            self._final(entry)
        elif entry.kind == "dispute_opened":
            code = entry.postings[0].currency if entry.postings else self._code(facts["period"])
            self.disputes[_id(entry)] = Dispute(
                party=facts["party"], period=(facts["period"], code), amount=facts["amount"], ground=facts["ground"],
                forum=facts["forum"], opened=entry.on.isoformat(), assessment=facts["assessment"],
            )  # fmt: skip
        elif entry.kind == "dispute_decided" and (dispute := self.disputes.get(_id(entry))) is not None:
            dispute.outcome, dispute.reduced_by = facts["outcome"], facts["reduced_by"]
            dispute.reason, dispute.decided = facts["reason"], entry.on.isoformat()
            found = self._of(dispute.period)
            found.reduced += dispute.reduced_by
            found.paid_back += _to_refund(entry)
        if entry.kind in _RAISED:
            self._raised(entry, facts)
        self._post(entry, facts)

    def _assessed(self, entry: JournalEntry, facts: Mapping[str, Any]) -> None:
        period = (facts["period"], facts["currency"])
        name, party = _id(entry), self._words.setdefault(facts["party"], facts["party"])
        share = Fraction(facts["of_surplus"]) if facts.get("of_surplus") else None
        self._of(period)
        if period not in self.standing:
            self.standing[period] = {}
        parties = self.standing[period]
        before = parties.get(party)
        if before is not None and self._latest.get(before.assessment) is before:
            del self._latest[before.assessment]
        parties[party] = self._latest[name] = Standing(
            assessment=name,
            amount=facts["amount"],
            base=facts["base_amount"],
            surplus=facts["amount"] / share if share else None,
        )

    def _raised(self, entry: JournalEntry, facts: Mapping[str, Any]) -> None:
        """More or less is owed for a period: what the claim moves by, and what is paid back of it."""
        code = str(facts.get("currency") or next((item.currency for item in entry.postings), ""))
        if not code:
            return
        found = self._of((facts["period"], code))
        back = units = 0
        for item in entry.postings:
            if item.account.startswith("Receivable:"):
                units += item.units
            elif item.account.startswith("Refund:"):
                back -= item.units
        units -= back
        found.paid_back += back
        if entry.kind == "assessed":
            found.assessed += units
        elif entry.kind == "interest_raised":
            found.interest += units
        else:
            found.penalties += units

    def _final(self, entry: JournalEntry) -> None:
        found = self._latest.get(_id(entry))
        if found is not None:
            found.final = True

    def _post(self, entry: JournalEntry, facts: Mapping[str, Any]) -> None:
        for posting in entry.postings:
            if not posting.account.startswith(("Assessed:", "Receivable:")):
                continue
            name, _, rest = posting.account.partition(":")
            what, _, last = rest.partition(":")
            if name == "Assessed":
                self._assessed_moves(entry.kind, what, (last, posting.currency), -posting.units)
            else:
                owed = (what, last, posting.currency)
                if posting.units > 0:
                    self._raise(entry, facts, owed, posting.units)
                else:
                    self._settle(entry, facts, owed, -posting.units)

    def _assessed_moves(self, kind: str, what: str, period: Period, units: int) -> None:
        found = self._of(period)
        if kind == "matched":
            found.collected[what] -= units
        elif kind not in _RAISED and kind != "dispute_decided":
            found.corrected += units

    def _raise(self, entry: JournalEntry, facts: Mapping[str, Any], owed: tuple[str, str, str], units: int) -> None:
        what, party, code = owed
        if entry.kind == "matched":  # Taken back from charges: they are open again.
            names = [str(row.get("charge", "")) for row in facts["applied"]]
            period_of = next(
                (item.account.split(":")[2] for item in entry.postings if item.account.startswith("Assessed:")), ""
            )
            name = (what, names[0] if names else "")
        else:
            period_of = str(facts.get("period", ""))
            name = (what, str(facts.get("charge") or _id(entry)) if entry.kind == "assessed" else _id(entry))
        charge = self._charges.get(name)
        if charge is None:
            period = (period_of, code)
            charge = self._charges[name] = _Charge(party, period, str(facts.get("due", entry.on.isoformat())), 0)
            self._open.setdefault(owed, []).append(name)
        charge.left += units
        if not charge.left:
            self._close(owed, name)

    def _settle(self, entry: JournalEntry, facts: Mapping[str, Any], owed: tuple[str, str, str], units: int) -> None:
        """Named charges first, then the one that was due first."""
        opened = self._open.get(owed, [])
        if len(opened) < 2:
            order = list(opened)
        else:
            names = [str(row.get("charge", "")) for row in facts.get("applied", ())]
            names += [str(facts.get("charge", "")), _id(entry)]
            order = [(owed[0], name) for name in names if (owed[0], name) in opened]
            order += sorted(opened, key=lambda item: self._charges[item].due)
        for name in order:
            charge = self._charges.get(name)
            taken = min(units, charge.left) if charge is not None else 0
            if charge is None or taken <= 0:
                continue
            charge.left -= taken
            units -= taken
            if entry.kind == "remitted":
                self._of(charge.period).remitted += taken
            elif entry.kind == "written_off":
                self._of(charge.period).written_off += taken
            if not charge.left:
                self._close(owed, name)
        if units:  # Paid or let off more than is owed: a credit that later charges are set against.
            credit = (owed[0], f"credit of {owed[1]}")
            period = (str(facts.get("period", "")), owed[2])
            if credit not in self._charges:
                self._charges[credit] = _Charge(owed[1], period, entry.on.isoformat(), 0)
            self._charges[credit].left -= units

    def _close(self, owed: tuple[str, str, str], name: tuple[str, str]) -> None:
        del self._charges[name]
        self._open[owed].remove(name)

    def _of(self, period: Period) -> PeriodClaims:
        found = self.periods.get(period)
        if found is None:
            found = self.periods[period] = PeriodClaims()
        return found

    def _code(self, period: str) -> str:
        return next((code for found, code in self.periods if found == period), "")

    def outstanding(self, until: date) -> dict[Period, dict[str, dict[str, int]]]:
        """Period → what is owed (Levy, Interest, Penalty) → age → minor units, nothing left out that is not zero."""
        found: dict[Period, dict[str, dict[str, int]]] = {}
        for (what, _), charge in self._charges.items():
            days = (until - date.fromisoformat(charge.due)).days
            age = next(name for name, least in reversed(AGES) if days > least or least < 0)
            ages = found.setdefault(charge.period, {}).setdefault(what, {})
            ages[age] = ages.get(age, 0) + charge.left
        return found

    def disputed(self, period: Period, party: str = "") -> int:
        """Minor units under disputes that are not decided."""
        return sum(
            dispute.amount
            for dispute in self.disputes.values()
            if dispute.period == period and not dispute.outcome and party in ("", dispute.party)
        )

    def under_dispute(self) -> set[tuple[Period, str]]:
        """Period and party of each dispute that is not decided."""
        return {
            (dispute.period, dispute.party)
            for dispute in self.disputes.values()
            if not dispute.outcome and dispute.amount
        }

    def payers(self, period: Period) -> list[tuple[str, Standing]]:
        """Parties assessed above zero, the largest first."""
        found = [(party, item) for party, item in self.standing.get(period, {}).items() if item.amount > 0]
        return sorted(found, key=lambda pair: (-pair[1].amount, pair[0]))


def _to_refund(entry: JournalEntry) -> int:
    return -sum(item.units for item in entry.postings if item.account.startswith("Refund:"))


def _id(entry: JournalEntry) -> str:
    return entry.subject.partition(":")[2]
