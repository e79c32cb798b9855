"""What is not shared out: a reserve that takes no more than it has room for, and administration that gives back what it did not need."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from agister.errors import ProcedureError
from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.chart import move
from agister.levy.period import months_after
from agister.levy.runs.record import sharing_record
from agister.levy.wording import money_text

#: A quarter of a year's payouts is what the reserve is to hold (levy.md 5.6).
FULL = Fraction(1, 4)


def room_in_reserve(reader: JournalReader, *, run: str, on: date, full: Fraction = FULL) -> int:
    """Minor units that the reserve still has room for when a run is frozen.

    It is full with a quarter (`full`) of a year's payouts: what payees became entitled to in the twelve months up to the day,
    and what this run shares out. So the first run, before which nothing was paid, already builds a reserve.
    """
    record = sharing_record(reader)
    found = record.run(run)
    first = months_after(on, -12)
    shared = found.total
    for booked in reader.entries(kinds=("entitled",)):
        entry = booked.entry
        if first < entry.on <= on:
            shared += sum(-item.units for item in entry.postings if item.units < 0 and item.currency == found.currency)
    holds = -reader.balances(under="Reserve").get(("Reserve", found.currency), 0)
    return max(0, shared * full.numerator // full.denominator - holds)


def return_administration(
    reader: JournalReader,
    *,
    pot: str,
    units: int,
    currency: str,
    reason: str,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """What the office did not need for its costs goes back into a pot. Raises `ProcedureError` where it has less."""
    there = -reader.balances(under="Administration").get(("Administration", currency), 0)
    if type(units) is not int or not 0 < units <= there:
        raise ProcedureError(
            f"{money_text(units, currency)} cannot go back to the pot: {money_text(there, currency)} are left for costs"
        )
    times = 1 + sum(1 for _ in reader.entries(kinds=("administration_returned",), subject=f"pot:{pot}"))
    entry = JournalEntry(
        key=f"pot:{pot}:administration_returned:{times}",
        kind="administration_returned",
        on=on,
        subject=f"pot:{pot}",
        by=by,
        text=f"{money_text(units, currency)} were not needed for costs and go back into the pot {pot}.",
        facts={"period": pot, "amount": units, "reason": reason},
        postings=move("Administration", f"Pot:{pot}", units, currency),
        documents=documents,
    )
    return (entry,)
