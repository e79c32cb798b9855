"""Acts, charter, decisions and payees as the journal tells them. One pass over the entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agister.ledger.entry import JournalEntry
from agister.publishing.levy.register import shown

_PAYEE_STATES = {
    "payee_applied": "applied",
    "payee_suspended": "suspended",
    "payee_reinstated": "admitted",
    "payee_closed": "closed",
}


class Governing:
    """The fold."""

    def __init__(self) -> None:
        self.office: dict[str, Any] = {}
        self.acts: list[dict[str, Any]] = []
        self.charters: list[dict[str, Any]] = []
        self.members: dict[str, dict[str, Any]] = {}
        self.decisions: dict[str, dict[str, Any]] = {}
        self.payees: dict[str, dict[str, Any]] = {}
        self.closed_until: str | None = None

    def take(self, entry: JournalEntry, number: int) -> None:
        """Go on by one entry."""
        facts: Mapping[str, Any] = entry.facts
        name = entry.subject.partition(":")[2]
        if entry.kind in ("office_opened", "act_adopted"):
            if entry.kind == "office_opened":
                self.office = {"name": facts["name"], "currency": facts["currency"], "charter": facts.get("charter")}
            self.acts.append(
                {
                    "act": facts["instrument"], "digest": facts["instrument_digest"], "given": dict(facts.get("given") or {}),
                    "base": facts.get("base"), "since": entry.on.isoformat(), "entry": number,
                }
            )  # fmt: skip
        elif entry.kind == "period_closed":
            self.closed_until = max(self.closed_until or "", facts["until"])
        elif entry.kind == "charter_adopted":
            self.charters.append(
                {
                    "charter": name, "title": facts["title"], "digest": facts["digest"], "purposes": list(facts["purposes"]),
                    "since": facts["since"], "entry": number,
                }
            )  # fmt: skip
        elif entry.kind == "party_acceded":
            self.members[name] = {
                "party": facts["party"], "kind": facts["party_kind"], "name": facts["name"], "since": facts["since"],
                "until": None, "remits_to": facts.get("remits_to"),
            }  # fmt: skip
        elif entry.kind == "party_withdrew" and name in self.members:
            self.members[name]["until"] = facts["until"]
        elif entry.subject.startswith("decision:"):
            self._decision(entry, name, facts, number)
        elif entry.subject.startswith("payee:"):
            self._payee(entry, name, facts)

    def _decision(self, entry: JournalEntry, name: str, facts: Mapping[str, Any], number: int) -> None:
        decision = self.decisions.setdefault(
            name, {"decision": name, "adopted": None, "votes": {}, "consultation": None}
        )
        if entry.kind == "decision_proposed":
            decision.update(
                matter=facts["matter"],
                proposal=facts["proposal"],
                proposal_digest=facts["proposal_digest"],
                proposed=entry.on.isoformat(),
            )
        elif entry.kind == "decision_consulted":
            decision["consultation"] = {"start": facts["start"], "end": facts["end"], "responses": facts["responses"]}
        elif entry.kind == "vote_cast":
            decision["votes"][facts["voter"]] = facts["vote"]
        elif entry.kind == "decision_taken":
            decision.update(
                adopted=facts["adopted"], rule=facts["rule"], takes_effect=facts["takes_effect"], entry=number
            )
            decision["count"] = {word: facts[word] for word in ("for", "against", "abstained", "entitled")}

    def _payee(self, entry: JournalEntry, name: str, facts: Mapping[str, Any]) -> None:
        payee = self.payees.setdefault(
            name, {"payee": name, "name": name, "org_id": None, "country": None, "purposes": []}
        )
        if entry.kind == "payee_applied":
            payee.update(
                name=shown(facts["name"]) or name, org_id=facts.get("org_id"), country=facts["country"], purposes=list(facts["purposes"]),
                legal_form=facts["legal_form"], fiscal_host=facts.get("fiscal_host"), unit=facts["unit"], work=facts["work"],
            )  # fmt: skip
        elif entry.kind == "payee_checked":
            payee.update(state=facts["outcome"], reason=facts["reason"], checked=entry.on.isoformat())
            return
        elif entry.kind == "payee_reported":
            payee["last_report"] = {
                "period": facts["period"], "digest": facts["report_digest"], "summary": facts["summary"], "on": entry.on.isoformat()
            }  # fmt: skip
            return
        if entry.kind in _PAYEE_STATES:
            payee["state"] = _PAYEE_STATES[entry.kind]
            if "reason" in facts:
                payee["reason"] = facts["reason"]
