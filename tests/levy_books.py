"""The books of a small levy office over two periods, for tests: every kind of entry, five payers, errors, disputes, a returned payment.

Amounts are computed by the library from the documents kept beside the journal, so whoever recomputes finds them equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agister.ledger import JournalEntry
from agister.levy.events.private import salted
from tests.levy_books_desk import ACT, RATES, REVENUE, Office
from tests.levy_books_payouts import pay, rest, share_out
from tests.levy_books_procedure import declare, govern, late_and_disputed, out_of_scope, register
from tests.levy_books_receipts import receive


def sample_office(sealing: Callable[[JournalEntry, bytes], JournalEntry] = salted) -> Office:
    """The whole story."""
    office = Office(sealing)
    act, rates = office.put(ACT), office.put(RATES)
    office.book(
        "office_opened",
        "office:levy",
        "2031-01-01",
        name="Levy Office",
        instrument="test-act",
        instrument_digest=act,
        currency="EUR",
        charter="commons",
        charter_digest=office.put("The charter."),
        given={},
        base="turnover",
    )
    govern(office)
    for number, party in enumerate(REVENUE, 1):
        register(office, party, number)
    out_of_scope(office)
    for index, year in enumerate((2031, 2032)):
        for party, (code, *revenues) in REVENUE.items():
            declare(office, party, year, code, revenues[index], act, rates)
    late_and_disputed(office)
    receive(office)
    run = share_out(office)
    pay(office, run)
    rest(office)
    return office


def kinds_of(office: Office) -> Iterator[str]:
    """Kinds of entry that occur."""
    yield from {booked.entry.kind for booked in office.journal.entries()}
