"""Enquiries: the office looks into a return. While one is open, and after it, the party amends no more."""

from __future__ import annotations

from datetime import date

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.instrument import Instrument
from agister.levy.period import months_after
from agister.levy.procedure.booking import about, booked_before, check_order, step
from agister.levy.procedure.law import act_in_force
from agister.levy.procedure.returns import RETURN, fold

#: What an enquiry ends with.
OUTCOMES = ("no_change", "amended")


def open_enquiry(
    reader: JournalReader,
    instrument: Instrument,
    *,
    party: str,
    period: str,
    reason: str,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Look into a return, within the months after its last version that the act allows. Raises `ProcedureError`."""
    subject = f"return:{party}/{period}"
    text = f"The office looks into the return of {party} for {period}: {reason}"
    facts = {"reason": reason}
    entry = step(
        reader, kind="enquiry_opened", subject=subject, on=on, by=by, text=text, facts=facts, documents=documents
    )
    entries = about(reader, subject)
    if (before := booked_before(entries, entry)) is not None:
        return (before,)
    filed = fold(entries)
    RETURN.check(RETURN.state(entries), "enquiry_opened", subject)
    check_order(entries, entry)
    if filed is not None:
        act = act_in_force(reader, instrument)
        until = months_after(filed.last_filed, act.deadline("enquiry_months", filed.last_filed))
        if on > until:
            raise ProcedureError(
                f"{subject}: an enquiry could be opened until {until}; what is found later is a discovery"
            )
    return (entry,)


def close_enquiry(
    reader: JournalReader,
    *,
    party: str,
    period: str,
    outcome: str,
    reason: str,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """End an enquiry: `no_change`, or `amended`, which an assessment of the office follows. Raises `ProcedureError`."""
    if outcome not in OUTCOMES:
        raise ProcedureError(f"{outcome!r} is no outcome of an enquiry; there are {', '.join(OUTCOMES)}")
    subject = f"return:{party}/{period}"
    entry = step(
        reader,
        kind="enquiry_closed",
        subject=subject,
        on=on,
        by=by,
        text=f"The enquiry into the return of {party} for {period} is closed: {reason}",
        facts={"outcome": outcome, "reason": reason},
        documents=documents,
    )
    entries = about(reader, subject)
    if (before := booked_before(entries, entry)) is not None:
        return (before,)
    RETURN.check(RETURN.state(entries), "enquiry_closed", subject)
    check_order(entries, entry)
    return (entry,)
