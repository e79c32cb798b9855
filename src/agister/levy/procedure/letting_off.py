"""Remission: the office lets a party off. Write-off: it gives up collecting. What is disputed is neither."""

from __future__ import annotations

from datetime import date

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.chart import move
from agister.levy.procedure.booking import about, booked_before, step
from agister.levy.procedure.charges import charge as charge_named
from agister.levy.wording import money_text

#: Kind of entry → account of the loss, and the words for people.
_KINDS = {"remitted": ("Loss:Remission", "let off"), "written_off": ("Loss:Collection", "written off")}


def remit(
    reader: JournalReader,
    charge_id: str,
    units: int,
    *,
    reason: str,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Let a party off a part, or all, of what is left of a charge. Raises `ProcedureError` for more than that."""
    return _give_up(reader, "remitted", charge_id, units, reason, on, by, documents)


def write_off(
    reader: JournalReader,
    charge_id: str,
    units: int,
    *,
    reason: str,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Give up collecting a part, or all, of what is left of a charge. Raises `ProcedureError` for more than that."""
    return _give_up(reader, "written_off", charge_id, units, reason, on, by, documents)


def _give_up(
    reader: JournalReader,
    kind: str,
    charge_id: str,
    units: int,
    reason: str,
    on: date,
    by: str,
    documents: tuple[str, ...],
) -> tuple[JournalEntry, ...]:
    found = charge_named(reader, charge_id)
    loss, words = _KINDS[kind]
    entry = step(
        reader,
        kind=kind,
        subject=f"charge:{found.id}",
        on=on,
        by=by,
        text=f"{money_text(units, found.currency)} of charge {found.id} is {words}: {reason}",
        facts={"party": found.party, "amount": units, "reason": reason},
        postings=move(loss, found.receivable, max(0, units), found.currency),
        documents=documents,
    )
    if (before := booked_before(about(reader, entry.subject), entry)) is not None:
        return (before,)
    if found.disputes:
        raise ProcedureError(f"charge {found.id} is disputed ({found.disputes[0].case}): decide the dispute first")
    if not 0 < units <= found.outstanding:
        raise ProcedureError(
            f"charge {found.id} is {found.state} with {money_text(found.outstanding, found.currency)} left: "
            f"{money_text(units, found.currency)} cannot be {words}"
        )
    return (entry,)
