"""Who belongs to the group of a party, from when to when, and on what evidence. One assessment per group (design, anti-avoidance)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.ledger.entry import Fact
from agister.levy.procedure.booking import about, booked_before, standing, step
from agister.levy.procedure.registration import REGISTRATION, RegistrationState, registrations

#: Whoever has more than this share of the votes controls.
CONTROL = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A member of a group for one span of time."""

    party: str
    """The head of the group."""
    member: str
    controlled_by: str
    """Another member; empty: the head controls it."""
    since: date
    until: date | None
    """Day from which on it no longer belongs to the group."""

    def holds(self, start: date, end: date) -> bool:
        """Whether it belonged to the group on a day from start to end, both included."""
        return self.since <= end and (self.until is None or self.until > start)


def fold(entries: Iterable[JournalEntry]) -> tuple[Membership, ...]:
    """Memberships that entries lead to. A later entry with the same beginning takes the place of the one before."""
    found: dict[tuple[str, str, str], Membership] = {}
    for entry in entries:
        if entry.kind != "membership_recorded":
            continue
        party, facts = entry.subject.partition(":")[2], entry.facts
        until = facts.get("until")
        found[party, str(facts["member"]), str(facts["since"])] = Membership(
            party=party,
            member=str(facts["member"]),
            controlled_by=str(facts.get("controlled_by", "")),
            since=date.fromisoformat(str(facts["since"])),
            until=date.fromisoformat(str(until)) if until else None,
        )
    return tuple(found.values())


def members(reader: JournalReader, party: str) -> tuple[Membership, ...]:
    """Memberships in the group of a party."""
    return fold(about(reader, f"party:{party}"))


def record_membership(
    reader: JournalReader,
    *,
    party: str,
    member: str,
    since: date,
    evidence: str,
    on: date,
    by: str,
    controlled_by: str = "",
    until: date | None = None,
    votes: Fraction | None = None,
    consolidated: bool = False,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Record a member, or the end of its membership under the same `since`.

    Control is more than half of the votes, or consolidation in the accounts. Raises `ProcedureError` where there is neither, for
    a loop of control, for a member that belongs to another group or is a party of its own in that time.
    """
    if not consolidated and (votes is None or votes <= CONTROL):
        said = "no votes" if votes is None else f"{votes} of the votes"
        raise ProcedureError(
            f"{member} is not controlled with {said}: a member is controlled with more than half, or consolidated in the accounts"
        )
    if until is not None and until <= since:
        raise ProcedureError(
            f"{member} would leave the group on {until}, not after it joined on {since}: correct the days"
        )
    new = Membership(party=party, member=member, controlled_by=controlled_by, since=since, until=until)
    facts: dict[str, Fact] = {"member": member, "since": since.isoformat(), "evidence": evidence}
    facts |= {"controlled_by": controlled_by} if controlled_by else {}
    facts |= {"until": until.isoformat()} if until is not None else {}
    subject = f"party:{party}"
    entry = step(
        reader,
        kind="membership_recorded",
        subject=subject,
        on=on,
        by=by,
        text=f"{member} belongs to the group of {party} since {since}" + (f" until {until}." if until else "."),
        facts=facts,
        documents=documents,
    )
    entries = about(reader, subject)
    if (before := booked_before(entries, entry)) is not None:
        return (before,)
    REGISTRATION.check(REGISTRATION.state(entries), "membership_recorded", f"party {party}")
    _check_places(reader, new)
    return (entry,)


def _check_places(reader: JournalReader, new: Membership) -> None:
    """Refuse a member in two places at once, and a loop of control."""
    every = [
        item
        for item in fold(standing(reader, kinds=("membership_recorded",)))
        if (item.party, item.member, item.since) != (new.party, new.member, new.since)
    ]
    together = [item for item in every if item.holds(new.since, _last_day(new))]
    for item in together:
        if item.member == new.member:
            raise ProcedureError(
                f"{new.member} belongs to the group of {item.party} since {item.since} already: one belongs to one group at a time; "
                f"record the end of that membership first (the same `since`, with `until`)"
            )
    if new.member == new.party:
        raise ProcedureError(f"{new.member} is the head of its own group: record only those whom it controls")
    own = registrations(reader).get(new.member)
    if own is not None and own.state in (RegistrationState.ACTIVE, RegistrationState.SUSPENDED):
        raise ProcedureError(f"{new.member} is registered as a party of its own: close that registration first")
    if any(item.member == new.party for item in together):
        raise ProcedureError(f"{new.party} is itself a member of another group in that time: record {new.member} there")
    above = {item.member: item.controlled_by for item in together if item.party == new.party}
    if new.controlled_by and new.controlled_by not in above and new.controlled_by not in (new.member, new.party):
        raise ProcedureError(
            f"{new.member} is controlled by {new.controlled_by}, who is no member of the group then: record it first"
        )
    seen, at = {new.member}, new.controlled_by
    while at and at != new.party:
        if at in seen:
            raise ProcedureError(f"{new.member} would control itself through {at}: a loop of control has no head")
        seen.add(at)
        at = above.get(at, "")


def _last_day(item: Membership) -> date:
    return date.max if item.until is None else date.fromordinal(item.until.toordinal() - 1)
