"""Charges folded from the journal."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.levy.procedure.charges import (
    charge,
    charges,
    charges_of,
    interest_charge_id,
    levy_charge_id,
    open_charges,
    penalty_charge_id,
)
from agister.levy.procedure.document_fields import is_identifier
from agister.levy.procedure.interest_charges import raise_interest
from agister.levy.procedure.obligations import LONGEST_PERIOD
from agister.levy.procedure.penalty_charges import raise_late_return_penalty
from agister.levy.procedure.registration import LONGEST_PARTY
from tests.unit.levy.procedure.desk import ACT, Desk, day


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(1_000_000, on="2028-09-10")
    return desk


def test_names() -> None:
    assert levy_charge_id("acme", "2027") == "levy/acme/2027"
    assert interest_charge_id("acme", "2027") == "interest/acme/2027"
    assert penalty_charge_id("late-return", "acme", "2027") == "penalty/late-return/acme/2027"
    # The longest one can be written in a document.
    assert is_identifier(penalty_charge_id("late-payment", "a" * LONGEST_PARTY, "2" * LONGEST_PERIOD))


def test_payments_count_from_the_day_of_value() -> None:
    desk = _desk()
    subject = desk.received("R-1", 40_000, "2028-09-20", on="2028-09-25")
    desk.apply(subject, [("levy/acme/2027", 40_000)], on="2028-11-30")
    found = charge(desk.journal, "levy/acme/2027")
    assert found.left_on(day("2028-09-20")) == 60_000
    assert (found.state, found.assessment) == ("part-paid", "assessment:acme/2027/1")


def test_money_goes_to_the_oldest_levy_then_its_interest_then_penalties() -> None:
    desk = _desk()
    desk.book(raise_late_return_penalty(desk.journal, ACT, "acme", "2027", on=day("2028-09-10"), by="clock"))
    desk.ask(year=2028)
    desk.filed(500, year=2028, on="2029-08-01")
    desk.book(raise_interest(desk.journal, ACT, "levy/acme/2027", day("2029-09-01"), on=day("2029-09-01"), by="clock"))
    assert [item.id for item in open_charges(desk.journal, "acme")] == [
        "levy/acme/2027",
        "interest/acme/2027",
        "levy/acme/2028",
        "penalty/late-return/acme/2027",
    ]
    desk.pay(100_000, value_day="2029-10-01")
    assert open_charges(desk.journal, "acme")[0].id == "interest/acme/2027"
    assert open_charges(desk.journal, "bolt") == []
    assert [item.what for item in charges_of(charges(desk.journal).values(), "Penalty")] == ["Penalty"]


def test_no_such_charge() -> None:
    with pytest.raises(ProcedureError, match="there is no charge 'levy/x/2027'"):
        charge(_desk().journal, "levy/x/2027")
