"""Payment notices: a party is told what to pay, by when, under which reference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.procedure.booking import about, booked_before, standing, step
from agister.levy.procedure.charges import charges
from agister.levy.wording import money_text


def issue_notice(
    reader: JournalReader,
    party: str,
    charge_ids: Sequence[str],
    *,
    reference: str,
    due: date,
    on: date,
    by: str,
    notice: str = "",
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Tell a party to pay what is left of charges and may be asked for. `reference`: the creditor reference (RF…) to pay under.

    `notice`: its identifier; `party/number` where none is given. Raises `ProcedureError` for a charge of somebody else, one without
    anything to ask for (paid, let off, or locked by a dispute), two currencies, or a reference that another notice has.
    """
    known = charges(reader)
    earlier = [entry for entry in standing(reader, kinds=("notice_issued",)) if entry.facts["party"] == party]
    for entry in earlier:
        same = (entry.facts["reference"], entry.facts["due"], entry.on) == (reference, due.isoformat(), on)
        if same and list(_texts(entry)) == list(charge_ids):
            return (entry,)
    if not charge_ids or len(set(charge_ids)) != len(charge_ids):
        raise ProcedureError(f"a notice to {party} names each charge that it asks for, once")
    amount, codes = 0, set[str]()
    for name in charge_ids:
        charge = known.get(name)
        if charge is None:
            raise ProcedureError(f"a notice to {party}: there is no charge {name[:120]!r}")
        if party != charge.party and party not in charge.jointly_liable:
            raise ProcedureError(f"a notice to {party}: charge {name} is owed by {charge.party}")
        if charge.collectable <= 0:
            why = "a dispute suspends what is left" if charge.outstanding > 0 else f"it is {charge.state}"
            raise ProcedureError(f"a notice to {party}: nothing of charge {name} can be asked for; {why}")
        amount += charge.collectable
        codes.add(charge.currency)
    if len(codes) != 1:
        raise ProcedureError(f"a notice to {party} asks in one currency, not in {', '.join(sorted(codes))}: issue two")
    code = codes.pop()
    name = notice or f"{party}/{len(earlier) + 1}"
    entry = step(
        reader,
        kind="notice_issued",
        subject=f"notice:{name}",
        on=on,
        by=by,
        text=f"{party} is asked to pay {money_text(amount, code)} by {due} under {reference}.",
        facts={
            "party": party,
            "charges": list(charge_ids),
            "reference": reference,
            "amount": amount,
            "currency": code,
            "due": due.isoformat(),
        },
        documents=documents,
    )
    entries = about(reader, entry.subject)
    if (before := booked_before(entries, entry)) is not None:
        return (before,)
    if entries:
        raise ProcedureError(f"notice:{name} was issued on {entries[0].on} already: take another identifier")
    if due < on:
        raise ProcedureError(f"notice:{name}: {due} is over; nobody can pay by then")
    return (entry,)


def _texts(entry: JournalEntry) -> tuple[str, ...]:
    found = entry.facts["charges"]
    return tuple(str(item) for item in found) if isinstance(found, list | tuple) else ()
