"""Where everything stands on a day."""

from __future__ import annotations

from fractions import Fraction

import pytest

from agister.levy.procedure.deployments import register_deployment
from agister.levy.procedure.disputes import open_dispute
from agister.levy.procedure.membership import record_membership
from agister.levy.procedure.overview import age_of, overview
from tests.unit.levy.procedure.desk import ACT, Desk, day


@pytest.mark.parametrize(
    ("on", "age"),
    [
        ("2028-10-01", "not yet due"),
        ("2028-10-02", "up to 30 days"),
        ("2028-10-31", "up to 30 days"),
        ("2028-11-01", "31 to 90 days"),
        ("2029-10-01", "91 to 365 days"),
        ("2029-10-02", "more than 365 days"),
    ],
)
def test_ages(on: str, age: str) -> None:
    assert age_of(day("2028-10-01"), day(on)) == age


def test_everything_on_one_day_and_on_a_day_before() -> None:
    desk = Desk()
    desk.register("acme")
    desk.register("bolt", since="2028-01-01")
    desk.book(
        record_membership(
            desk.journal, party="acme", member="Sub Ltd", since=day("2027-01-01"), until=day("2028-01-01"), evidence="x",
            votes=Fraction(1), on=day("2027-02-01"), by="ana",
        )
    )  # fmt: skip
    desk.book(
        register_deployment(
            desk.journal, id="chat", party="acme", product="Chat", models=("m",), channel="app", since=day("2027-01-01"),
            on=day("2027-02-01"), by="acme",
        )
    )  # fmt: skip
    desk.ask()
    desk.ask("bolt", 2028)
    desk.filed(1000)
    desk.pay(30, value_day="2028-08-05")
    desk.book(
        open_dispute(
            desk.journal,
            ACT,
            case="D-1",
            assessment_id="acme/2027/1",
            amount=80,
            ground="x",
            on=day("2028-08-20"),
            by="acme",
        )
    )
    found = overview(desk.journal, day("2028-11-15"))
    assert [(row.party, row.state, row.members, row.deployments) for row in found.parties] == [
        ("acme", "active", 0, 1), ("bolt", "active", 0, 0),
    ]  # fmt: skip
    assert found.parties[0].in_scope == {"undetermined": 1}
    assert found.obligations_by_state() == {"fulfilled": 1, "open": 1}
    assert found.outstanding_by_age() == {("EUR", "31 to 90 days"): 70}
    assert [(row.outstanding, row.held, row.locked) for row in found.charges] == [(70, 10, 0)]
    assert [(row.case, row.state) for row in found.disputes] == [("D-1", "open")]
    before = overview(desk.journal, day("2027-12-31"))
    assert (before.charges, before.disputes, before.parties[0].members) == ((), (), 1)
    assert before.obligations_by_state() == {"open": 1}
