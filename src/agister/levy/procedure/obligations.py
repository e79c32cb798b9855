"""Obligations: a return is asked for a period, by a day. Open, then due, then overdue; fulfilled by a return, or waived.

The day alone makes an obligation due or overdue: nothing is booked for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from agister.errors import LevyError, ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.assess import LONGEST_DAYS
from agister.levy.due_dates import due_dates
from agister.levy.instrument import Instrument
from agister.levy.period import days_in
from agister.levy.procedure.booking import about, booked_before, standing, step
from agister.levy.procedure.document_fields import is_identifier
from agister.levy.procedure.registration import Registration, active
from agister.levy.procedure.transitions import Machine

#: Longest name of a period: see `registration.LONGEST_PARTY`.
LONGEST_PERIOD = 18
_ONE_DAY = timedelta(days=1)


class ObligationState(StrEnum):
    """Where an obligation stands on a day."""

    NONE = "not opened"
    OPEN = "open"
    DUE = "due"
    OVERDUE = "overdue"
    FULFILLED = "fulfilled"
    WAIVED = "waived"


_S = ObligationState
_ASKED = (_S.OPEN, _S.DUE, _S.OVERDUE)
OBLIGATION: Machine[ObligationState] = Machine(
    thing="obligation",
    begin=_S.NONE,
    steps={
        "obligation_opened": ((_S.NONE,), _S.OPEN),
        "return_filed": (_ASKED, _S.FULFILLED),
        "obligation_waived": (_ASKED, _S.WAIVED),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """A return that is asked for."""

    party: str
    period: str
    start: date
    end: date
    """Last day of the period, included."""
    file_by: date
    pay_by: date
    booked_state: ObligationState
    """`open`, `fulfilled` or `waived`: what entries say. `state_on` adds what the day says."""
    filed: date | None = None

    @property
    def id(self) -> str:
        """`acme/2027`, as in `obligation:acme/2027` and `return:acme/2027`."""
        return f"{self.party}/{self.period}"

    def state_on(self, day: date) -> ObligationState:
        """Open until the period is over, then due up to and on the day to file by, then overdue."""
        if self.booked_state is not ObligationState.OPEN:
            return self.booked_state
        if day <= self.end:
            return ObligationState.OPEN
        return ObligationState.DUE if day <= self.file_by else ObligationState.OVERDUE


def fold(entries: Iterable[JournalEntry]) -> Obligation | None:
    """The obligation that entries about it, and about its return, lead to; None where none opens it."""
    opened, state, filed = None, OBLIGATION.begin, None
    for entry in entries:
        state = OBLIGATION.after(state, entry.kind)
        if entry.kind == "obligation_opened":
            opened = entry
        elif entry.kind == "return_filed":
            filed = date.fromisoformat(str(entry.facts["filed"]))
    if opened is None:
        return None
    days = {name: date.fromisoformat(str(opened.facts[name])) for name in ("start", "end", "file_by", "pay_by")}
    return Obligation(
        party=str(opened.facts["party"]),
        period=str(opened.facts["period"]),
        booked_state=state,
        filed=filed,
        **days,
    )


def obligation(reader: JournalReader, party: str, period: str) -> Obligation:
    """The obligation of a party for a period. Raises `ProcedureError` where there is none."""
    found = fold((*about(reader, f"obligation:{party}/{period}"), *about(reader, f"return:{party}/{period}")))
    if found is None:
        raise ProcedureError(f"no return is asked of {party} for {period}: open the obligation first")
    return found


def obligations(reader: JournalReader, party: str = "") -> tuple[Obligation, ...]:
    """All obligations, or those of one party, by party and time."""
    found: dict[str, list[JournalEntry]] = {}
    for entry in standing(reader, kinds=tuple(OBLIGATION.steps)):
        name = entry.subject.partition(":")[2]
        if not party or name.partition("/")[0] == party:
            found.setdefault(name, []).append(entry)
    folded = [fold(entries) for entries in found.values()]
    return tuple(sorted((item for item in folded if item is not None), key=lambda item: (item.party, item.start)))


def obligation_for(reader: JournalReader, party: str, start: date, end: date) -> Obligation | None:
    """The obligation of a party whose period is exactly this one; one that was waived only where there is no other."""
    found = [item for item in obligations(reader, party) if (item.start, item.end) == (start, end)]
    found.sort(key=lambda item: item.booked_state is ObligationState.WAIVED)
    return obligation(reader, party, found[0].period) if found else None


def open_obligation(
    reader: JournalReader,
    instrument: Instrument,
    *,
    party: str,
    period: str,
    start: date,
    end: date,
    on: date,
    by: str,
    calendar: str = "",
    file_by: date | None = None,
    pay_by: date | None = None,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Ask an active party for the return of a period.

    The days are those of the act, moved to working days where a calendar is named; `file_by` and `pay_by` are given where the act
    lays down none. Raises `ProcedureError` where the party is not active, or the period is no period, or overlaps or leaves a gap
    to the party's other periods: the first one begins on the day from which it is liable.
    """
    file_day, pay_day = _days(instrument, end, calendar, file_by, pay_by)
    entry = step(
        reader,
        kind="obligation_opened",
        subject=f"obligation:{party}/{period}",
        on=on,
        by=by,
        text=f"{party} is to file for {start} to {end} by {file_day} and to pay by {pay_day}.",
        facts={
            "party": party,
            "period": period,
            "start": start.isoformat(),
            "end": end.isoformat(),
            "file_by": file_day.isoformat(),
            "pay_by": pay_day.isoformat(),
        },
        documents=documents,
    )
    entries = about(reader, entry.subject)
    if (before := booked_before(entries, entry)) is not None:
        return (before,)
    registered = active(reader, party, f"an obligation for {period}")
    if not is_identifier(period) or "/" in period or len(period) > LONGEST_PERIOD:
        raise ProcedureError(
            f"{period[:80]!r} cannot name a period: use at most {LONGEST_PERIOD} letters, digits and . _ + - such as 2027 or 2027-Q1"
        )
    if not 1 <= days_in(start, end) <= LONGEST_DAYS:
        raise ProcedureError(
            f"{party}/{period}: {start} to {end} is no period; it ends after it begins and covers a year at most"
        )
    OBLIGATION.check(OBLIGATION.state(entries), "obligation_opened", entry.subject)
    _check_periods(obligations(reader, party), registered, period, start, end)
    return (entry,)


