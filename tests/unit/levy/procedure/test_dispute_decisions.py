"""Decisions on disputes: the vectors say where each cent goes; here the refusals and repeats."""

from __future__ import annotations

from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.dispute_decisions import decide_dispute
from agister.levy.procedure.disputes import open_dispute
from agister.levy.procedure.letting_off import remit
from tests.unit.levy.procedure.desk import ACT, Desk, day


def _desk(paid: int = 0, disputed: int = 40) -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(1000, on="2028-08-01")
    if paid:
        desk.pay(paid, value_day="2028-08-05")
    desk.book(
        open_dispute(
            desk.journal, ACT, case="D-1", assessment_id="acme/2027/1", amount=disputed, ground="x", on=day("2028-08-10"),
            by="acme",
        )
    )  # fmt: skip
    return desk


def _decide(desk: Desk, outcome: str, **changes: Any) -> tuple[JournalEntry, ...]:
    said: dict[str, Any] = {"case": "D-1", "reason": "y", "on": day("2028-08-20"), "by": "ben"}
    return decide_dispute(desk.journal, outcome=outcome, **{**said, **changes})


def test_unpaid_is_taken_away_first_then_what_rests() -> None:
    desk = _desk(70)
    (entry,) = desk.book(_decide(desk, "annulled"))
    assert entry.facts["reduced_by"] == 40
    charge = desk.charge()
    assert (charge.raised, charge.paid, charge.outstanding, charge.held) == (60, 60, 0, 0)
    assert (desk.balance("Refund:acme"), desk.balance("Pot:2027"), desk.balance("Held:Disputed:D-1")) == (10, 60, 0)
    assert _decide(desk, "annulled") == (entry,)


def test_what_was_shared_out_is_paid_back_out_of_the_reserve_or_refused() -> None:
    desk = _desk(100, 40)
    desk.book(_decide(desk, "confirmed"))
    desk.shared_out(75, reserve=25, on="2028-08-21")
    desk.book(
        open_dispute(
            desk.journal, ACT, case="D-1", assessment_id="acme/2027/1", amount=40, ground="x", on=day("2028-08-22"),
            by="acme", forum="panel",
        )
    )  # fmt: skip
    with pytest.raises(ProcedureError, match=r"was shared out .* the reserve holds EUR 0.25: reverse the run"):
        _decide(desk, "annulled", on=day("2028-08-23"))
    desk.book(_decide(desk, "varied", reduced_by=25, on=day("2028-08-23")))
    assert (desk.balance("Reserve"), desk.balance("Refund:acme")) == (0, 25)
    assert desk.charge().raised == 75


@pytest.mark.parametrize(
    ("outcome", "change", "message"),
    [
        ("maybe", {}, "is no outcome"),
        ("confirmed", {"reduced_by": 1}, "what is confirmed is not reduced"),
        ("varied", {}, "less than the EUR 0"),
        ("varied", {"reduced_by": 40}, "less than the EUR 0"),
        ("annulled", {"reduced_by": 39}, "annulled takes away all EUR 0"),
        ("confirmed", {"by": "ana"}, "ana issued the assessment; another officer reviews it"),
        ("confirmed", {"on": day("2028-08-09")}, "before what is booked about it"),
    ],
)
def test_refusals(outcome: str, change: dict[str, Any], message: str) -> None:
    with pytest.raises(ProcedureError, match=message):
        _decide(_desk(), outcome, **change)


def test_decided_twice_is_refused() -> None:
    desk = _desk()
    desk.book(_decide(desk, "confirmed"))
    with pytest.raises(ProcedureError, match="the dispute is decided"):
        _decide(desk, "annulled", on=day("2028-08-21"))


def test_a_part_that_was_let_off_stands_in_the_way() -> None:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(1000, on="2028-08-01")
    desk.book(remit(desk.journal, "levy/acme/2027", 80, reason="flood", on=day("2028-08-02"), by="ana"))
    desk.book(
        open_dispute(
            desk.journal, ACT, case="D-1", assessment_id="acme/2027/1", amount=100, ground="x", on=day("2028-08-10"),
            by="acme",
        )
    )  # fmt: skip
    with pytest.raises(ProcedureError, match="was let off or written off; correct that entry first"):
        _decide(desk, "annulled")
