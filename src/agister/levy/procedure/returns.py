"""Returns: filed once for an obligation, amended in versions while the act allows it and no enquiry is open, then closed.

An enquiry blocks amendments by the party: what it wants to change it tells the enquiry, and the office assesses anew when that
closes (a decision of ours where an act is silent).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.ledger.entry import Fact
from agister.levy.instrument import Instrument
from agister.levy.levy_return import LevyReturn
from agister.levy.period import months_after
from agister.levy.procedure.agreement import check_return, party_of
from agister.levy.procedure.booking import about, booked_before, check_order, step
from agister.levy.procedure.law import act_in_force
from agister.levy.procedure.obligations import OBLIGATION, Obligation, obligation_for, obligations
from agister.levy.procedure.registration import may_file
from agister.levy.procedure.transitions import Machine


class ReturnState(StrEnum):
    """Where a return stands."""

    NONE = "not filed"
    FILED = "filed"
    AMENDED = "amended"
    ENQUIRY = "under enquiry"
    CLOSED = "closed"


_S = ReturnState
RETURN: Machine[ReturnState] = Machine(
    thing="return",
    begin=_S.NONE,
    steps={
        "return_filed": ((_S.NONE,), _S.FILED),
        "return_amended": ((_S.FILED, _S.AMENDED), _S.AMENDED),
        "enquiry_opened": ((_S.FILED, _S.AMENDED), _S.ENQUIRY),
        "enquiry_closed": ((_S.ENQUIRY,), _S.CLOSED),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledReturn:
    """A return with its versions."""

    party: str
    period: str
    start: date
    end: date
    booked_state: ReturnState
    versions: tuple[str, ...]
    """Digest of each version, oldest first."""
    filed: date
    """The day of the first version."""
    last_filed: date
    days_late: int
    enquiry_outcome: str = ""

    @property
    def id(self) -> str:
        """`acme/2027`."""
        return f"{self.party}/{self.period}"

    def state_on(self, day: date, amend_until: date) -> ReturnState:
        """Closed as well where the time to amend is over and no enquiry is open."""
        if self.booked_state in (ReturnState.FILED, ReturnState.AMENDED) and day > amend_until:
            return ReturnState.CLOSED
        return self.booked_state


def fold(entries: Iterable[JournalEntry]) -> FiledReturn | None:
    """The return that entries about it lead to; None where none files it."""
    state, first, versions, last, outcome = RETURN.begin, None, list[str](), date.min, ""
    for entry in entries:
        state = RETURN.after(state, entry.kind)
        if entry.kind == "return_filed":
            first = entry
        if entry.kind in ("return_filed", "return_amended"):
            versions.append(str(entry.facts["return_digest"]))
            last = date.fromisoformat(str(entry.facts["filed"]))
        elif entry.kind == "enquiry_closed":
            outcome = str(entry.facts["outcome"])
    if first is None:
        return None
    late = first.facts["days_late"]
    return FiledReturn(
        party=str(first.facts["party"]),
        period=str(first.facts["period"]),
        start=date.fromisoformat(str(first.facts["start"])),
        end=date.fromisoformat(str(first.facts["end"])),
        booked_state=state,
        versions=tuple(versions),
        filed=date.fromisoformat(str(first.facts["filed"])),
        last_filed=last,
        days_late=late if isinstance(late, int) else 0,
        enquiry_outcome=outcome,
    )


def filed_return(reader: JournalReader, party: str, period: str) -> FiledReturn | None:
    """The return of a party for a period; None where none was filed."""
    return fold(about(reader, f"return:{party}/{period}"))


def amend_until(reader: JournalReader, instrument: Instrument, asked: Obligation) -> date:
    """Last day on which a party may amend: months after the day to file by (not after the day on which it was filed)."""
    return months_after(asked.file_by, act_in_force(reader, instrument).deadline("amend_months", asked.file_by))


def file_return(
    reader: JournalReader, levy_return: LevyReturn, *, on: date, by: str, documents: tuple[str, ...] = ()
) -> tuple[JournalEntry, ...]:
    """File a return, received on a day, for the obligation whose period is its own.

    Raises `ProcedureError` where the party is not active, no return is asked for that period, it is not over, a return was filed
    already, or the return contradicts what is registered.
    """
    party = party_of(reader, levy_return)
    asked = _asked(reader, party, levy_return)
    late = max(0, (on - asked.file_by).days)
    subject = f"return:{asked.id}"
    entry = step(
        reader,
        kind="return_filed",
        subject=subject,
        on=on,
        by=by,
        text=f"{party} files for {asked.period}" + (f", {late} days late." if late else "."),
        facts={
            "party": party,
            "period": asked.period,
            "start": asked.start.isoformat(),
            "end": asked.end.isoformat(),
            "currency": levy_return.currency,
            "version": 1,
            "return_digest": levy_return.digest,
            "obligation": asked.id,
            "filed": on.isoformat(),
            "days_late": late,
        },
        documents=documents or (levy_return.digest,),
    )
    entries = about(reader, subject)
    if (before := booked_before(entries, entry)) is not None:
        return (before,)
    may_file(reader, party, f"a return for {asked.period}")
    RETURN.check(RETURN.state(entries), "return_filed", subject)
    OBLIGATION.check(asked.state_on(on), "return_filed", f"obligation:{asked.id}")
    if on <= asked.end:
        raise ProcedureError(f"{subject}: the period ends on {asked.end}; a return is filed when it is over")
    check_return(reader, party, asked, levy_return)
    return (entry,)


def amend_return(
    reader: JournalReader,
    instrument: Instrument,
    levy_return: LevyReturn,
    *,
    reason: str,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Declare the facts of a filed return anew; the version before is kept.

    Raises `ProcedureError` during and after an enquiry, after the time to amend, and where nothing is different.
    """
    party = party_of(reader, levy_return)
    asked = _asked(reader, party, levy_return)
    subject = f"return:{asked.id}"
    entries = about(reader, subject)
    filed = fold(entries)
    if filed is None:
        raise ProcedureError(f"{subject}: there is no return to amend; file it")
    facts: dict[str, Fact] = {
        "party": party,
        "period": asked.period,
        "version": len(filed.versions) + 1,
        "return_digest": levy_return.digest,
        "replaces": filed.versions[-1],
        "filed": on.isoformat(),
        "reason": reason,
    }
    entry = step(
        reader,
        kind="return_amended",
        subject=subject,
        on=on,
        by=by,
        text=f"{party} amends its return for {asked.period}: {reason}",
        facts=facts,
        documents=documents or (levy_return.digest,),
    )
    if (before := booked_before(entries, entry)) is not None:
        return (before,)
    may_file(reader, party, f"an amendment for {asked.period}")
    if levy_return.digest in filed.versions:
        raise ProcedureError(
            f"{subject}: this is version {filed.versions.index(levy_return.digest) + 1}, which was filed already"
        )
    until = amend_until(reader, instrument, asked)
    if on > until and filed.booked_state in (ReturnState.FILED, ReturnState.AMENDED):
        raise ProcedureError(f"{subject}: it could be amended until {until}; ask the office to look into it")
    RETURN.check(filed.booked_state, "return_amended", subject)
    check_order(entries, entry)
    check_return(reader, party, asked, levy_return)
    return (entry,)


def _asked(reader: JournalReader, party: str, levy_return: LevyReturn) -> Obligation:
    """The obligation whose period is that of a return. Raises `ProcedureError`."""
    found = obligation_for(reader, party, levy_return.start, levy_return.end)
    if found is not None:
        return found
    for asked in obligations(reader, party):
        if asked.start <= levy_return.end and levy_return.start <= asked.end:
            raise ProcedureError(
                f"return {levy_return.id} is about {levy_return.start} to {levy_return.end}, and the period {asked.period} of {party} is "
                f"{asked.start} to {asked.end}: a return covers the period that it is asked for, and no part of another"
            )
    raise ProcedureError(
        f"no return is asked of {party} for {levy_return.start} to {levy_return.end}: open the obligation first"
    )
