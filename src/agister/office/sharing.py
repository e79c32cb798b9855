"""Sharing out: a run from proposal to reconciliation, each step in one write of the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.ledger.entry import canonical
from agister.levy.allocations.key_file import SharingKey, parse_key
from agister.levy.charter import Charter, charter_in_force, key_in_force
from agister.levy.charter.allowed_keys import check_key_allowed
from agister.levy.runs import (
    approve,
    decided,
    freeze,
    hold_little,
    propose,
    publish,
    reconcile,
    reverse,
    room_in_reserve,
    sharing_record,
)
from agister.office.folder import Office
from agister.office.payees import standings

#: What a step booked.
Booked = tuple[JournalEntry, ...]


def propose_run(
    office: Office,
    run: str,
    period: str,
    *,
    others: Sequence[str] = (),
    amounts: Mapping[str, int] | None = None,
    instead_of: str = "",
    on: date,
    by: str,
) -> Booked:
    """Propose to share out the pot of a period under the key that is in force on that day."""
    with office.journal.write() as writer:
        decision, digest = key_in_force(writer, _charter(writer, on), on)
        entries = propose(
            writer,
            run=run,
            period=period,
            currency=office.act(writer).instrument.currency,
            key_digest=digest,
            decision=decision,
            on=on,
            by=by,
            others=others,
            amounts=amounts,
            instead_of=instead_of,
        )
        return office.append(writer, entries)


def freeze_run(office: Office, run: str, *, on: date, by: str) -> Booked:
    """Compute every line of a proposed run, under the charter of that day."""
    with office.journal.write() as writer:
        charter = _charter(writer, on)
        found = sharing_record(writer).run(run)
        key = load_key(office, found.key_digest)
        check_key_allowed(charter, key)
        entries = freeze(
            writer,
            run=run,
            key=key,
            payees=standings(writer, on),
            administration_cap=charter.administration_cap,
            reserve_room=room_in_reserve(writer, run=run, on=on, full=charter.reserve.until),
            purposes=[purpose.id for purpose in charter.purposes],
            inputs={"charter": charter.digest},
            on=on,
            by=by,
            in_force=still_in_force,
        )
        return office.append(writer, entries)


def approve_run(office: Office, run: str, *, on: date, by: str) -> Booked:
    """The first or the second approval; the second moves the money."""
    with office.journal.write() as writer:
        return office.append(writer, approve(writer, run=run, on=on, by=by, in_force=still_in_force))


def publish_run(office: Office, run: str, *, on: date, by: str) -> Booked:
    """The run stands in public: its lines are a document of the office, named by digest."""
    with office.journal.write() as writer:
        frozen = [booked.entry for booked in writer.entries(kinds=("run_frozen",), subject=f"run:{run}")]
        if not frozen:
            raise ProcedureError(f"run {run} is not frozen: there is nothing to publish yet")
        digest = office.documents.put(canonical({"run": run, **frozen[-1].facts}).encode("utf-8"))
        return office.append(writer, publish(writer, run=run, report_digest=digest, on=on, by=by))


def reconcile_run(office: Office, run: str, *, on: date, by: str) -> Booked:
    """Every minor unit of the run is paid, or rests with its reason: what is too little to be paid out rests from now on."""
    with office.journal.write() as writer:
        little = office.append(writer, hold_little(writer, least=least_payout(writer, on), day=on, by=by))
        return little + office.append(writer, reconcile(writer, run=run, on=on, by=by))


def reverse_run(office: Office, run: str, reason: str, *, on: date, by: str) -> Booked:
    """Take back what of a run was not paid."""
    with office.journal.write() as writer:
        return office.append(writer, reverse(writer, run=run, reason=reason, on=on, by=by))


def least_payout(reader: JournalReader, on: date) -> int:
    """Minor units below which a share rests until more has come together, by the charter of that day; 0 without a charter."""
    if next(reader.entries(kinds=("charter_adopted",)), None) is None:
        return 0
    return _charter(reader, on).least_payout


def still_in_force(reader: JournalReader, decision: str, digest: str, on: date) -> str:
    """Why a key is not in force under a decision on a day, or nothing where it is: adopted, and no later one took its place."""
    if reason := decided(reader, decision, digest, on):
        return reason
    last, key = key_in_force(reader, _charter(reader, on), on)
    if (last, key) != (decision, digest):
        return f"decision {last} took the place of {decision}: reverse the run and propose it again"
    return ""


def load_key(office: Office, digest: str) -> SharingKey:
    """The key with a digest, from the documents."""
    return parse_key(office.documents.read(digest), file=f"key {digest[:15]}…")


def _charter(reader: JournalReader, on: date) -> Charter:
    return charter_in_force(reader, "", on)
