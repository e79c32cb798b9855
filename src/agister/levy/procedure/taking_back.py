"""Taking back: what a receipt was applied to is open again, because the bank returned the money or it was matched wrongly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader, Posting
from agister.ledger.entry import Fact
from agister.levy.chart import mirrored
from agister.levy.procedure.charge import Charge
from agister.levy.procedure.charges import charges
from agister.levy.procedure.matching import claim_and_cash, matched
from agister.levy.procedure.paying_back import lies_in
from agister.levy.procedure.receipts import receipt
from agister.levy.wording import money_text


def unapply_receipt(
    reader: JournalReader,
    receipt_subject: str,
    *,
    on: date,
    by: str,
    reason: str,
    applied: Sequence[tuple[str, int]] = (),
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Take a receipt back from the charges it was applied to, all of it or (charge, minor units): the bank returned it, or it was
    matched wrongly. The charges are open again, and the money is in suspense.

    It comes out of what is kept apart for disputes, then the pot, then the reserve. Raises `ProcedureError` where it was shared out and
    the reserve is too small, or was paid back to the party already.
    """
    found = receipt(reader, receipt_subject)
    wanted = tuple(applied) or tuple(found.applied.items())
    if not wanted:
        raise ProcedureError(f"{receipt_subject} is not applied to any charge: there is nothing to take back")
    known = charges(reader)
    rows: list[Mapping[str, Fact]] = []
    postings: list[Posting] = []
    free = {"Reserve": max(0, lies_in(reader, "Reserve", found.currency))}
    for name, units in wanted:
        if not 0 < units <= found.applied.get(name, 0):
            raise ProcedureError(
                f"{receipt_subject}: {money_text(units, found.currency)} cannot be taken back from charge {name}; "
                f"{money_text(found.applied.get(name, 0), found.currency)} of it is applied there"
            )
        charge = known[name]
        if units > charge.paid:
            raise ProcedureError(
                f"{receipt_subject}: what was applied to charge {name} was paid back to {charge.party} already"
            )
        free.setdefault(charge.pot, max(0, lies_in(reader, charge.pot, found.currency)))
        taken, sources = _sources(charge, units, free, receipt_subject)
        postings += taken
        rows.append({"charge": name, "what": charge.what, "period": charge.period, "units": -units, **sources})
    total = -sum(units for _, units in wanted)
    party = known[wanted[0][0]].party
    text = f"{money_text(-total, found.currency)} is taken back from {', '.join(name for name, _ in wanted)}: {reason}"
    return (
        matched(
            reader, found, party, total, rows, postings, method=reason, on=on, by=by, text=text, documents=documents
        ),
    )


def _sources(
    charge: Charge, units: int, free: dict[str, int], subject: str
) -> tuple[tuple[Posting, ...], Mapping[str, Fact]]:
    """Postings that take an amount back from a charge, out of what is kept apart, the pot and the reserve, in this order."""
    rest, held = units, list[tuple[str, int]]()
    for part in reversed(charge.disputes):
        if taken := min(rest, part.held):
            held.append((part.case, taken))
            rest -= taken
    pot = min(rest, free[charge.pot])
    reserve = rest - pot
    if reserve > free["Reserve"]:
        raise ProcedureError(
            f"{subject}: {money_text(reserve, charge.currency)} of what was applied to charge {charge.id} was shared out, and the reserve "
            f"holds {money_text(free['Reserve'], charge.currency)}: reverse the run as far as it was not paid"
        )
    free[charge.pot] -= pot
    free["Reserve"] -= reserve
    rows: dict[str, Fact] = {"pot": -pot, "held": [{"case": case, "units": -part} for case, part in held]}
    if reserve:
        rows["reserve"] = -reserve
    return mirrored(claim_and_cash(charge, pot=pot, held=held, reserve=reserve)), rows
