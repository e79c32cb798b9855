"""Money of a payee that rests: with a reason and an end. It is released, or after three years goes into a pot of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from agister.errors import ProcedureError
from agister.ledger.entry import JournalEntry, Posting
from agister.ledger.journal import JournalReader
from agister.levy.chart import move
from agister.levy.due_dates import collective_deadlines
from agister.levy.runs.payout import REFUND, REMITTANCE, Payout, Standing, Why
from agister.levy.runs.pots import NON_DISTRIBUTABLE, YEAR_END, last_day
from agister.levy.runs.record import sharing_record
from agister.levy.wording import money_text


def hold(
    reader: JournalReader,
    *,
    payout: str,
    why: str,
    reason: str,
    on: date,
    by: str,
    expires: date | None = None,
    year_end: tuple[int, int] = YEAR_END,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Let what is payable of a payout rest. `expires`: three years after the year of its collection, unless said otherwise.

    Raises `ProcedureError` where nothing is payable, or it is with the bank.
    """
    found = sharing_record(reader).payout(payout)
    entry = _hold(reader, found, why, reason, on, by, expires or expiry(found, year_end))
    return (replace(entry, documents=documents),)


def release(
    reader: JournalReader,
    *,
    payout: str,
    reason: str,
    on: date,
    by: str,
    why: str = "",
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """What rests of a payout is payable again: all of it, or what rests for one reason. Raises `ProcedureError` where nothing does."""
    found = sharing_record(reader).payout(payout)
    resting = {account: units for account, units in found.held.items() if not why or account.split(":")[1] == why}
    if not resting:
        raise ProcedureError(f"nothing of payout {payout} rests{f' for {why}' if why else ''}")
    return (replace(_release(reader, found, resting, reason, on, by), documents=documents),)


def hold_little(
    reader: JournalReader, *, least: int, day: date, by: str, year_end: tuple[int, int] = YEAR_END
) -> tuple[JournalEntry, ...]:
    """Let rest what is payable to payees who get less than `least` minor units in all; it adds up (`release_enough`)."""
    record = sharing_record(reader)
    together: dict[tuple[str, str], int] = {}
    open_ones = [item for item in record.payouts.values() if item.run in record.runs and not item.ordered]
    for payout in open_ones:
        name = (payout.payee, payout.currency)
        together[name] = together.get(name, 0) + payout.payable + _little(payout)
    return tuple(
        _hold(
            reader,
            payout,
            Why.BELOW_LEAST,
            f"less than {money_text(least, payout.currency)} in all",
            day,
            by,
            expiry(payout, year_end),
        )
        for payout in open_ones
        if payout.payable > 0 and together[payout.payee, payout.currency] < least and day <= expiry(payout, year_end)
    )


def release_enough(
    reader: JournalReader, *, least: int, day: date, by: str, year_end: tuple[int, int] = YEAR_END
) -> tuple[JournalEntry, ...]:
    """Release what rested as too little: it has become `least` or more with what is payable, or it rested for three years."""
    record = sharing_record(reader)
    together: dict[tuple[str, str], int] = {}
    for payout in record.payouts.values():
        if payout.run in record.runs:
            name = (payout.payee, payout.currency)
            together[name] = together.get(name, 0) + payout.payable + _little(payout)
    return tuple(
        _release(
            reader,
            payout,
            {account: units for account, units in payout.held.items() if account.startswith(_LITTLE)},
            f"{money_text(together[payout.payee, payout.currency], payout.currency)} in all, of which "
            f"{money_text(least, payout.currency)} is enough",
            day,
            by,
        )
        for payout in record.payouts.values()
        if _little(payout) and (together[payout.payee, payout.currency] >= least or day > expiry(payout, year_end))
    )


def apply_standing(
    reader: JournalReader, *, payees: Mapping[str, Standing], on: date, by: str, year_end: tuple[int, int] = YEAR_END
) -> tuple[JournalEntry, ...]:
    """Hold what is payable to payees who cannot be paid any more, and release what rested of those who can be paid again.

    Payees that are not named stay as they are; so does what rests as too little, and what is with the bank. Whoever could not be
    found is found by a person, who says so (`release`): that a payee may be paid does not mean that it can be reached.
    """
    found = []
    for payout in sharing_record(reader).payouts.values():
        standing = payees.get(payout.payee)
        if standing is None or payout.run in (REFUND, REMITTANCE):
            continue
        resting = {account: units for account, units in payout.held.items() if account.split(":")[1] not in _BY_PEOPLE}
        if standing.hold and payout.payable > 0 and payout.ordered is None:
            expires = expiry(payout, year_end)
            found.append(_hold(reader, payout, standing.hold, standing.reason or standing.hold, on, by, expires))
        elif not standing.hold and resting:
            found.append(_release(reader, payout, resting, standing.reason or "it can be paid again", on, by))
    return tuple(found)


def expire(
    reader: JournalReader, *, day: date, by: str, year_end: tuple[int, int] = YEAR_END
) -> tuple[JournalEntry, ...]:
    """What could not be distributed within three years of the year of its collection goes into the pot `non_distributable`.

    From there it is shared out by a run of its own, by the key that the charter has for it (Directive 2014/26/EU art. 13(4) to (6)). What
    rests as too little does not expire: its payee is known, and is paid then, however little it is.
    """
    found = []
    for payout in sharing_record(reader).payouts.values():
        resting = {account: units for account, units in payout.held.items() if not account.startswith(_LITTLE)}
        if not resting or day <= expiry(payout, year_end):
            continue
        amount = sum(resting.values())
        postings = [
            Posting(account=account, units=units, currency=payout.currency) for account, units in resting.items()
        ]
        postings.append(Posting(account=f"Pot:{NON_DISTRIBUTABLE}", units=-amount, currency=payout.currency))
        since = last_day(payout.year, year_end)
        found.append(
            JournalEntry(
                key=f"payout:{payout.id}:non_distributable:{_times(reader, payout, 'non_distributable')}",
                kind="non_distributable",
                on=day,
                subject=f"payout:{payout.id}",
                by=by,
                text=f"{money_text(amount, payout.currency)} for {payout.payee} could not be distributed within three years of {since}.",
                facts={
                    "payee": payout.payee,
                    "amount": amount,
                    "since": since.isoformat(),
                    "reason": f"it rested as {', '.join(sorted({account.split(':')[1] for account in resting}))}",
                },
                postings=tuple(postings),
            )
        )
    return tuple(found)


def expiry(payout: Payout, year_end: tuple[int, int] = YEAR_END) -> date:
    """The last day on which money that rests is still its payee's."""
    return collective_deadlines(last_day(payout.year, year_end))[2]


_LITTLE = f"Held:{Why.BELOW_LEAST}:"
#: What the standing of a payee does not release.
_BY_PEOPLE = (Why.BELOW_LEAST, Why.UNLOCATED)


def _little(payout: Payout) -> int:
    return sum(units for account, units in payout.held.items() if account.startswith(_LITTLE))


def _hold(
    reader: JournalReader, payout: Payout, why: str, reason: str, on: date, by: str, expires: date
) -> JournalEntry:
    if why not in tuple(Why):
        raise ProcedureError(f"{why!r} is no reason for which money rests; allowed: {', '.join(Why)}")
    if payout.run in (REFUND, REMITTANCE):
        raise ProcedureError(f"payout {payout.id} is no share of a run: it is owed, and does not rest")
    if payout.ordered is not None:
        raise ProcedureError(f"payout {payout.id} is in order {payout.ordered.order}: wait for the bank's answer")
    if payout.payable <= 0:
        raise ProcedureError(f"nothing of payout {payout.id} is payable")
    return JournalEntry(
        key=f"payout:{payout.id}:held:{_times(reader, payout, 'held')}",
        kind="held",
        on=on,
        subject=f"payout:{payout.id}",
        by=by,
        text=f"{money_text(payout.payable, payout.currency)} for {payout.payee} rest until {expires}: {reason}.",
        facts={"payee": payout.payee, "amount": payout.payable, "reason": reason, "expires": expires.isoformat()},
        postings=move(payout.account, f"Held:{why}:{payout.year}", payout.payable, payout.currency),
    )


def _release(
    reader: JournalReader, payout: Payout, resting: Mapping[str, int], reason: str, on: date, by: str
) -> JournalEntry:
    amount = sum(resting.values())
    postings = [Posting(account=account, units=units, currency=payout.currency) for account, units in resting.items()]
    postings.append(Posting(account=payout.account, units=-amount, currency=payout.currency))
    return JournalEntry(
        key=f"payout:{payout.id}:released:{_times(reader, payout, 'released')}",
        kind="released",
        on=on,
        subject=f"payout:{payout.id}",
        by=by,
        text=f"{money_text(amount, payout.currency)} for {payout.payee} rest no longer: {reason}.",
        facts={"payee": payout.payee, "amount": amount, "reason": reason},
        postings=tuple(postings),
    )


def _times(reader: JournalReader, payout: Payout, kind: str) -> int:
    return 1 + sum(1 for _ in reader.entries(kinds=(kind,), subject=f"payout:{payout.id}"))
