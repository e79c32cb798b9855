"""Whether a journal is what it says: its numbers, its chain of digests, its sums, and the postings that the database sorted by account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agister.errors import BrokenInvariant
from agister.ledger.entry import START, linked
from agister.stores.journal_rows import parts_of
from agister.stores.journal_tables import TableJournal

#: Something that the balances of a journal must keep, as `agister.levy.chart.check_cash_identity`. Raises `BrokenInvariant`.
BalanceCheck = Callable[[dict[tuple[str, str], int]], None]
#: How many problems are told; a journal with one has mostly been changed by hand, and then all that follow differ.
TOLD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found."""

    entries: int
    postings: int
    digest: str
    """Of the last entry: who noted it earlier sees whether anything before it has changed since."""
    problems: tuple[str, ...] = ()
    """Empty where the journal is whole."""


def verify(journal: TableJournal, balance_checks: tuple[BalanceCheck, ...] = ()) -> Verified:
    """Read a journal from its first entry to its last, and check it against itself. Time grows with the journal, memory does not."""
    with journal.snapshot():
        return _verified(journal, balance_checks)


def _verified(journal: TableJournal, balance_checks: tuple[BalanceCheck, ...]) -> Verified:
    problems: list[str] = []
    sums: dict[tuple[str, str], int] = {}
    expected, before, postings = 0, START, 0
    for number, recorded, digest, text in journal.entry_rows():
        if len(problems) >= TOLD:
            problems.append("and perhaps more: reading stopped here")
            break
        expected += 1
        if number != expected:
            problems.append(f"entry {number} follows entry {expected - 1}: what stood between is gone")
            expected = number
        if linked(before, number, recorded, text) != digest:
            problems.append(f"entry {number} or its place was changed: its digest is not {digest}")
        before = digest
        try:
            moved = [
                (str(account), int(units), str(code)) for account, units, code in parts_of(text).get("postings", ())
            ]
        except (ValueError, TypeError, AttributeError) as error:
            problems.append(f"entry {number} is damaged: {error}")
            continue
        zero: dict[str, int] = {}
        for account, units, code in moved:
            zero[code] = zero.get(code, 0) + units
            sums[account, code] = sums.get((account, code), 0) + units
        postings += len(moved)
        if any(zero.values()):
            problems.append(f"entry {number} does not balance: {zero}")
    if problems:
        return Verified(entries=expected, postings=postings, digest=before, problems=tuple(problems))
    return Verified(
        entries=expected,
        postings=postings,
        digest=before,
        problems=tuple(_sums_differ(journal, sums, postings, balance_checks)),
    )


def _sums_differ(
    journal: TableJournal, sums: dict[tuple[str, str], int], postings: int, balance_checks: tuple[BalanceCheck, ...]
) -> list[str]:
    problems = []
    balances = journal.balances()
    by_entry = {name: units for name, units in sums.items() if units}
    for account, code in sorted(by_entry.keys() | balances.keys()):
        told, found = balances.get((account, code), 0), by_entry.get((account, code), 0)
        if told != found:
            problems.append(
                f"{account}: the entries sum to {found} minor units of {code}, the postings by account to {told}"
            )
    kept = sum(total.postings for total in journal.totals().values())
    if kept != postings:
        problems.append(f"the entries have {postings} postings, but {kept} are kept by account")
    for check in balance_checks:
        try:
            check(balances)
        except BrokenInvariant as error:
            problems.append(str(error))
    return [*problems[:TOLD], *(["and more"] if len(problems) > TOLD else [])]
