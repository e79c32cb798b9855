"""Who is a party of a charter on a day: states and companies accede and withdraw by date.

Membership is half-open: a party from `since` on, up to but not on `until`. What was levied for a time in which it was a party
stays owed after it left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agister.errors import ProcedureError
from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.charter.charter import Charter, PartyKind
from agister.levy.charter.recorded import recorded
from agister.levy.charter.revenue import RevenueDescription, clashes, read_description


@dataclass(frozen=True, slots=True, kw_only=True)
class Accession:
    """One time of membership."""

    charter: str
    party: str
    kind: PartyKind
    name: str
    since: date
    until: date | None = None
    remits_to: str = ""
    """Office that it remits its pot to; empty: it collects nothing itself."""
    revenue: tuple[RevenueDescription, ...] = ()
    """What its office levies."""

    def on(self, day: date) -> bool:
        """Whether it is a party on a day."""
        return self.since <= day and (self.until is None or day < self.until)

    def meets(self, start: date, end: date) -> bool:
        """Whether it is a party on any day from `start` to `end`, both included."""
        return self.since <= end and (self.until is None or start < self.until)


def accessions(reader: JournalReader, charter: str) -> tuple[Accession, ...]:
    """Every time of membership under a charter, in the order in which it was booked."""
    found: dict[str, list[Accession]] = {}
    for booked in reader.entries(kinds=("party_acceded", "party_withdrew")):
        entry = booked.entry
        facts = entry.facts
        if facts.get("charter") != charter:
            continue
        times = found.setdefault(str(facts["party"]), [])
        if entry.kind == "party_acceded":
            times.append(_acceded(entry))
        elif times:
            last = times[-1]
            times[-1] = replace(last, until=date.fromisoformat(str(facts["until"])))
    return tuple(item for times in found.values() for item in times)


def parties_on(reader: JournalReader, charter: str, day: date) -> dict[str, Accession]:
    """The parties of a charter on a day, by id."""
    return {item.party: item for item in accessions(reader, charter) if item.on(day)}


def owes_for(reader: JournalReader, charter: str, party: str, start: date, end: date) -> tuple[tuple[date, date], ...]:
    """First and last days of each time within a period for which a party owes under a charter; none where it was no party in it.

    Withdrawal changes nothing for the days before it.
    """
    times = [item for item in accessions(reader, charter) if item.party == party and item.meets(start, end)]
    return tuple(
        (max(start, item.since), end if item.until is None else min(end, item.until - timedelta(days=1)))
        for item in times
    )


def accede(
    reader: JournalReader,
    charter: Charter,
    *,
    party: str,
    kind: PartyKind,
    name: str,
    since: date,
    remits_to: str = "",
    revenue: Sequence[str] = (),
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """A state or a company joins. Raises `ProcedureError` where it is a party already, or levies what another party levies."""
    if not party.strip() or ":" in party:
        raise ProcedureError(f"{party!r} is no id of a party; write one word, such as state-a")
    if since < on:
        raise ProcedureError(f"{party} cannot accede from {since} on, which is before {on}: name a day from {on} on")
    if since < charter.since:
        raise ProcedureError(
            f"{party} cannot accede from {since} on: charter {charter.id} holds from {charter.since} on"
        )
    described = tuple(read_description(text) for text in revenue)
    if revenue and not remits_to:
        raise ProcedureError(f"{party} levies revenue and does not say to which office it remits: name `remits_to`")
    mine = Accession(
        charter=charter.id, party=party, kind=kind, name=name, since=since, remits_to=remits_to, revenue=described
    )
    before = accessions(reader, charter.id)
    for item in before:
        if item.party == party and (item.until is None or since < item.until):
            raise ProcedureError(
                f"{party} is a party of {charter.id} since {item.since}: it accedes again only after it has withdrawn"
            )
    if found := double_levied((*before, mine)):
        raise ProcedureError(f"{found[0]}: no revenue is levied by two offices; let one of the two describe less")
    facts: dict[str, str | list[str]] = {
        "charter": charter.id,
        "party": party,
        "party_kind": str(kind),
        "name": name,
        "since": since.isoformat(),
    }
    if remits_to:
        facts["remits_to"] = remits_to
    if revenue:
        facts["revenue"] = [str(item) for item in described]
    return (
        JournalEntry(
            key=f"accession/{charter.id}/{party}/{since}",
            kind="party_acceded",
            on=on,
            subject=f"accession:{party}",
            by=by,
            text=f"{name} ({kind}) accedes to {charter.title} from {since} on.",
            facts=facts,
            documents=documents,
        ),
    )


def withdraw(
    reader: JournalReader,
    charter: Charter,
    *,
    party: str,
    until: date,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """A party leaves: it is none any more from `until` on. Raises `ProcedureError` where it is none or the notice is too short."""
    times = [item for item in accessions(reader, charter.id) if item.party == party]
    if not times:
        raise ProcedureError(f"{party} never acceded to {charter.id}: there is nothing to withdraw from")
    last = times[-1]
    if last.until is not None:
        raise ProcedureError(f"{party} has withdrawn from {charter.id} already, with effect on {last.until}")
    earliest = on + timedelta(days=charter.withdrawal_notice_days)
    if until < earliest:
        raise ProcedureError(
            f"{party} cannot leave on {until}: the notice is {charter.withdrawal_notice_days} days, so {earliest} at the earliest"
        )
    if until <= last.since:
        raise ProcedureError(f"{party} cannot leave on {until}, before it is a party ({last.since}): name a later day")
    return (
        JournalEntry(
            key=f"withdrawal/{charter.id}/{party}/{last.since}",
            kind="party_withdrew",
            on=on,
            subject=f"accession:{party}",
            by=by,
            text=f"{last.name} leaves {charter.title}; it is a party up to the day before {until} and owes for the time until then.",
            facts={"charter": charter.id, "party": party, "until": until.isoformat()},
            documents=documents,
        ),
    )


def double_levied(times: Sequence[Accession]) -> tuple[str, ...]:
    """Every two parties whose offices levy the same revenue at the same time, in words that name both; empty: none."""
    found = []
    for number, one in enumerate(times):
        for other in times[number + 1 :]:
            if one.party == other.party or not _together(one, other):
                continue
            for mine, theirs in clashes(one.revenue, other.revenue):
                found.append(f"{one.party} levies {mine} and {other.party} levies {theirs}, which overlap")
    return tuple(found)


def _together(one: Accession, other: Accession) -> bool:
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)


def _acceded(entry: JournalEntry) -> Accession:
    facts = entry.facts
    told = facts.get("revenue") or ()
    revenue = tuple(read_description(str(text)) for text in told) if isinstance(told, Sequence) else ()
    return Accession(
        charter=str(facts["charter"]),
        party=str(facts["party"]),
        kind=recorded(PartyKind, facts["party_kind"], entry),
        name=str(facts["name"]),
        since=date.fromisoformat(str(facts["since"])),
        remits_to=str(facts.get("remits_to") or ""),
        revenue=revenue,
    )
