"""The end of a day books what fell due, once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agister.levy.procedure.day_end import close_day, day_end
from agister.levy.procedure.dispute_decisions import decide_dispute
from agister.levy.procedure.disputes import open_dispute
from tests.levy_acts import act
from tests.unit.levy.procedure.desk import ACT, Desk, day

LEVY = "levy/acme/2027"


def _desk(filed: str = "2028-08-01", revenue: int = 10_000_000) -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    if filed:
        desk.filed(revenue, on=filed)
    return desk


def _kinds(desk: Desk, on: str, **more: object) -> list[str]:
    return [entry.kind for entry in desk.book(day_end(desk.journal, ACT, day(on), "clock", **more))]  # type: ignore[arg-type]


def test_an_overdue_obligation_books_only_its_penalty() -> None:
    desk = _desk("")
    assert _kinds(desk, "2028-08-31") == []
    assert _kinds(desk, "2028-09-01") == ["penalty_raised"]
    assert _kinds(desk, "2028-09-01") == []
    assert _kinds(desk, "2028-08-31") == []


def test_interest_on_what_was_cleared_late_and_on_what_is_asked_for() -> None:
    desk = _desk()
    assert _kinds(desk, "2028-09-01") == ["assessment_final"]
    assert _kinds(desk, "2028-11-01") == []  # Unpaid and not asked for: nothing is booked every day.
    assert _kinds(desk, "2028-11-01", asked=(LEVY,)) == ["interest_raised"]
    desk.pay(1_000_000, value_day="2028-12-01")
    assert _kinds(desk, "2028-12-05") == ["interest_raised"]
    assert desk.charge("interest/acme/2027").counted_until == day("2028-12-01")
    assert _kinds(desk, "2029-12-05") == []


def test_a_decision_lowers_interest_and_earns_interest() -> None:
    desk = _desk()
    desk.book(
        open_dispute(
            desk.journal, ACT, case="D-1", assessment_id="acme/2027/1", amount=500_000, ground="x", on=day("2028-08-20"),
            by="acme",
        )
    )  # fmt: skip
    _kinds(desk, "2028-11-01", asked=(LEVY,))
    desk.pay(1_000_000, value_day="2028-11-01")
    desk.book(decide_dispute(desk.journal, case="D-1", outcome="annulled", reason="x", on=day("2028-12-01"), by="ben"))
    assert _kinds(desk, "2028-12-02") == ["interest_raised", "repayment_interest"]
    assert desk.charge("interest/acme/2027").raised == 2123  # 500,000 × 5 % × 31/365 = 2,123.29


def test_what_cannot_be_booked_is_named_and_the_rest_is_booked() -> None:
    desk = _desk("2028-09-15")
    value = ACT.values["late_interest"][0]
    gap = replace(ACT, values={**ACT.values, "late_interest": (replace(value, until=day("2028-10-05")),)})
    desk.pay(1_000_000, value_day="2028-11-01")
    found = close_day(desk.journal, gap, day("2028-11-02"), "clock")
    assert [entry.kind for entry in found.entries] == ["penalty_raised", "assessment_final"]
    assert found.left_open == ("no rate of interest is recorded for 2028-10-05: add it to the act, with its source",)


@pytest.mark.parametrize("on", ["2028-08-30", "2028-12-31", "2031-01-01"])
def test_an_act_that_is_silent_costs_nothing(on: str) -> None:
    desk = _desk("2028-09-15")
    desk.pay(1_000_000, value_day="2028-12-01")
    silent = act("turnover", {"rate": "1/10"})
    found = close_day(desk.journal, silent, day(on), "clock")
    assert {entry.kind for entry in found.entries} <= {"assessment_final"}
    assert found.left_open == ()
