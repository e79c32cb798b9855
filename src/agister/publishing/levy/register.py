"""Who is registered, what they deploy, what was decided about scope, and how returns came in: one pass over the entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agister.ledger.entry import JournalEntry, is_sealed

_STATES = {
    "registration_submitted": "submitted",
    "registration_verified": "verified",
    "registration_activated": "active",
    "registration_suspended": "suspended",
    "registration_reinstated": "active",
    "registration_closed": "closed",
}


@dataclass(slots=True)
class Party:
    """A registered party."""

    name: str | None
    state: str
    since: str
    number: str = ""


@dataclass(slots=True)
class Deployment:
    """A product in the register."""

    party: str
    product: str | None
    since: str
    until: str
    outcome: str = "undetermined"
    reason: str = ""
    decided: str = ""
    entry: int = 0


@dataclass(slots=True)
class PeriodReturns:
    """Returns of one period."""

    asked: int = 0
    waived: int = 0
    filed: int = 0
    late: int = 0
    amended: int = 0


class Register:
    """The fold."""

    def __init__(self) -> None:
        self.parties: dict[str, Party] = {}
        self.deployments: dict[str, Deployment] = {}
        self.returns: dict[str, PeriodReturns] = {}
        self.enquiries = 0
        self.enquiries_closed = 0
        self._obligations: dict[str, str] = {}

    def take(self, entry: JournalEntry, number: int) -> None:
        """Go on by one entry."""
        facts: Mapping[str, Any] = entry.facts
        name = entry.subject.partition(":")[2]
        if entry.kind in _STATES:
            self._party(entry, name, facts)
        elif entry.kind == "deployment_registered":
            self.deployments[name] = Deployment(
                party=facts["party"],
                product=shown(facts["product"]),
                since=facts["since"],
                until=facts.get("until", ""),
            )
        elif entry.kind == "scope_decided":
            found = self.deployments.setdefault(name, Deployment("", None, "", ""))
            found.outcome, found.reason = facts["outcome"], facts["reason"]
            found.decided, found.entry = entry.on.isoformat(), number
        elif entry.kind == "obligation_opened":
            self._obligations[name] = facts["period"]
            self._of(facts["period"]).asked += 1
        elif entry.kind == "obligation_waived":
            self._of(self._obligations.get(name, "")).waived += 1
        elif entry.kind == "return_filed":
            period = self._of(facts["period"])
            period.filed += 1
            period.late += facts["days_late"] > 0
        elif entry.kind == "return_amended":
            self._of(facts["period"]).amended += 1
        elif entry.kind == "enquiry_opened":
            self.enquiries += 1
        elif entry.kind == "enquiry_closed":
            self.enquiries_closed += 1

    def _party(self, entry: JournalEntry, name: str, facts: Mapping[str, Any]) -> None:
        party = self.parties.setdefault(name, Party(None, "", ""))
        if entry.kind == "registration_submitted":
            party.name = shown(facts["name"])
        party.state, party.since = _STATES[entry.kind], entry.on.isoformat()
        party.number = facts.get("number", party.number)

    def _of(self, period: str) -> PeriodReturns:
        return self.returns.setdefault(period, PeriodReturns())

    def names(self) -> dict[str, str | None]:
        """Party → its name, where it is not sealed."""
        return {identifier: party.name for identifier, party in self.parties.items()}

    def as_json(self, named: frozenset[str]) -> dict[str, Any]:
        """Parties and deployments; names only of parties that are named."""
        states: dict[str, int] = {}
        for party in self.parties.values():
            states[party.state] = states.get(party.state, 0) + 1
        outcomes: dict[str, int] = {}
        for deployment in self.deployments.values():
            outcomes[deployment.outcome] = outcomes.get(deployment.outcome, 0) + 1
        return {
            "parties": [
                {
                    "party": name,
                    "name": party.name if name in named else None,
                    "state": party.state,
                    "since": party.since,
                }
                for name, party in sorted(self.parties.items())
            ],
            "states": dict(sorted(states.items())),
            "deployments": [
                {
                    "deployment": name,
                    "party": item.party,
                    "product": item.product if item.party in named else None,
                    "since": item.since,
                    "until": item.until or None,
                    "scope": item.outcome,
                    "reason": item.reason,
                    "decided": item.decided or None,
                    "entry": item.entry or None,
                }
                for name, item in sorted(self.deployments.items())
            ],
            "scope": dict(sorted(outcomes.items())),
            "enquiries": {"opened": self.enquiries, "closed": self.enquiries_closed},
        }


def shown(value: object) -> str | None:
    """A fact that is not sealed."""
    return None if is_sealed(value) else str(value)
