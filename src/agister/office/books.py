"""Where an office stands on a day, the closing of its books, and the correction of an entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.chart import FAMILIES, check_cash_identity, family, mirrored
from agister.levy.procedure.corrections import check_correction
from agister.levy.procedure.overview import overview
from agister.levy.procedure.reading_ahead import AsOf
from agister.levy.wording import money_text
from agister.office.folder import Office
from agister.office.to_do import Owed, missing_returns, owed, to_do


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingBooks:
    """Balances on a day, what is to be done, and the end of the journal."""

    name: str
    act: str
    on: date
    entries: int
    head: str
    balances: dict[tuple[str, str], int]
    """(account, currency) → minor units; debits positive."""
    returns: tuple[tuple[str, ...], ...]
    """Returns that are asked for and were not filed: party and period, state, days to file and to pay by."""
    owed: tuple[Owed, ...]
    to_do: tuple[str, ...]

    def sections(self) -> list[tuple[str, list[list[str]]]]:
        """Title and rows: the money that is there and for whom, what is owed and by whom, and which returns are missing."""
        return [
            ("money, and for whom it lies there", self._rows("cash")),
            ("claims, and what was given up", self._rows("claim")),
            (
                "owed by",
                [[item.party, item.name, money_text(item.units, item.currency), item.age] for item in self.owed],
            ),
            ("returns that are asked for", [list(row) for row in self.returns]),
        ]

    def _rows(self, side: str) -> list[list[str]]:
        rows = []
        for item in FAMILIES:
            if item.side != side:
                continue
            for (account, code), units in self.balances.items():
                if family(account) is item:
                    rows.append([account, money_text(units if item.debit else -units, code), item.meaning])
        return rows

    def as_json(self) -> dict[str, Any]:
        """For machines: minor units, debits positive."""
        return {
            "name": self.name,
            "act": self.act,
            "on": self.on.isoformat(),
            "entries": self.entries,
            "head": self.head,
            "balances": [[account, units, code] for (account, code), units in self.balances.items()],
            "owed": [
                {"party": item.party, "units": item.units, "currency": item.currency, "age": item.age}
                for item in self.owed
            ],
            "returns": [list(row) for row in self.returns],
            "to_do": list(self.to_do),
        }


def standing(office: Office, on: date) -> StandingBooks:
    """Where an office stands on a day. Raises `BrokenInvariant` where the cash identity does not hold."""
    balances = office.journal.balances(on=on)
    check_cash_identity(balances)
    number, digest = office.journal.head()
    act, then = office.act().instrument, AsOf(office.journal, on)
    found = overview(office.journal, on)
    return StandingBooks(
        name=office.settings.name,
        act=act.id,
        on=on,
        entries=number,
        head=digest,
        balances=balances,
        returns=tuple(tuple(row) for row in missing_returns(found)),
        owed=owed(found),
        to_do=to_do(then, found, act.currency),
    )


def close_books(office: Office, until: date, *, on: date, by: str) -> tuple[JournalEntry, ...]:
    """Close the books up to a day: what took effect by then stands. Its balances are part of the entry."""
    if on <= until:
        raise ProcedureError(f"books are closed after the last day that is closed: say --on with a day after {until}")
    with office.journal.write() as writer:
        balances = writer.balances(on=until)
        check_cash_identity(balances)
        entry = JournalEntry(
            key=f"office/closed/{until}",
            kind="period_closed",
            on=on,
            subject=f"office:{office.act(writer).instrument.id}",
            by=by,
            text=f"The books are closed up to {until}.",
            facts={
                "until": until.isoformat(),
                "balances": {f"{account} {code}": units for (account, code), units in balances.items()},
            },
        )
        return office.append(writer, (entry,))


def correct(office: Office, key: str, reason: str, *, on: date, by: str) -> tuple[JournalEntry, ...]:
    """Undo what an entry posted, and name it. The entry stays; a correction is corrected by booking anew.

    Raises `ProcedureError` where it is not booked, moved nothing, or was corrected already.
    """
    with office.journal.write() as writer:
        booked = writer.find(key)
        if booked is None:
            raise ProcedureError(f"there is no entry {key!r}; `agister levy journal` lists their keys")
        wrong = booked.entry
        if not wrong.postings:
            raise ProcedureError(
                f"entry {key} ({wrong.kind}) moved no money; book what is right now, it takes its place"
            )
        if any(_undoes(other.entry, key) for other in writer.entries(after=booked.number)):
            raise ProcedureError(f"entry {key} was corrected already: nothing was booked")
        check_correction(writer, wrong)
        entry = JournalEntry(
            key=f"correction/{key}",
            kind="corrected",
            on=on,
            subject=f"correction:{booked.number}",
            by=by,
            text=f"Entry {booked.number} is undone: {reason}",
            facts={"reason": reason},
            postings=mirrored(wrong.postings),
            corrects=key,
        )
        _keeps_all_above_zero(writer.balances(), entry)
        return office.append(writer, (entry,))


def _undoes(entry: JournalEntry, key: str) -> bool:
    return entry.corrects == key and bool(entry.postings)


def _keeps_all_above_zero(balances: dict[tuple[str, str], int], entry: JournalEntry) -> None:
    """A correction may not take money out of an account that has passed it on."""
    for posting in entry.postings:
        item = family(posting.account)
        after = balances.get((posting.account, posting.currency), 0) + posting.units
        if item.side == "cash" and (after < 0 if item.debit else after > 0):
            raise ProcedureError(
                f"{entry.corrects} cannot be undone: {posting.account} no longer holds the "
                f"{money_text(abs(posting.units), posting.currency)}; reverse first what was made of it"
            )
