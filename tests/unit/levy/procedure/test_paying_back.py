"""Where money comes from that is paid back, and how a charge is changed."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.levy.procedure.letting_off import remit
from agister.levy.procedure.paying_back import change, lies_in, out_of_pot
from tests.unit.levy.procedure.desk import Desk, day


def _desk(paid: int) -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(1000)
    if paid:
        desk.pay(paid)
    return desk


def _moved(postings: tuple[object, ...]) -> list[tuple[str, int]]:
    return [(item.account, item.units) for item in postings]  # type: ignore[attr-defined]


def test_first_the_pot_then_the_reserve_then_nothing() -> None:
    desk = _desk(100)
    desk.shared_out(50, reserve=20)
    assert (lies_in(desk.journal, "Pot:2027", "EUR"), lies_in(desk.journal, "Reserve", "EUR")) == (30, 20)
    found = out_of_pot(desk.journal, "2027", "EUR", 45, "Refund:acme", "test")
    assert _moved(found) == [("Pot:2027", 30), ("Refund:acme", -30), ("Reserve", 15), ("Refund:acme", -15)]
    assert out_of_pot(desk.journal, "2027", "EUR", 0, "Refund:acme", "test") == ()
    with pytest.raises(ProcedureError, match=r"test: EUR 0\.51 would have to be paid back"):
        out_of_pot(desk.journal, "2027", "EUR", 51, "Refund:acme", "test")


def test_up_down_and_beyond_what_is_unpaid() -> None:
    desk = _desk(70)
    charge = desk.charge()
    assert _moved(change(desk.journal, charge, 5)) == [("Receivable:Levy:acme", 5), ("Assessed:Levy:2027", -5)]
    assert change(desk.journal, charge, 0) == ()
    assert _moved(change(desk.journal, charge, -40)) == [
        ("Assessed:Levy:2027", 30), ("Receivable:Levy:acme", -30), ("Pot:2027", 10), ("Refund:acme", -10),
    ]  # fmt: skip


def test_nothing_is_paid_back_that_was_never_paid() -> None:
    desk = _desk(0)
    desk.book(remit(desk.journal, "levy/acme/2027", 80, reason="x", on=day("2028-10-01"), by="ana"))
    with pytest.raises(ProcedureError, match="a part of it was let off or written off"):
        change(desk.journal, desk.charge(), -50)
