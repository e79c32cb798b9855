"""When an assessment can no longer be disputed or taken to a further forum, it is final."""

from __future__ import annotations

from datetime import date, timedelta

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.instrument import Instrument
from agister.levy.procedure.assessments import ASSESSMENT, Issued
from agister.levy.procedure.booking import about, booked_before, step
from agister.levy.procedure.law import Act, act_in_force

#: The forum after which there is none.
LAST_FORUM = "court"


def dispute_until(act: Act, found: Issued) -> date:
    """Last day on which an assessment can be disputed, or a decision on it taken to the next forum."""
    review = found.issued + timedelta(days=act.deadline("review_days", found.issued))
    if found.decided is None:
        return review
    return max(review, found.decided + timedelta(days=act.deadline("appeal_days", found.decided)))


def make_final(
    reader: JournalReader, instrument: Instrument, found: Issued, *, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """The entry that says an assessment can no longer be appealed. Raises `ProcedureError` while it can be."""
    until = dispute_until(act_in_force(reader, instrument), found)
    court = found.decided is not None and found.forum == LAST_FORUM
    reason = "a court decided" if court else f"it could be disputed until {until}"
    entry = step(
        reader,
        kind="assessment_final",
        subject=f"assessment:{found.id}",
        on=on,
        by=by,
        text=f"Assessment {found.id} is final: {reason}.",
        facts={"reason": reason},
    )
    if (before := booked_before(about(reader, entry.subject), entry)) is not None:
        return (before,)
    ASSESSMENT.check(found.state, "assessment_final", entry.subject)
    if not court and on <= until:
        raise ProcedureError(f"assessment:{found.id} can be disputed until {until}; it is not final before")
    return (entry,)
