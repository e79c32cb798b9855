"""Whoever the act does not reach is told so first."""

from __future__ import annotations

import pytest

from agister.ledger import Amount
from agister.levy.procedure.kick_out import kicked_out, questions
from agister.levy.procedure.law import Act
from tests.levy_acts import act, shipped
from tests.unit.levy.procedure.desk import ACT, day

ON = day("2027-06-01")
DST = Act(instrument=shipped("uk-dst"), digest="")


def _pounds(millions: int) -> Amount:
    return Amount(units=millions * 100_000_000, currency="GBP")


def test_questions_follow_from_the_thresholds_of_the_act() -> None:
    assert [item.key for item in questions(DST, ON)] == ["commercial", "world_revenue", "local_revenue"]
    assert [item.key for item in questions(Act(instrument=ACT, digest=""), ON)] == ["commercial"]
    assert "exceed GBP 500,000,000.00" in questions(DST, ON)[1].text


@pytest.mark.parametrize(
    ("world", "local", "kicked"),
    [(500, 100, True), (501, 25, True), (501, 26, False), (900, 100, False)],
)
def test_both_thresholds_must_be_exceeded(world: int, local: int, kicked: bool) -> None:
    answers: dict[str, bool | Amount] = {
        "commercial": True,
        "world_revenue": _pounds(world),
        "local_revenue": _pounds(local),
    }
    assert bool(kicked_out(DST, ON, answers)) is kicked


def test_the_first_answer_that_fails_ends_it_with_the_law() -> None:
    why = kicked_out(DST, ON, {"commercial": True, "world_revenue": _pounds(500)})
    assert why.startswith("You are not in scope of")
    assert "You said GBP 500,000,000.00" in why
    assert "s. 46" in why
    assert "You said no" in kicked_out(DST, ON, {"commercial": False})


def test_nobody_is_kicked_out_by_what_was_not_asked() -> None:
    assert kicked_out(DST, ON, {}) == ""
    assert kicked_out(DST, ON, {"commercial": True, "local_revenue": _pounds(0)}) == ""
    euro = Amount(units=1, currency="EUR")
    assert kicked_out(DST, ON, {"commercial": True, "world_revenue": euro, "local_revenue": euro}) == ""


def test_an_act_with_an_allowance_alone_asks_from_half_of_it_on() -> None:
    found = Act(instrument=act("turnover", {"rate": "1/10", "allowance": 1001}), digest="")
    asked = questions(found, ON)[-1]
    assert asked.passed(Amount(units=501, currency="EUR"))
    assert not asked.passed(Amount(units=500, currency="EUR"))
