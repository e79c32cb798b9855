"""The balance after each movement, oldest or newest first."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from agister.payments.bank_entry import Entry
from agister.payments.running_balance import running_balances


def moved(units: int, status: str = "BOOK") -> Entry:
    return Entry(
        place="line 2", units=abs(units), currency="EUR", credit=units >= 0, reversal=False, status=status, bank_reference="",
        value_day=date(2031, 1, 1), booking_day=date(2031, 1, 1), bank_code="", transactions=(),
    )  # fmt: skip


@given(st.integers(-1000, 1000), st.lists(st.integers(-99, 99), min_size=1, max_size=9), st.booleans())
def test_both_orders_give_the_same_ends(opening: int, amounts: list[int], newest_first: bool) -> None:
    rows: list[tuple[Entry, int | None]] = []
    balance = opening
    for units in amounts:
        balance += units
        rows.append((moved(units), balance))
    first, last, fault, ordered = running_balances(rows[::-1] if newest_first else rows, "EUR")
    assert fault == ""
    assert first is not None and last is not None
    # Read in the other order some chains hold as well (all zeros, a single row); the sum holds in either.
    assert last - first == sum(amounts) and len(ordered) == len(rows)
    if len(set(amounts)) > 1:
        assert (first, last) == (opening, balance) or [entry.signed for entry, _ in ordered] != amounts


def test_without_balances_nothing_is_said() -> None:
    assert running_balances([(moved(1), None), (moved(1), 5)], "EUR")[:3] == (None, None, "")
    assert running_balances([(moved(1, "PDNG"), 5)], "EUR")[:3] == (None, None, "")


def test_what_is_not_booked_moves_nothing() -> None:
    rows = [(moved(5), 105), (moved(9, "PDNG"), None), (moved(-1), 104)]
    assert running_balances(rows, "EUR")[:3] == (100, 104, "")


def test_a_break_is_named() -> None:
    fault = running_balances([(moved(5), 105), (moved(1), 107)], "EUR")[2]
    assert "line 2" in fault and "107 does not follow from 105 and the amount 1" in fault
