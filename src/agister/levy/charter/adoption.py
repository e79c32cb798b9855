"""How a charter takes effect: the first version by those who founded it, each later one through a decision under the one before."""

from __future__ import annotations

from datetime import date, timedelta

from agister.errors import ProcedureError
from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.charter.charter import Matter
from agister.levy.charter.charter_file import charter_terms, read_charter
from agister.levy.charter.decision_record import decisions
from agister.levy.instrument import Instrument
from agister.levy.procedure.document import Document


def adopt_charter(
    document: Document, reader: JournalReader, instrument: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """A charter, or its new version, takes effect.

    Raises `ProcedureError` where it does not govern the office's act, where it would hold in the past, or where a new version
    was not adopted by a decision that names it by its digest.
    """
    charter = read_charter(document)
    if instrument.id not in charter.acts:
        raise ProcedureError(
            f"charter {charter.id} governs the acts {', '.join(charter.acts)}, not {instrument.id}, which this office applies"
        )
    before = [booked.entry for booked in reader.entries(kinds=("charter_adopted",), subject=f"charter:{charter.id}")]
    decided = ""
    if before:
        if charter.since < on:
            raise ProcedureError(
                f"the new version of {charter.id} would hold from {charter.since} on, before {on}: let it hold from then on"
            )
        named = [
            item
            for item in decisions(reader, charter.id)
            if item.matter is Matter.CHARTER and item.proposal_digest == document.digest and item.adopted
        ]
        if not named:
            raise ProcedureError(
                f"charter {charter.id} is changed only by its own rule: no adopted decision on the matter charter names "
                f"{document.digest}; propose it, consult and vote"
            )
        if named[-1].takes_effect is not None and charter.since < named[-1].takes_effect:
            raise ProcedureError(
                f"the new version of {charter.id} holds from {charter.since} on, but decision {named[-1].id} takes effect on "
                f"{named[-1].takes_effect}: let it hold from then on"
            )
        latest = max(str(item.facts["since"]) for item in before)
        if charter.since.isoformat() <= latest:
            after = date.fromisoformat(latest) + timedelta(days=1)
            raise ProcedureError(
                f"a version of {charter.id} holds from {latest} on; the new one from {after} on at the earliest"
            )
        decided = f" by decision {named[-1].id}"
    return (
        JournalEntry(
            key=f"charter:{charter.id}/charter_adopted/{len(before) + 1}",
            kind="charter_adopted",
            on=on,
            subject=f"charter:{charter.id}",
            by=by,
            text=f"{charter.title} takes effect on {charter.since}{decided}.",
            facts={
                "title": charter.title,
                "digest": document.digest,
                "purposes": [item.id for item in charter.purposes],
                "since": charter.since.isoformat(),
                "terms": charter_terms(document),
            },
            documents=(document.digest,),
        ),
    )
