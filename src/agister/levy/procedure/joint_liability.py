"""Joint liability: a levy unpaid for three months is asked of another member of the group (UK Finance Act 2020 s. 66)."""

from __future__ import annotations

from datetime import date, timedelta

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.instrument import Instrument
from agister.levy.period import months_after
from agister.levy.procedure.booking import about, booked_before, step
from agister.levy.procedure.charges import charge as charge_named
from agister.levy.procedure.law import act_in_force
from agister.levy.procedure.membership import members
from agister.levy.procedure.obligations import obligation
from agister.levy.wording import money_text


def notify_joint_liability(
    reader: JournalReader,
    instrument: Instrument,
    charge_id: str,
    member: str,
    *,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Tell a member of the group that it answers for what is left of a levy.

    Raises `ProcedureError` before the months are over or after they have passed, for somebody who was no member in the period, and
    where nothing is left that may be asked for.
    """
    act = act_in_force(reader, instrument)
    found = charge_named(reader, charge_id)
    due = on + timedelta(days=act.deadline("joint_days", on))
    entry = step(
        reader,
        kind="joint_liability_notified",
        subject=f"charge:{found.id}",
        on=on,
        by=by,
        text=f"{member} answers for {money_text(found.collectable, found.currency)} of charge {found.id}.",
        facts={"party": found.party, "member": member, "amount": found.collectable, "due": due.isoformat()},
        documents=documents,
    )
    if (before := booked_before(about(reader, entry.subject), entry)) is not None:
        return (before,)
    if found.what != "Levy":
        raise ProcedureError(f"charge {found.id} is no levy; members answer for the levy alone")
    asked = obligation(reader, found.party, found.period)
    if not any(item.member == member and item.holds(asked.start, asked.end) for item in members(reader, found.party)):
        raise ProcedureError(
            f"{member} was no member of the group of {found.party} in {found.period}: only members answer for its levy"
        )
    if member in found.jointly_liable:
        raise ProcedureError(f"{member} was told already that it answers for charge {found.id}")
    after = months_after(found.due, act.deadline("joint_after_months", found.due))
    until = months_after(found.due, act.deadline("joint_until_months", found.due))
    if on <= after:
        raise ProcedureError(
            f"charge {found.id} was due on {found.due}; a member answers for it when it is unpaid after {after}"
        )
    if on > until:
        raise ProcedureError(
            f"charge {found.id} was due on {found.due}; a member could be told until {until}: it is too late"
        )
    if found.collectable <= 0:
        why = "a dispute suspends it" if found.outstanding > 0 else f"it is {found.state}"
        raise ProcedureError(f"nothing of charge {found.id} can be asked of {member}: {why}")
    return (entry,)
