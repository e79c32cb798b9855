"""A run is proposed: which pots, how much of them, by which key, under which decision."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

from agister.errors import ProcedureError
from agister.ledger.currency import currency as known_currency
from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.runs.payout import REFUND, REMITTANCE, check_name
from agister.levy.runs.pots import in_pot, spoken_for
from agister.levy.runs.record import sharing_record
from agister.levy.wording import money_text

#: Says why a key is not in force under a decision on a day, or nothing where it is: (journal, decision, digest, day) → reason.
KeyCheck = Callable[[JournalReader, str, str, date], str]


def propose(
    reader: JournalReader,
    *,
    run: str,
    period: str,
    currency: str,
    key_digest: str,
    decision: str,
    on: date,
    by: str,
    others: Collection[str] = (),
    amounts: Mapping[str, int] | None = None,
    instead_of: str = "",
) -> tuple[JournalEntry, ...]:
    """Propose to share out the pot of a period, and other pots with it (late money of earlier periods).

    Takes all that is there, or `amounts` (pot → minor units) of it; never more than was received and is not yet spoken for by another
    run. `instead_of`: a reversed run that this one replaces. Raises `ProcedureError`.
    """
    check_name(run, "the name of a run")
    known_currency(currency)
    record = sharing_record(reader)
    if run in record.runs or run in (REFUND, REMITTANCE):
        raise ProcedureError(f"there is a run {run} already; late money makes a run of its own, such as {run}-2")
    corrects = ""
    if instead_of:
        if record.run(instead_of).state != "reversed":
            raise ProcedureError(
                f"run {instead_of} is {record.run(instead_of).state}: reverse it before another replaces it"
            )
        corrects = record.run(instead_of).approval_key or f"run:{instead_of}:proposed"
    pots: dict[str, int] = {}
    for pot in sorted({period, *others, *(amounts or {})}):
        check_name(pot, "the name of a pot")
        there = in_pot(reader, pot, currency)
        free = there - spoken_for(record, pot, currency)
        wanted = free if amounts is None else amounts.get(pot, 0)
        if type(wanted) is not int or wanted < 0 or wanted > free:
            shown = money_text(wanted, currency) if type(wanted) is int else repr(wanted)
            raise ProcedureError(
                f"the pot {pot} holds {money_text(there, currency)} that were received, "
                f"{money_text(free, currency)} of them not spoken for "
                f"by another run: {shown} cannot be shared out"
            )
        if wanted:
            pots[pot] = wanted
    total = sum(pots.values())
    if not total:
        names = ", ".join(sorted({period, *others}))
        raise ProcedureError(f"nothing is there to share out in {currency}: the pots {names} hold nothing that is free")
    entry = JournalEntry(
        key=f"run:{run}:proposed",
        kind="run_proposed",
        on=on,
        subject=f"run:{run}",
        by=by,
        text=f"{money_text(total, currency)} are proposed to be shared out for {period}.",
        facts={
            "period": period,
            "currency": currency,
            "pots": pots,
            "total": total,
            "key_digest": key_digest,
            "decision": decision,
        },
        documents=(key_digest,),
        corrects=corrects,
    )
    return (entry,)


def decided(reader: JournalReader, decision: str, digest: str, on: date) -> str:
    """Why a key is not in force under a recorded decision, or nothing where it is. A `KeyCheck`."""
    taken = [booked.entry for booked in reader.entries(kinds=("decision_taken",), subject=f"decision:{decision}")]
    if not taken:
        return f"no decision {decision} was taken: a key takes effect only through a recorded decision"
    facts = taken[-1].facts
    if facts["adopted"] is not True:
        return f"decision {decision} was not adopted"
    if str(facts["takes_effect"]) > on.isoformat():
        return f"decision {decision} takes effect on {facts['takes_effect']}, after {on}"
    if facts["proposal_digest"] != digest:
        return f"decision {decision} adopted another key, {facts['proposal_digest']}, not {digest}"
    return ""
