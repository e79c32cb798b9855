"""Whether a return agrees with what is registered: its party, its period, its currency, its members and its deployments."""

from __future__ import annotations

from agister.errors import ProcedureError
from agister.ledger import JournalReader
from agister.levy.contradictions import contradictions
from agister.levy.levy_return import LevyReturn, Member
from agister.levy.procedure.deployments import deployments
from agister.levy.procedure.membership import Membership, members
from agister.levy.procedure.obligations import Obligation
from agister.levy.procedure.registration import RegistrationState, registration, registrations


def party_of(reader: JournalReader, levy_return: LevyReturn) -> str:
    """The registered party whose return it is, by its identifier or its registered name. Raises `ProcedureError`."""
    if registration(reader, levy_return.party).state is not RegistrationState.UNREGISTERED:
        return levy_return.party
    named = [item.party for item in registrations(reader).values() if item.name == levy_return.party]
    if len(named) == 1:
        return named[0]
    why = f"{len(named)} parties are registered under that name" if named else "nobody is registered under that name"
    raise ProcedureError(
        f"return {levy_return.id} is of the party {levy_return.party!r}, and {why}: write the identifier of a registered party"
    )


def check_return(reader: JournalReader, party: str, asked: Obligation, levy_return: LevyReturn) -> None:
    """Raises `ProcedureError` for the first contradiction between a return and what is registered."""
    where = f"return {levy_return.id} of {party} for {asked.period}"
    if not levy_return.digest:
        raise ProcedureError(f"{where} was not read from a file: an entry names the digest of what was filed")
    for problem in contradictions(levy_return):
        raise ProcedureError(f"{where}: {problem}")
    if (levy_return.start, levy_return.end) != (asked.start, asked.end):
        raise ProcedureError(
            f"{where} covers {levy_return.start} to {levy_return.end}, not {asked.start} to {asked.end}"
        )
    _check_members(reader, party, levy_return, where)
    _check_deployments(reader, party, levy_return, where)


def _check_members(reader: JournalReader, party: str, levy_return: LevyReturn, where: str) -> None:
    """Members that are declared were recorded, and all that were recorded are declared; a group may also declare as a whole."""
    if not levy_return.members:
        return
    head = {party, registration(reader, party).name}
    recorded = [item for item in members(reader, party) if item.holds(levy_return.start, levy_return.end)]
    names = {item.member for item in recorded}
    declared = {member.name: member for member in levy_return.members if member.name not in head}
    for name, member in sorted(declared.items()):
        if name not in names:
            raise ProcedureError(
                f"{where} declares the member {name!r}, which is not recorded in the group: record it first"
            )
        spans = [item for item in recorded if item.member == name]
        if not any(_agree(item, member) for item in spans):
            item = spans[0]
            until = f" until {item.until}" if item.until else ""
            raise ProcedureError(
                f"{where}: {name!r} is declared as a member from {member.since or 'the beginning'} to {member.until or 'the end'}, "
                f"and recorded since {item.since}{until}: correct one of them"
            )
    for name in sorted(names - set(declared)):
        raise ProcedureError(
            f"{where} declares members, but not {name!r}, which belongs to the group: declare it, or end its membership"
        )


def _agree(recorded: Membership, declared: Member) -> bool:
    """Whether the days that a return names for a member are those on record; days it does not name are not compared."""
    return (declared.since is None or declared.since == recorded.since) and (
        declared.until is None or declared.until == recorded.until
    )


def _check_deployments(reader: JournalReader, party: str, levy_return: LevyReturn, where: str) -> None:
    """Where a party has registered deployments, what it declares by deployment names them."""
    known = {name for item in deployments(reader) if item.party == party for name in (item.id, item.product)}
    if not known:
        return
    for facts in (levy_return.facts, *(member.facts for member in levy_return.members)):
        rows = facts.get("deployments", ())
        for row in rows if isinstance(rows, tuple) else ():
            if row.get("name") not in known:
                raise ProcedureError(
                    f"{where} declares revenue of the deployment {str(row.get('name'))!r}, which {party} has not registered: "
                    f"registered are {', '.join(sorted(known))}"
                )
