"""What the journal says of decisions under a charter: proposed, consulted on, voted on, taken, in effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from agister.errors import ProcedureError
from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.charter.charter import Matter
from agister.levy.charter.recorded import recorded

_KINDS = ("decision_proposed", "decision_consulted", "vote_cast", "decision_taken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Where a decision stands."""

    id: str
    charter: str
    matter: Matter
    proposal: str
    proposal_digest: str
    proposer: str
    proposed: date
    consulted: tuple[date, date] | None = None
    """First and last day of the consultation."""
    votes: Mapping[str, str] = field(default_factory=dict)
    """Party → its last vote."""
    times_voted: Mapping[str, int] = field(default_factory=dict)
    taken: date | None = None
    adopted: bool | None = None
    takes_effect: date | None = None

    @property
    def state(self) -> str:
        """`proposed`, `consulted`, `voting`, `adopted`, `rejected`."""
        if self.adopted is not None:
            return "adopted" if self.adopted else "rejected"
        if self.votes:
            return "voting"
        return "consulted" if self.consulted else "proposed"

    def in_effect(self, day: date) -> bool:
        """Whether it was adopted and has effect on a day."""
        return bool(self.adopted) and self.takes_effect is not None and self.takes_effect <= day


def decisions(reader: JournalReader, charter: str = "") -> tuple[Decision, ...]:
    """Every decision under a charter (all charters where none is named), in the order in which they were proposed."""
    found: dict[str, Decision] = {}
    for booked in reader.entries(kinds=_KINDS):
        entry = booked.entry
        name = entry.subject.partition(":")[2]
        if entry.kind == "decision_proposed":
            found[name] = _proposed(name, entry)
        elif name in found:
            found[name] = _went_on(found[name], entry)
    return tuple(item for item in found.values() if not charter or item.charter == charter)


def decision(reader: JournalReader, name: str) -> Decision:
    """One decision. Raises `ProcedureError` where it was never proposed."""
    for item in decisions(reader):
        if item.id == name:
            return item
    raise ProcedureError(f"decision {name} was never proposed: propose it first")


def _proposed(name: str, entry: JournalEntry) -> Decision:
    facts = entry.facts
    return Decision(
        id=name,
        charter=str(facts["charter"]),
        matter=recorded(Matter, facts["matter"], entry),
        proposal=str(facts["proposal"]),
        proposal_digest=str(facts["proposal_digest"]),
        proposer=str(facts["proposer"]),
        proposed=entry.on,
    )


def _went_on(found: Decision, entry: JournalEntry) -> Decision:
    facts = entry.facts
    if entry.kind == "decision_consulted":
        return replace(
            found, consulted=(date.fromisoformat(str(facts["start"])), date.fromisoformat(str(facts["end"])))
        )
    if entry.kind == "vote_cast":
        voter = str(facts["voter"])
        return replace(
            found,
            votes={**found.votes, voter: str(facts["vote"])},
            times_voted={**found.times_voted, voter: found.times_voted.get(voter, 0) + 1},
        )
    return replace(
        found,
        taken=entry.on,
        adopted=facts["adopted"] is True,
        takes_effect=date.fromisoformat(str(facts["takes_effect"])),
    )
