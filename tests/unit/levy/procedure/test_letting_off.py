"""Remission and write-off."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.levy.procedure.disputes import open_dispute
from agister.levy.procedure.letting_off import remit, write_off
from tests.unit.levy.procedure.desk import ACT, Desk, day

ON = day("2028-12-01")


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(1000)
    return desk


def test_a_part_is_let_off_and_the_rest_written_off() -> None:
    desk = _desk()
    desk.pay(10)
    (entry,) = desk.book(remit(desk.journal, "levy/acme/2027", 30, reason="flood", on=ON, by="ana"))
    assert remit(desk.journal, "levy/acme/2027", 30, reason="flood", on=ON, by="ana") == (entry,)
    desk.book(write_off(desk.journal, "levy/acme/2027", 60, reason="bankrupt", on=ON, by="ana"))
    charge = desk.charge()
    assert (charge.outstanding, charge.state, charge.remitted, charge.written_off) == (0, "written off", 30, 60)
    assert (desk.balance("Loss:Remission"), desk.balance("Loss:Collection")) == (30, 60)
    assert desk.balance("Receivable:Levy:acme") == 0


@pytest.mark.parametrize("units", [0, -1, 101])
def test_not_more_than_is_left(units: int) -> None:
    with pytest.raises(ProcedureError, match=r"is raised with EUR 1\.00 left"):
        remit(_desk().journal, "levy/acme/2027", units, reason="x", on=ON, by="ana")


def test_not_while_it_is_disputed() -> None:
    desk = _desk()
    desk.book(
        open_dispute(
            desk.journal,
            ACT,
            case="D-1",
            assessment_id="acme/2027/1",
            amount=5,
            ground="x",
            on=day("2028-08-20"),
            by="acme",
        )
    )
    with pytest.raises(ProcedureError, match=r"is disputed \(D-1\): decide the dispute first"):
        write_off(desk.journal, "levy/acme/2027", 5, reason="x", on=ON, by="ana")
