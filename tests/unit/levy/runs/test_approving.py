"""Two people approve who did not prepare it; with the second the money moves, all of it and once."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import JournalError, ProcedureError
from agister.levy.allocations.key_file import parse_key
from agister.levy.runs.approving import approve
from agister.levy.runs.payout import Standing
from agister.levy.runs.record import sharing_record
from tests.levy_runs import KEY, PAYEES, Desk


def ready() -> Desk:
    desk = Desk()
    desk.money_in(10_000)
    desk.proposed()
    desk.frozen(payees=PAYEES | {"maps": Standing(hold="Suspended", reason="under review")})
    return desk


def test_the_first_approval_moves_nothing() -> None:
    desk = ready()
    desk.approved(times=1)
    assert desk.balance("Pot:2031") == 10_000
    assert sharing_record(desk.journal).run("2031").state == "approved by one"


def test_the_second_moves_every_unit_to_its_place() -> None:
    desk = ready()
    desk.approved()
    assert {account: -units for (account, _), units in desk.journal.balances().items()} == {
        "Administration": 200,
        "Bank:main": -10_000,
        "Held:Suspended:2031": 2111,
        "Payable:archive": 2111,
        "Payable:encyclopedia": 2111,
        "Payable:fund": 3167,
        "Reserve": 300,
    }
    record = sharing_record(desk.journal)
    assert record.run("2031").approved_by == ("cleo", "dan")
    assert record.run("2031").collected == {"2031": {"2031": 10_000}}
    assert record.payout("2031/maps").held == {"Held:Suspended:2031": 2111}


@pytest.mark.parametrize("by", ["ana", "ben", " BEN"])
def test_whoever_prepared_it_does_not_approve(by: str) -> None:
    desk = ready()
    with pytest.raises(ProcedureError, match="prepared run 2031: somebody else must do this"):
        approve(desk.journal, run="2031", on=date(2032, 3, 3), by=by)


def test_nobody_approves_twice() -> None:
    desk = ready()
    desk.approved(times=1)
    with pytest.raises(ProcedureError, match="Cleo approved run 2031 already"):
        approve(desk.journal, run="2031", on=date(2032, 3, 3), by="Cleo")


def test_a_third_approval_is_refused() -> None:
    desk = ready()
    desk.approved()
    with pytest.raises(ProcedureError, match="run 2031 is approved: approve second needs"):
        approve(desk.journal, run="2031", on=date(2032, 3, 3), by="eve")


def test_a_key_that_lost_its_force_after_freezing_is_refused() -> None:
    desk = ready()
    desk.decide("D-1", parse_key(KEY + b"# later\n"))
    with pytest.raises(ProcedureError, match="the key of run 2031 is not in force: decision D-1 adopted another key"):
        approve(desk.journal, run="2031", on=date(2032, 3, 3), by="cleo")


def test_two_who_approve_at_once_move_the_money_once() -> None:
    desk = ready()
    desk.approved(times=1)
    # Both read the same state; the journal books one of them.
    one = approve(desk.journal, run="2031", on=date(2032, 3, 3), by="dan")
    other = approve(desk.journal, run="2031", on=date(2032, 3, 3), by="eve")
    desk.book(one)
    with pytest.raises(JournalError, match="booked already"):
        desk.book(other)
    assert desk.balance("Pot:2031") == 0


def test_one_payee_of_two_programmes_has_one_payout() -> None:
    key = b"""
kind: fixed
weights: {commons: 1, adaptation: 1}
within:
  commons: {kind: fixed, weights: {fund: 1}}
  adaptation: {kind: fixed, weights: {fund: 1}}
"""
    desk = Desk(key)
    desk.money_in(101)
    desk.proposed()
    desk.frozen(payees={"fund": Standing()})
    desk.approved()
    payout = sharing_record(desk.journal).payout("2031/fund")
    assert (payout.entitled, payout.payable, desk.balance("Payable:fund")) == (101, 101, 101)
