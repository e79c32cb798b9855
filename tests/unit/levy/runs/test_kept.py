"""The reserve takes until it is full; what administration does not need goes back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from agister.errors import ProcedureError
from agister.levy.runs.kept import return_administration, room_in_reserve
from tests.levy_runs import Desk

DAY = date(2032, 3, 2)


def test_the_first_run_builds_a_reserve_already() -> None:
    desk = Desk()
    desk.money_in(10_000)
    desk.proposed()
    assert room_in_reserve(desk.journal, run="2031", on=DAY) == 2500
    assert room_in_reserve(desk.journal, run="2031", on=DAY, full=Fraction(1, 3)) == 3333


def test_a_full_reserve_takes_no_more() -> None:
    desk = Desk(b"kind: fixed\nweights: {reserve: 30, archive: 70}")
    everybody: dict[str, object] = {"purposes": ()}
    desk.money_in(10_000)
    desk.proposed("1")
    desk.frozen("1", reserve_room=room_in_reserve(desk.journal, run="1", on=DAY), **everybody)
    desk.approved("1")
    # A quarter of the 10,000 that this run shares out, not 30 % of them.
    assert (desk.balance("Reserve"), desk.balance("Payable:archive")) == (2500, 7500)
    desk.money_in(1000)
    desk.proposed("2")
    # The year's payouts are now 7,500 and 1,000: a quarter of them is less than what is there.
    assert room_in_reserve(desk.journal, run="2", on=DAY.replace(day=4)) == 0
    desk.frozen("2", reserve_room=0, **everybody)
    desk.approved("2")
    assert (desk.balance("Reserve"), desk.balance("Payable:archive")) == (2500, 8500)


def test_payouts_of_more_than_a_year_ago_do_not_count() -> None:
    desk = Desk()
    desk.money_in(10_000)
    desk.shared_out()
    desk.money_in(1000)
    desk.proposed("2")
    assert room_in_reserve(desk.journal, run="2", on=date(2033, 3, 2)) == (9500 + 1000) // 4 - 300
    assert room_in_reserve(desk.journal, run="2", on=date(2033, 3, 3)) == 0


def test_what_was_not_needed_for_costs_goes_back() -> None:
    desk = Desk()
    desk.money_in(10_000)
    desk.shared_out()
    asked = {"pot": "2031", "currency": "EUR", "reason": "not needed", "on": DAY, "by": "eve"}
    for units in (150, 50):
        desk.book(return_administration(desk.journal, units=units, **asked))  # type: ignore[arg-type]
    assert (desk.balance("Administration"), desk.balance("Pot:2031")) == (0, 200)
    for units in (1, 0, -1):
        with pytest.raises(ProcedureError, match=r"cannot go back to the pot: EUR 0\.00 are left"):
            return_administration(desk.journal, units=units, **asked)  # type: ignore[arg-type]
