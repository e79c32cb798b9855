"""What lies in a pot, how old it is, and what runs have laid their hands on.

The oldest money goes out first: what a run takes was collected in the earliest financial years that are left in the pot.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from agister.errors import ProcedureError
from agister.ledger.journal import JournalReader
from agister.levy.events import EVENTS
from agister.levy.runs.record import SharingRecord
from agister.levy.runs.state import OPEN

#: The pot that holds what could not be distributed for three years.
NON_DISTRIBUTABLE = "non_distributable"
#: Last day of a financial year as month and day, unless the office says otherwise.
YEAR_END = (12, 31)

#: Pot → financial year → minor units that were collected in it and are left, oldest first.
Ages = dict[str, dict[int, int]]

_KINDS = tuple(
    kind.name
    for kind in EVENTS.values()
    if any(account == "Pot" or account.startswith("Pot:") for account in (*kind.debit, *kind.credit))
)


def financial_year(day: date, year_end: tuple[int, int] = YEAR_END) -> int:
    """The year in which the financial year of a day ends."""
    return day.year if day <= last_day(day.year, year_end) else day.year + 1


def last_day(year: int, year_end: tuple[int, int] = YEAR_END) -> date:
    """The last day of the financial year that ends in a year; the end of a month that is too short for the day."""
    month, day = year_end
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise ProcedureError(f"a financial year cannot end on day {day} of month {month}")
    return date(year, month, min(day, monthrange(year, month)[1]))


def in_pot(reader: JournalReader, pot: str, currency: str) -> int:
    """Minor units in a pot, received and undisputed."""
    return -reader.balances(under=f"Pot:{pot}").get((f"Pot:{pot}", currency), 0)


def spoken_for(record: SharingRecord, pot: str, currency: str, *, besides: str = "") -> int:
    """Minor units that runs, which move no money yet, are to take from a pot."""
    return sum(
        run.pots.get(pot, 0)
        for run in record.runs.values()
        if run.state in OPEN and run.currency == currency and run.id != besides
    )


def ages(reader: JournalReader, currency: str, year_end: tuple[int, int] = YEAR_END) -> Ages:
    """When the money in each pot was collected. What a reversed run gives back keeps its age.

    Raises `ProcedureError` where a pot gave more than it had: the journal is not one of a levy office.
    """
    pots: Ages = {}
    taken: dict[str, dict[str, dict[int, int]]] = {}
    for booked in reader.entries(kinds=_KINDS):
        entry = booked.entry
        for posting in entry.postings:
            family, _, pot = posting.account.partition(":")
            if family != "Pot" or posting.currency != currency:
                continue
            years = pots.setdefault(pot, {})
            if posting.units > 0:
                out = take_oldest(years, posting.units, pot)
                if entry.kind == "run_approved":
                    taken.setdefault(entry.subject, {})[pot] = out
                continue
            back = -posting.units
            known = taken.get(entry.subject, {}).get(pot, {}) if entry.kind == "run_reversed" else {}
            for year in sorted(known):
                part = min(back, known[year])
                known[year] -= part
                back -= part
                _add(years, year, part)
            _add(years, financial_year(entry.on, year_end), back)
    return {pot: {year: years[year] for year in sorted(years) if years[year]} for pot, years in sorted(pots.items())}


def take_oldest(years: dict[int, int], units: int, pot: str) -> dict[int, int]:
    """Take units out of what is left of each year, the oldest first, and say of which years they are."""
    out: dict[int, int] = {}
    for year in sorted(years):
        part = min(units, years[year])
        if part > 0:
            out[year] = part
            years[year] -= part
            units -= part
    if units:
        raise ProcedureError(f"the pot {pot} lacks {units} minor units of what is taken from it")
    return out


def collected_table(found: Ages, pots: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Pot → year → units of what a run takes, as a fact of the journal."""
    return {
        pot: {str(year): part for year, part in take_oldest(dict(found.get(pot, {})), units, pot).items()}
        for pot, units in sorted(pots.items())
        if units
    }


def _add(years: dict[int, int], year: int, units: int) -> None:
    if units:
        years[year] = years.get(year, 0) + units
