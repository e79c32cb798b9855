"""The check of a payee: the charter's criteria one by one with evidence, conflicts of interest, and sanctions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agister.errors import ProcedureError
from agister.ledger.entry import Fact, JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.charter.charter import Charter, Criterion
from agister.levy.charter.decision_record import decisions
from agister.levy.payees.payee import Payee, Screening, find_payee, payee
from agister.levy.procedure.booking import step
from agister.levy.runs.people import same_person


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionFinding:
    """Whether one criterion is met, and how that is known."""

    id: str
    met: bool
    evidence: str


def asked_of(charter: Charter, found: Payee) -> tuple[Criterion, ...]:
    """The criteria that apply to a payee, by the kinds of its purposes."""
    kinds = {purpose.kind for name in found.purposes if (purpose := charter.purpose(name)) is not None}
    return tuple(item for item in charter.criteria if not item.kinds or kinds & set(item.kinds))


def conflicts_of_interest(
    reader: JournalReader, found: Payee, deciders: Sequence[str], decision: str = ""
) -> tuple[str, ...]:
    """Who decides about a payee and benefits from it, in words; empty: nobody that is known.

    `deciders`: people of the office. `decision`: id of a charter's decision on it; parties related to the payee that voted for it
    are in conflict.
    """
    host = find_payee(reader, found.fiscal_host) if found.fiscal_host else None
    conflicts = []
    for body in (found, host) if host is not None else (found,):
        runs = [decider for decider in deciders if any(same_person(decider, person) for person in body.persons)]
        conflicts += [f"{decider} decides about {found.id} and runs {body.id}" for decider in runs]
    for item in decisions(reader):
        if decision and item.id == decision:
            for party in found.related_parties:
                if party == item.proposer or item.votes.get(party) == "for":
                    verb = "proposed" if party == item.proposer else "voted for"
                    conflicts.append(f"{party} {verb} {decision} and controls or funds {found.id}")
    return tuple(dict.fromkeys(conflicts))


def check(
    reader: JournalReader,
    charter: Charter,
    *,
    id: str,
    criteria: Sequence[CriterionFinding],
    screening: Screening,
    cleared_by: str = "",
    outcome: str,
    reason: str,
    disclosed: Sequence[str] = (),
    decision: str = "",
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Admit or refuse a payee, or look at it again.

    Raises `ProcedureError` where it is admitted although a criterion is not met or not looked at, a hit in a sanctions list is not
    cleared by a second person, the screening is too old, or whoever decides benefits.
    """
    found = payee(reader, id)
    if found.state == "closed":
        raise ProcedureError(f"{id} is closed: {found.closed}")
    if found.charter != charter.id:
        raise ProcedureError(f"{id} applied under charter {found.charter}, not {charter.id}")
    asked = {item.id for item in asked_of(charter, found)}
    said = {item.id: item for item in criteria}
    if len(said) != len(criteria):
        raise ProcedureError(f"the check of {id} judges a criterion twice: keep one finding for each")
    for name in said:
        if name not in asked:
            raise ProcedureError(
                f"the check of {id} judges {name!r}, which is not asked of it; asked are {', '.join(sorted(asked))}"
            )
    conflicts = conflicts_of_interest(reader, found, (by, *((cleared_by,) if cleared_by else ())), decision)
    if own := [item for item in conflicts if " decides about " in item]:
        raise ProcedureError(f"{own[0]}: somebody else must check it")
    if screening.day > on:
        raise ProcedureError(f"the screening of {id} is dated {screening.day}, after the check on {on}")
    if outcome == "admitted":
        _may_be_admitted(charter, id, asked, said, screening, cleared_by, on, by)
    elif not reason.strip():
        raise ProcedureError(f"{id} is refused without a reason: write it down, the applicant reads it")
    sanctions: dict[str, Fact] = {
        "list": screening.list_name,
        "list_digest": screening.list_digest,
        "day": screening.day.isoformat(),
        "hits": list(screening.hits),
    }
    if screening.cleared:
        sanctions |= {"cleared": screening.cleared, "cleared_by": cleared_by}
    facts: dict[str, Fact] = {
        "criteria": [{"id": item.id, "met": item.met, "evidence": item.evidence} for item in criteria],
        "conflicts": list(dict.fromkeys((*conflicts, *disclosed))),
        "sanctions": sanctions,
        "outcome": outcome,
        "reason": reason,
    }
    return (
        step(
            reader,
            kind="payee_checked",
            subject=f"payee:{id}",
            on=on,
            by=by,
            text=f"{found.name} is {outcome}: {reason}",
            facts=facts,
            documents=documents,
        ),
    )


def _may_be_admitted(
    charter: Charter,
    id: str,
    asked: set[str],
    said: dict[str, CriterionFinding],
    screening: Screening,
    cleared_by: str,
    on: date,
    by: str,
) -> None:
    if missing := sorted(asked - set(said)):
        raise ProcedureError(
            f"{id} cannot be admitted: {missing[0]!r} was not looked at; every criterion needs a finding with evidence"
        )
    if unmet := sorted(name for name, item in said.items() if not item.met):
        raise ProcedureError(f"{id} cannot be admitted: it does not meet {unmet[0]!r} ({said[unmet[0]].evidence})")
    if empty := sorted(name for name, item in said.items() if not item.evidence.strip()):
        raise ProcedureError(f"{id} cannot be admitted: nothing shows that it meets {empty[0]!r}; name the evidence")
    if on > screening.day + timedelta(days=charter.sanctions_days):
        raise ProcedureError(
            f"{id} was screened on {screening.day}; that is good for {charter.sanctions_days} days: screen it again"
        )
    if screening.hits and not screening.cleared:
        raise ProcedureError(
            f"{id} may be on {screening.list_name}: {screening.hits[0]}; clear it with a reason, or refuse it"
        )
    if screening.hits and (not cleared_by or same_person(cleared_by, by)):
        raise ProcedureError(
            f"the hit of {id} on {screening.list_name} must be cleared by somebody else than {by} (four eyes)"
        )