def waive_obligation(
    reader: JournalReader,
    *,
    party: str,
    period: str,
    reason: str,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Ask for no return after all. Raises `ProcedureError` where it was filed or waived already."""
    found = obligation(reader, party, period)
    entry = step(
        reader,
        kind="obligation_waived",
        subject=f"obligation:{party}/{period}",
        on=on,
        by=by,
        text=f"No return is asked of {party} for {period}.",
        facts={"reason": reason},
        documents=documents,
    )
    if (before := booked_before(about(reader, entry.subject), entry)) is not None:
        return (before,)
    OBLIGATION.check(found.state_on(on), "obligation_waived", entry.subject)
    return (entry,)


def _days(
    instrument: Instrument, end: date, calendar: str, file_by: date | None, pay_by: date | None
) -> tuple[date, date]:
    """The days to file and to pay by."""
    try:
        laid_down = {due.duty: due.day for due in due_dates(instrument, end, calendar)}
    except LevyError:
        if file_by is None or pay_by is None:
            raise ProcedureError(
                f"{instrument.id} lays down no days to file and to pay by for a period that ends on {end}: give file_by and pay_by"
            ) from None
        laid_down = {}
    pay = laid_down.get("pay", pay_by)
    # An act without a day to file by (an invoice follows from what is known) asks for the facts by the day of payment.
    file = laid_down.get("file", file_by or pay)
    if pay is None or file is None:
        raise ProcedureError(f"{instrument.id} lays down no day to pay by for a period that ends on {end}: give pay_by")
    for name, given, day in (("file_by", file_by, file), ("pay_by", pay_by, pay)):
        if given is not None and given != day:
            raise ProcedureError(f"{name} is given as {given}, but {instrument.id} lays down {day}: leave it out")
    if file <= end or pay <= end:
        raise ProcedureError(f"file_by {file} and pay_by {pay} must come after the end of the period, {end}")
    return file, pay


def _check_periods(
    others: tuple[Obligation, ...], registered: Registration, period: str, start: date, end: date
) -> None:
    party = registered.party
    # What was waived may be asked for anew, with other days; it still covers its days where nothing else does.
    for other in others:
        if other.booked_state is ObligationState.WAIVED:
            continue
        if other.start <= end and start <= other.end:
            raise ProcedureError(
                f"{party}/{period}: {start} to {end} overlaps the period {other.period} ({other.start} to {other.end}): "
                "the same revenue would count twice"
            )
    before = [other.end for other in others if other.end < start]
    after = [other.start for other in others if other.start > end]
    expected = max(before) + _ONE_DAY if before else registered.liable_since
    if expected is not None and start != expected and not (not before and after):
        raise ProcedureError(
            f"{party}/{period} begins on {start} and leaves a gap: the next period of {party} begins on {expected}; "
            "open that one first, and waive it if no return is needed"
        )
    if after and min(after) != end + _ONE_DAY:
        raise ProcedureError(
            f"{party}/{period} ends on {end} and leaves a gap: the period after it begins on {min(after)}"
        )
