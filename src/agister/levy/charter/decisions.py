"""The life of a decision: proposed → consulted → votes → taken → in effect. Each step is a function that refuses what the charter
does not allow.

A vote is one party's; the roll is who is a party on the day of the count, and a vote of somebody who left by then is not counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from agister.errors import ProcedureError
from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.charter.charter import Charter, Matter
from agister.levy.charter.counting import Count, Vote, count_votes
from agister.levy.charter.decision_record import Decision, decision, decisions
from agister.levy.charter.parties import Accession, parties_on


def propose(
    reader: JournalReader,
    charter: Charter,
    *,
    name: str,
    matter: Matter,
    proposal: str,
    proposal_digest: str,
    proposer: str,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """A party proposes. Raises `ProcedureError` where the proposer is no party of the day or the id is taken."""
    if not name.strip() or ":" in name:
        raise ProcedureError(f"{name!r} is no id of a decision; write one word, such as D-4")
    if any(item.id == name for item in decisions(reader)):
        raise ProcedureError(f"decision {name} was proposed already: give the new proposal another id")
    charter.rule(matter)
    _party(parties_on(reader, charter.id, on), proposer, charter, on, "propose")
    return (
        JournalEntry(
            key=f"decision/{name}/proposed",
            kind="decision_proposed",
            on=on,
            subject=f"decision:{name}",
            by=by,
            text=f"{proposer} proposes {name}: {proposal}",
            facts={
                "charter": charter.id,
                "matter": str(matter),
                "proposal": proposal,
                "proposal_digest": proposal_digest,
                "proposer": proposer,
            },
            documents=documents,
        ),
    )


def consult(
    reader: JournalReader,
    charter: Charter,
    *,
    name: str,
    start: date,
    end: date,
    responses: int,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """The consultation is over. Raises `ProcedureError` where it was shorter than the charter asks, or is not over."""
    found = _open(reader, charter, name)
    if found.consulted:
        raise ProcedureError(f"decision {name} was consulted on already, until {found.consulted[1]}")
    if start < found.proposed:
        raise ProcedureError(
            f"the consultation on {name} begins on {start}, before it was proposed ({found.proposed}): what was not known "
            "could not be commented on"
        )
    days = (end - start).days + 1
    if days < charter.consultation_days:
        raise ProcedureError(
            f"the consultation on {name} lasted {max(days, 0)} days; charter {charter.id} asks for "
            f"{charter.consultation_days}: end it on {start + timedelta(days=charter.consultation_days - 1)} or later"
        )
    if on <= end:
        raise ProcedureError(f"the consultation on {name} runs until {end}: record it on a day after that")
    return (
        JournalEntry(
            key=f"decision/{name}/consulted",
            kind="decision_consulted",
            on=on,
            subject=f"decision:{name}",
            by=by,
            text=f"The consultation on {name} ran from {start} to {end}; {responses} answers.",
            facts={"start": start.isoformat(), "end": end.isoformat(), "responses": responses},
            documents=documents,
        ),
    )


def vote(
    reader: JournalReader,
    charter: Charter,
    *,
    name: str,
    voter: str,
    says: Vote,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """A party votes, or replaces its vote where the charter lets it.

    Raises `ProcedureError` before the consultation is over, after the count, from somebody who may not vote.
    """
    found = _open(reader, charter, name)
    rule = charter.rule(found.matter)
    if found.consulted is None or on <= found.consulted[1]:
        raise ProcedureError(f"nobody votes on {name} yet: its consultation is not over; record it first")
    party = _party(parties_on(reader, charter.id, on), voter, charter, on, "vote")
    if party.kind not in rule.voters:
        raise ProcedureError(
            f"{voter} is a {party.kind}; on the matter {found.matter} only {' and '.join(rule.voters)} parties vote"
        )
    before = found.votes.get(voter)
    if before is not None and not rule.may_change:
        raise ProcedureError(f"{voter} voted {before} on {name} already, and the charter lets nobody change a vote")
    number = found.times_voted.get(voter, 0) + 1
    return (
        JournalEntry(
            key=f"decision/{name}/vote/{voter}/{number}",
            kind="vote_cast",
            on=on,
            subject=f"decision:{name}",
            by=by,
            text=f"{voter} votes {says} on {name}." if number == 1 else f"{voter} now votes {says} on {name}.",
            facts={"voter": voter, "vote": str(says)},
            documents=documents,
        ),
    )


def take(
    reader: JournalReader,
    charter: Charter,
    *,
    name: str,
    takes_effect: date,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Count the votes by the charter's rule, exactly. The decision is adopted or rejected.

    Raises `ProcedureError` before the time for voting is over (unless all have voted), or where it would take effect in the past.
    """
    found = _open(reader, charter, name)
    rule = charter.rule(found.matter)
    if found.consulted is None:
        raise ProcedureError(f"{name} cannot be counted: its consultation is not recorded")
    roll = {party: str(item.kind) for party, item in parties_on(reader, charter.id, on).items()}
    waiting = [party for party, kind in roll.items() if kind in rule.voters and party not in found.votes]
    closes = found.consulted[1] + timedelta(days=rule.voting_days)
    if waiting and on <= closes:
        raise ProcedureError(
            f"{name} cannot be counted before the votes close on {closes}: {', '.join(sorted(waiting))} may still vote"
        )
    if takes_effect < on:
        raise ProcedureError(f"{name} cannot take effect on {takes_effect}, before it is taken on {on}")
    count = count_votes(rule, roll, found.votes)
    return (_taken(found, count, rule=str(rule), takes_effect=takes_effect, on=on, by=by, documents=documents),)


def _taken(
    found: Decision, count: Count, *, rule: str, takes_effect: date, on: date, by: str, documents: tuple[str, ...]
) -> JournalEntry:
    outcome = f"adopted, with effect from {takes_effect}" if count.adopted else "rejected"
    return JournalEntry(
        key=f"decision/{found.id}/taken",
        kind="decision_taken",
        on=on,
        subject=f"decision:{found.id}",
        by=by,
        text=f"{found.id} is {outcome}: {count.reason}.",
        facts={
            "matter": str(found.matter),
            "adopted": count.adopted,
            "for": count.votes_for,
            "against": count.against,
            "abstained": count.abstained,
            "entitled": count.entitled,
            "rule": rule,
            "takes_effect": takes_effect.isoformat(),
            "proposal_digest": found.proposal_digest,
        },
        documents=documents,
    )


def _open(reader: JournalReader, charter: Charter, name: str) -> Decision:
    found = decision(reader, name)
    if found.charter != charter.id:
        raise ProcedureError(f"decision {name} is one of charter {found.charter}, not of {charter.id}")
    if found.adopted is not None:
        raise ProcedureError(f"decision {name} was taken on {found.taken} already ({found.state}): propose a new one")
    return found


def _party(parties: Mapping[str, Accession], party: str, charter: Charter, on: date, verb: str) -> Accession:
    if party not in parties:
        raise ProcedureError(f"{party} is no party of {charter.id} on {on}: only parties of the day {verb}")
    return parties[party]
