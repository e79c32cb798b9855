"""Deployments of a party: what it deploys, from when to when, and what was decided on their scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.ledger.entry import Fact
from agister.levy.procedure.booking import about, booked_before, standing, step
from agister.levy.procedure.registration import RegistrationState, registration

UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """A product that deploys AI models."""

    id: str
    party: str
    product: str
    models: tuple[str, ...]
    channel: str
    since: date
    until: date | None
    scope: str
    """The outcome of the last decision on its scope; `undetermined` before the first."""
    scope_reason: str


def fold(entries: Iterable[JournalEntry]) -> Deployment | None:
    """The deployment that entries about it lead to; None where none registers it."""
    facts: dict[str, Fact] | None = None
    subject, scope, reason = "", UNDETERMINED, ""
    for entry in entries:
        if entry.kind == "deployment_registered":
            facts, subject = dict(entry.facts), entry.subject
        elif entry.kind == "scope_decided":
            scope, reason = str(entry.facts["outcome"]), str(entry.facts["reason"])
    if facts is None:
        return None
    until, models = facts.get("until"), facts["models"]
    return Deployment(
        id=subject.partition(":")[2],
        party=str(facts["party"]),
        product=str(facts["product"]),
        models=tuple(str(item) for item in models) if isinstance(models, list | tuple) else (),
        channel=str(facts["channel"]),
        since=date.fromisoformat(str(facts["since"])),
        until=date.fromisoformat(str(until)) if until else None,
        scope=scope,
        scope_reason=reason,
    )


def deployment(reader: JournalReader, id: str) -> Deployment | None:
    """A deployment; None where there is none under that name."""
    return fold(about(reader, f"deployment:{id}"))


def deployments(reader: JournalReader) -> tuple[Deployment, ...]:
    """All deployments, in the order in which they were registered."""
    found: dict[str, list[JournalEntry]] = {}
    for entry in standing(reader, kinds=("deployment_registered", "scope_decided")):
        found.setdefault(entry.subject, []).append(entry)
    folded = [fold(entries) for entries in found.values()]
    return tuple(item for item in folded if item is not None)


def register_deployment(
    reader: JournalReader,
    *,
    id: str,
    party: str,
    product: str,
    models: tuple[str, ...],
    channel: str,
    since: date,
    on: date,
    by: str,
    until: date | None = None,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Register a deployment, or its end under the same name. Its scope is decided in another step (`scope_decided`).

    Raises `ProcedureError` where the party is not registered, another party has the name, or the days contradict each other.
    """
    if not models:
        raise ProcedureError(f"deployment {id} names no model: name at least one that it deploys")
    if until is not None and until <= since:
        raise ProcedureError(f"deployment {id} would end on {until}, not after it began on {since}: correct the days")
    facts: dict[str, Fact] = {
        "party": party,
        "product": product,
        "models": list(models),
        "channel": channel,
        "since": since.isoformat(),
    }
    facts |= {"until": until.isoformat()} if until is not None else {}
    subject = f"deployment:{id}"
    entry = step(
        reader,
        kind="deployment_registered",
        subject=subject,
        on=on,
        by=by,
        text=f"{party} deploys {product} since {since}" + (f" until {until}." if until else "."),
        facts=facts,
        documents=documents,
    )
    entries = about(reader, subject)
    if (before := booked_before(entries, entry)) is not None:
        return (before,)
    state = registration(reader, party).state
    if state in (RegistrationState.UNREGISTERED, RegistrationState.CLOSED):
        raise ProcedureError(f"deployment {id}: party {party} is {state}; register it first")
    known = fold(entries)
    if known is not None and known.party != party:
        raise ProcedureError(f"deployment {id} is registered for party {known.party}: choose another name")
    return (entry,)
