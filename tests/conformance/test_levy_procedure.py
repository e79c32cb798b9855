"""Runs the vectors of conformance/levies/procedure that follow a course of events: states, disputes, interest, failures in a row."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.levy.procedure.assessments import ASSESSMENT
from agister.levy.procedure.dispute_decisions import decide_dispute
from agister.levy.procedure.disputes import DISPUTE, open_dispute
from agister.levy.procedure.interest_charges import raise_interest
from agister.levy.procedure.obligations import OBLIGATION, open_obligation
from agister.levy.procedure.penalty_charges import raise_late_return_penalty
from agister.levy.procedure.registration import REGISTRATION
from agister.levy.procedure.returns import RETURN, file_return
from agister.levy.procedure.transitions import Machine
from tests.levy_acts import act, shipped
from tests.places import CONFORMANCE
from tests.unit.levy.procedure.desk import ACT, VALUES, Desk, day, declared

MACHINES: dict[str, Machine[Any]] = {
    machine.thing: machine for machine in (REGISTRATION, OBLIGATION, RETURN, ASSESSMENT, DISPUTE)
}


def _vectors(name: str) -> list[Any]:
    content = json.loads((CONFORMANCE / "levies" / "procedure" / f"{name}.json").read_text("utf-8"))
    return [pytest.param(vector, id=vector["name"]) for vector in content["vectors"]]


@pytest.mark.parametrize("vector", _vectors("states"))
def test_states(vector: dict[str, Any]) -> None:
    machine = MACHINES[vector["thing"]]
    state, refused = machine.begin, None
    for kind in vector["steps"]:
        try:
            machine.check(state, kind, "x")
        except ProcedureError:
            refused = kind
            break
        state = machine.after(state, kind)
    assert ({"refused": refused} if refused else {"state": state}) == vector["expected"]


@pytest.mark.parametrize("vector", _vectors("disputes"))
def test_disputes(vector: dict[str, Any]) -> None:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(vector["levy"] * 10, on="2028-08-01")

    def happen(event: dict[str, Any]) -> None:
        if "pay" in event:
            desk.pay(event["pay"], value_day="2028-08-10")
        elif "share_out" in event:
            desk.shared_out(event["share_out"], reserve=event["to_reserve"], on="2028-08-10")
        elif "dispute" in event:
            desk.book(
                open_dispute(
                    desk.journal, ACT, case=event["case"], assessment_id="acme/2027/1", amount=event["dispute"], ground="x",
                    on=day("2028-08-10"), by="acme",
                )
            )  # fmt: skip
        else:
            desk.book(
                decide_dispute(
                    desk.journal, case=event["case"], outcome=event["decide"], reduced_by=event["reduced_by"], reason="x",
                    on=day("2028-08-10"), by="ben",
                )
            )  # fmt: skip

    expected = vector["expected"]
    *before, last = vector["events"]
    for event in before:
        happen(event)
    if "refused" in expected:
        head = desk.journal.head()
        with pytest.raises(ProcedureError) as refused:
            happen(last)
        assert expected["refused"] in str(refused.value)
        assert desk.journal.head() == head
        return
    happen(last)
    charge = desk.charge()
    held = sum(desk.balance(account) for account, _ in desk.journal.balances(under="Held"))
    assert {
        "raised": charge.raised,
        "unpaid": charge.outstanding,
        "pot": desk.balance("Pot:2027"),
        "held": held,
        "reserve": desk.balance("Reserve"),
        "refund": desk.balance("Refund:acme"),
    } == expected


@pytest.mark.parametrize("vector", _vectors("interest_over_payments"))
def test_interest_over_payments(vector: dict[str, Any]) -> None:
    desk = Desk(act("turnover", {**VALUES, "late_interest": vector["rate"]}))
    desk.register()
    desk.ask()
    desk.filed(vector["levy"] * 10, on="2028-08-01")
    assert desk.charge().due == day(vector["due"])
    for value_day, units in vector["payments"]:
        desk.pay(units, value_day=value_day)
    until = day(vector["until"])
    entries = raise_interest(desk.journal, desk.instrument, "levy/acme/2027", until, on=until, by="clock")
    assert sum(int(str(entry.facts["amount"])) for entry in entries) == vector["expected"]


@pytest.mark.parametrize("vector", _vectors("repeated_failures"))
def test_repeated_failures(vector: dict[str, Any]) -> None:
    desk = Desk(shipped(vector["instrument"]))
    end = day(vector["first_period_end"])
    desk.register(since=f"{end.year}-01-01", on=f"{end.year}-01-02")
    found = []
    for number, filed in enumerate(vector["filed"]):
        year = end.year + number
        desk.book(
            open_obligation(
                desk.journal, desk.instrument, party="acme", period=str(year), start=date(year, 1, 1), end=date(year, 12, 31),
                on=date(year, 1, 2), by="ana",
            )
        )  # fmt: skip
        desk.book(file_return(desk.journal, declared(1, year=year, id=f"R-{year}"), on=day(filed), by="acme"))
        entries = raise_late_return_penalty(
            desk.journal, desk.instrument, "acme", str(year), on=day(filed) + timedelta(days=1), by="clock"
        )
        found.append(sum(int(str(entry.facts["amount"])) for entry in entries))
    assert found == vector["expected"]
