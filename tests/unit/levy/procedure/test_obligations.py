"""Obligations: days of the act, states by the day, no gap and no overlap."""

from __future__ import annotations

from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.obligations import (
    ObligationState,
    obligation,
    obligation_for,
    obligations,
    open_obligation,
    waive_obligation,
)
from tests.levy_acts import act, shipped
from tests.unit.levy.procedure.desk import Desk, day


def _open(desk: Desk, **changes: Any) -> tuple[JournalEntry, ...]:
    said: dict[str, Any] = {
        "party": "acme", "period": "2027", "start": day("2027-01-01"), "end": day("2027-12-31"), "on": day("2027-01-03"),
        "by": "ana",
    }  # fmt: skip
    return open_obligation(desk.journal, desk.instrument, **{**said, **changes})


def _desk(**changes: Any) -> Desk:
    desk = Desk(**changes)
    desk.register()
    return desk


def test_days_are_those_of_the_act_and_move_with_a_calendar() -> None:
    desk = _desk()
    desk.book(_open(desk))
    found = obligation(desk.journal, "acme", "2027")
    assert (found.file_by, found.pay_by) == (day("2028-08-31"), day("2028-10-01"))
    moved = _open(_desk(), calendar="target")[0]
    assert moved.facts["pay_by"] == "2028-10-02"  # 1 October 2028 is a Sunday.


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2027-12-31", ObligationState.OPEN),
        ("2028-01-01", ObligationState.DUE),
        ("2028-08-31", ObligationState.DUE),
        ("2028-09-01", ObligationState.OVERDUE),
    ],
)
def test_the_day_alone_makes_it_due_and_overdue(on: str, state: ObligationState) -> None:
    desk = _desk()
    desk.book(_open(desk))
    assert obligation(desk.journal, "acme", "2027").state_on(day(on)) is state


def test_fulfilled_by_a_return_and_waived_by_the_office() -> None:
    desk = _desk()
    desk.ask()
    desk.filed(on="2028-09-05")
    found = obligation(desk.journal, "acme", "2027")
    assert (found.state_on(day("2029-01-01")), found.filed) == (ObligationState.FULFILLED, day("2028-09-05"))
    with pytest.raises(ProcedureError, match="the obligation is fulfilled"):
        waive_obligation(desk.journal, party="acme", period="2027", reason="x", on=day("2028-10-01"), by="ana")
    desk.ask(year=2028)
    waive = {"party": "acme", "period": "2028", "reason": "never traded", "on": day("2029-02-01"), "by": "ana"}
    desk.book(waive_obligation(desk.journal, **waive))  # type: ignore[arg-type]
    desk.book(waive_obligation(desk.journal, **waive))  # type: ignore[arg-type]
    assert [item.booked_state for item in obligations(desk.journal)] == ["fulfilled", "waived"]


def test_asked_twice_is_booked_once() -> None:
    desk = _desk()
    assert desk.book(_open(desk)) == _open(desk)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"period": "2028", "start": day("2027-07-01"), "end": day("2028-06-30")}, "overlaps the period 2027"),
        ({"period": "2029", "start": day("2029-01-01"), "end": day("2029-12-31")}, "leaves a gap: .* begins on 2028-01-01"),
        ({"period": "20 28", "start": day("2028-01-01"), "end": day("2028-12-31")}, "cannot name a period"),
        ({"period": "2" * 19, "start": day("2028-01-01"), "end": day("2028-12-31")}, "at most 18"),
        ({"period": "2028", "start": day("2028-01-01"), "end": day("2029-12-31")}, "covers a year at most"),
        ({"period": "2028", "start": day("2028-12-31"), "end": day("2028-01-01")}, "is no period"),
        ({"on": day("2027-02-01")}, "the obligation is open"),
        ({"party": "nobody"}, "party nobody is unregistered"),
        ({"period": "2028", "start": day("2028-01-01"), "end": day("2028-12-31"), "file_by": day("2029-01-31")}, "lays down 2029-08-31"),
    ],
)  # fmt: skip
def test_refusals(change: dict[str, Any], message: str) -> None:
    desk = _desk()
    desk.book(_open(desk))
    with pytest.raises(ProcedureError, match=message):
        _open(desk, **change)


def test_the_first_period_begins_when_the_party_is_liable() -> None:
    desk = Desk()
    desk.register(since="2027-04-01")
    with pytest.raises(ProcedureError, match="begins on 2027-04-01"):
        _open(desk)
    desk.book(_open(desk, start=day("2027-04-01")))


def test_an_act_without_days_needs_them_given() -> None:
    desk = _desk(instrument=shipped("essay"))
    with pytest.raises(ProcedureError, match="lays down no days to file and to pay by"):
        _open(desk)
    desk.book(_open(desk, file_by=day("2028-06-30"), pay_by=day("2028-07-31")))
    assert obligation(desk.journal, "acme", "2027").pay_by == day("2028-07-31")
    with pytest.raises(ProcedureError, match="must come after the end of the period"):
        _open(
            desk, period="2028", start=day("2028-01-01"), end=day("2028-12-31"), file_by=day("2028-06-30"),
            pay_by=day("2029-01-31"),
        )  # fmt: skip


def test_facts_come_by_the_day_of_payment_where_nobody_files() -> None:
    invoiced = _desk(instrument=act("turnover", {"rate": "1/10", "pay_on": "10-01"}))
    (entry,) = _open(invoiced)
    assert (entry.facts["file_by"], entry.facts["pay_by"]) == ("2028-10-01", "2028-10-01")
    unpaid = _desk(instrument=act("turnover", {"rate": "1/10", "file_months": 8}))
    with pytest.raises(ProcedureError, match="lays down no day to pay by"):
        _open(unpaid)


def test_no_obligation_no_state() -> None:
    with pytest.raises(ProcedureError, match="no return is asked of acme for 2030"):
        obligation(_desk().journal, "acme", "2030")


def test_what_was_waived_may_be_asked_for_anew_with_other_days() -> None:
    desk = _desk()
    desk.book(_open(desk))
    desk.book(
        waive_obligation(desk.journal, party="acme", period="2027", reason="wrong end", on=day("2027-02-01"), by="ana")
    )
    desk.book(_open(desk, period="2027a", end=day("2027-09-30"), on=day("2027-02-01")))
    desk.book(_open(desk, period="2027b", start=day("2027-10-01"), end=day("2027-12-31"), on=day("2027-02-01")))
    found = obligation_for(desk.journal, "acme", day("2027-01-01"), day("2027-12-31"))
    assert found is not None
    assert found.booked_state is ObligationState.WAIVED
    assert obligation_for(desk.journal, "acme", day("2027-01-02"), day("2027-12-31")) is None
