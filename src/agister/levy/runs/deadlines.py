"""The rules of time for money that was collected: nine months to share it out, twelve to list whom nobody finds, three years at rest.

Directive 2014/26/EU art. 13(1), (3), (4): every day counts from the end of the financial year in which the money was collected.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agister.ledger.journal import JournalReader
from agister.levy.due_dates import collective_deadlines
from agister.levy.period import months_after
from agister.levy.runs.holds import expiry
from agister.levy.runs.payout import Why
from agister.levy.runs.pots import YEAR_END, ages, last_day
from agister.levy.runs.record import sharing_record

#: Months after the end of the year of collection: nine to distribute (art. 13(1)), and three more to list the unlocated (art. 13(3)).
LIST_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Undistributed:
    """Money of one year that still lies in a pot."""

    pot: str
    year: int
    """Financial year in which it was collected."""
    units: int
    currency: str
    distribute_by: date
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocated:
    """Money of a payee that cannot be found."""

    payout: str
    payee: str
    units: int
    currency: str
    year: int
    publish_by: date
    """Last day on which its name must be on a public list."""
    expires: date
    """Last day on which the money is still the payee's."""
    overdue: bool
    """Whether the list should be public on the day asked for."""


def undistributed(
    reader: JournalReader, day: date, *, currency: str, year_end: tuple[int, int] = YEAR_END
) -> tuple[Undistributed, ...]:
    """What lies in the pots, by the year of its collection, and until when it is to be shared out. The oldest goes out first."""
    found = []
    for pot, years in ages(reader, currency, year_end).items():
        for year, units in years.items():
            by = collective_deadlines(last_day(year, year_end))[0]
            found.append(
                Undistributed(pot=pot, year=year, units=units, currency=currency, distribute_by=by, overdue=day > by)
            )
    return tuple(found)


def overdue_distributions(
    reader: JournalReader, day: date, *, currency: str, year_end: tuple[int, int] = YEAR_END
) -> tuple[Undistributed, ...]:
    """What should have been shared out before a day and was not."""
    return tuple(item for item in undistributed(reader, day, currency=currency, year_end=year_end) if item.overdue)


def unlocated(reader: JournalReader, day: date, *, year_end: tuple[int, int] = YEAR_END) -> tuple[Unlocated, ...]:
    """Whom nobody finds, in the order of payouts: the list that is to be public three months after the nine."""
    found = []
    for payout in sorted(sharing_record(reader).payouts.values(), key=lambda item: item.id):
        units = sum(part for account, part in payout.held.items() if account.startswith(f"Held:{Why.UNLOCATED}:"))
        if units:
            publish_by = months_after(last_day(payout.year, year_end), LIST_MONTHS)
            found.append(
                Unlocated(
                    payout=payout.id,
                    payee=payout.payee,
                    units=units,
                    currency=payout.currency,
                    year=payout.year,
                    publish_by=publish_by,
                    expires=expiry(payout, year_end),
                    overdue=day > publish_by,
                )
            )
    return tuple(found)
