"""Matching: a receipt is applied to charges. One entry clears the claim and makes the money distributable.

What belongs to a dispute is kept apart. What is more than is owed stays in suspense.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader, Posting
from agister.ledger.entry import Fact
from agister.levy.procedure.booking import about, step
from agister.levy.procedure.charge import Charge, ChargeState, split_over_disputes
from agister.levy.procedure.charges import charges
from agister.levy.procedure.receipts import SUSPENSE, Receipt, receipt
from agister.levy.wording import money_text


def apply_receipt(
    reader: JournalReader,
    receipt_subject: str,
    party: str,
    applied: Sequence[tuple[str, int]],
    *,
    on: date,
    by: str,
    method: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Apply a receipt, or a part of it, to charges: (charge, minor units) each. One entry, `matched`.

    Raises `ProcedureError` for more than lies in suspense, more than is left of a charge, a charge of somebody else (unless `party`
    was told that it answers for it), one that is cleared, remitted or written off, or another currency. Asking for the same as
    the last entry about the receipt, on the same day, is asking again: it is booked once.
    """
    if (before := _repeat(reader, receipt_subject, party, applied, on, by)) is not None:
        return (before,)
    found = receipt(reader, receipt_subject)
    total = sum(units for _, units in applied)
    if not applied or any(units <= 0 for _, units in applied):
        raise ProcedureError(
            f"{receipt_subject}: name charges and what of the receipt is applied to each, more than nothing"
        )
    if len({name for name, _ in applied}) != len(applied):
        raise ProcedureError(f"{receipt_subject}: a charge stands twice; add up what is applied to it")
    known = charges(reader)
    rows: list[Mapping[str, Fact]] = []
    postings: list[Posting] = []
    for name, units in applied:
        charge = known.get(name)
        if charge is None:
            raise ProcedureError(f"{receipt_subject}: there is no charge {name[:120]!r}")
        _check(charge, units, party, found)
        pot, held = split_over_disputes(charge, units)
        postings += claim_and_cash(charge, pot=pot, held=held)
        rows.append(_row(charge, units, pot, held))
    text = f"{money_text(total, found.currency)} from {party} is applied to {', '.join(name for name, _ in applied)}."
    if total > found.in_suspense:
        raise ProcedureError(
            f"{receipt_subject}: {money_text(total, found.currency)} cannot be applied, "
            f"{money_text(found.in_suspense, found.currency)} of it lies in suspense"
        )
    return (
        matched(
            reader, found, party, total, rows, postings, method=method, on=on, by=by, text=text, documents=documents
        ),
    )


def matched(
    reader: JournalReader,
    found: Receipt,
    party: str,
    total: int,
    rows: Sequence[Mapping[str, Fact]],
    postings: Sequence[Posting],
    *,
    method: str,
    on: date,
    by: str,
    text: str,
    documents: tuple[str, ...],
) -> JournalEntry:
    """The entry; `total` and the units of the rows are negative where money is taken back."""
    return step(
        reader,
        kind="matched",
        subject=found.subject,
        on=on,
        by=by,
        text=text,
        facts={"party": party, "amount": total, "applied": list(rows), "method": method},
        postings=tuple(postings),
        documents=documents,
    )


def _repeat(
    reader: JournalReader, subject: str, party: str, applied: Sequence[tuple[str, int]], on: date, by: str
) -> JournalEntry | None:
    entries = about(reader, subject)
    last = entries[-1] if entries else None
    if last is None or last.kind != "matched" or (last.on, last.by, last.facts["party"]) != (on, by, party):
        return None
    rows = last.facts["applied"]
    said = (
        [(row["charge"], row["units"]) for row in rows if isinstance(row, Mapping)]
        if isinstance(rows, list | tuple)
        else []
    )
    return last if said == list(applied) else None


def _check(charge: Charge, units: int, party: str, found: Receipt) -> None:
    where = f"{found.subject} and charge {charge.id}"
    if party != charge.party and party not in charge.jointly_liable:
        raise ProcedureError(f"{where}: it is owed by {charge.party}, not by {party}; apply it to a charge of its own")
    if charge.currency != found.currency:
        raise ProcedureError(
            f"{where}: it is in {charge.currency} and the receipt in {found.currency}; currencies do not add up"
        )
    if charge.outstanding <= 0:
        word = "cleared" if charge.state is ChargeState.CLEARED else charge.state
        raise ProcedureError(f"{where}: it is {word}; leave the money in suspense or pay it back")
    if units > charge.outstanding:
        raise ProcedureError(
            f"{where}: {money_text(units, charge.currency)} is more than the {money_text(charge.outstanding, charge.currency)} that is "
            "left; the rest stays in suspense"
        )


def claim_and_cash(charge: Charge, *, pot: int, held: Sequence[tuple[str, int]], reserve: int = 0) -> list[Posting]:
    """Both sides of applying an amount: the claim is cleared, and the money goes where it belongs."""
    code = charge.currency
    units = pot + reserve + sum(part for _, part in held)
    found = [
        Posting(account=SUSPENSE, units=units, currency=code),
        Posting(account=charge.receivable, units=-units, currency=code),
        Posting(account=charge.assessed, units=units, currency=code),
    ]
    for account, part in ((charge.pot, pot), ("Reserve", reserve)):
        if part:
            found.append(Posting(account=account, units=-part, currency=code))
    found += [Posting(account=f"Held:Disputed:{case}", units=-part, currency=code) for case, part in held]
    return found


def _row(charge: Charge, units: int, pot: int, held: Sequence[tuple[str, int]]) -> Mapping[str, Fact]:
    return {
        "charge": charge.id,
        "what": charge.what,
        "period": charge.period,
        "units": units,
        "pot": pot,
        "held": [{"case": case, "units": part} for case, part in held],
    }
