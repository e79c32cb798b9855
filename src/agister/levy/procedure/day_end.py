"""The end of a day: everything that fell due by then. Doing it again, or for a day before, books nothing again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from agister.errors import LevyError, ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.instrument import Instrument
from agister.levy.procedure.assessments import AssessmentState, assessments
from agister.levy.procedure.charge import Charge
from agister.levy.procedure.charges import charges, charges_of, interest_charge_id
from agister.levy.procedure.finality import LAST_FORUM, dispute_until, make_final
from agister.levy.procedure.interest_charges import interest_due, repayment_interest_due
from agister.levy.procedure.law import act_in_force
from agister.levy.procedure.obligations import Obligation, ObligationState, obligations
from agister.levy.procedure.penalty_charges import late_payment_due, late_return_due
from agister.levy.procedure.reading_ahead import Ahead

_MAY_BECOME_FINAL = (
    AssessmentState.ISSUED,
    AssessmentState.CONFIRMED,
    AssessmentState.VARIED,
    AssessmentState.ANNULLED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEnd:
    """What the end of a day books, and what it could not."""

    entries: tuple[JournalEntry, ...]
    left_open: tuple[str, ...]
    """Why something that fell due could not be booked, one sentence each."""


def day_end(
    reader: JournalReader, instrument: Instrument, on: date, by: str, *, asked: Collection[str] = ()
) -> tuple[JournalEntry, ...]:
    """Entries for everything that fell due by the end of a day: see `close_day`."""
    return close_day(reader, instrument, on, by, asked=asked).entries


def close_day(
    reader: JournalReader, instrument: Instrument, on: date, by: str, *, asked: Collection[str] = ()
) -> DayEnd:
    """Penalties whose step is reached, interest on what was cleared late, interest on what is paid back, assessments that become final.

    An obligation becomes overdue by the day alone. `asked`: charges on which interest is raised up to the day although they are
    not paid. Interest that was raised is lowered where a decision or an earlier payment lowers it.
    """
    ahead, act, left = Ahead(reader), act_in_force(reader, instrument), list[str]()

    def plan(due: Callable[..., tuple[JournalEntry, ...]], *arguments: object) -> None:
        try:
            ahead.plan(due(ahead, *arguments, on=on, by=by))
        except (LevyError, ProcedureError) as error:
            left.append(str(error))

    known = charges(reader)
    by_party: dict[str, list[Obligation]] = {}
    for item in obligations(reader):
        by_party.setdefault(item.party, []).append(item)
    for items in by_party.values():
        for item in items:
            if item.booked_state is not ObligationState.WAIVED and (item.filed or on) > item.file_by:
                plan(late_return_due, act, known, tuple(items), item)
                plan(late_payment_due, act, known, item)
    for charge in charges_of(known.values(), "Levy"):
        until = _interest_until(charge, known.get(interest_charge_id(charge.party, charge.period)), on, asked)
        if until is not None and act.dated("late_interest", charge.due):
            plan(interest_due, act, known, charge.id, until)
        if any(move.paid and move.units < 0 for move in charge.moves) and act.dated("repayment_interest", charge.due):
            plan(repayment_interest_due, act, known, charge.id, on)
    for issued in assessments(reader).values():
        court = issued.decided is not None and issued.forum == LAST_FORUM
        if issued.state in _MAY_BECOME_FINAL and (court or on > dispute_until(act, issued)):
            plan(make_final, instrument, issued)
    return DayEnd(entries=ahead.planned, left_open=tuple(left))


def _interest_until(charge: Charge, raised: Charge | None, on: date, asked: Collection[str]) -> date | None:
    """Up to which day interest on a charge is looked at; None: not at all."""
    if charge.id in asked:
        return on
    last = max((move.day for move in charge.moves if move.units > 0), default=charge.due)
    if charge.outstanding <= 0 and last > charge.due:
        return min(on, last)
    return None if raised is None or raised.counted_until is None else min(on, raised.counted_until)
