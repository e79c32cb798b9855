"""The balance that a table gives after each movement: oldest first or newest first, it must follow from the amounts."""

from __future__ import annotations

from collections.abc import Sequence

from agister.payments.bank_entry import Entry
from agister.payments.statement import BOOKED

_Rows = Sequence[tuple[Entry, int | None]]


def running_balances(rows: _Rows, code: str) -> tuple[int | None, int | None, str, _Rows]:
    """Opening and closing balance in minor units, why nothing may be booked, and the rows from the oldest on.

    No balances where not all booked rows have one. Rows that are not booked move none.
    """
    booked = [(entry, balance) for entry, balance in rows if entry.status == BOOKED]
    if not booked or any(balance is None for _, balance in booked):
        return None, None, "", rows
    found = [(entry, balance) for entry, balance in booked if balance is not None]
    forward = _first_break(found)
    if forward is None:
        return found[0][1] - found[0][0].signed, found[-1][1], "", rows
    backward = _first_break(found[::-1])
    if backward is None:
        oldest, newest = found[-1], found[0]
        return oldest[1] - oldest[0].signed, newest[1], "", rows[::-1]
    entry, balance = found[forward]
    before = found[forward - 1][1]
    return None, None, (
        f"{entry.place}: the balance {balance} does not follow from {before} and the amount {entry.signed} "
        f"({code}, minor units): lines are missing or changed"
    ), rows  # fmt: skip


def _first_break(found: Sequence[tuple[Entry, int]]) -> int | None:
    """Where a balance is not the one before and the amount; None where all are."""
    for at in range(1, len(found)):
        if found[at - 1][1] + found[at][0].signed != found[at][1]:
            return at
    return None
