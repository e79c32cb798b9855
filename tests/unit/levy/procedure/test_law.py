"""What the act says, what was given for it, and what holds where it is silent."""

from __future__ import annotations

from fractions import Fraction

import pytest

from agister.errors import ProcedureError
from agister.levy.keys import VALUES
from agister.levy.procedure.law import WHERE_SILENT, Act, act_in_force
from tests.levy_acts import act, shipped
from tests.unit.levy.procedure.desk import ACT, DIGEST, Desk, day

ON = day("2027-06-01")


def test_every_deadline_is_a_value_that_an_act_may_lay_down() -> None:
    assert {VALUES[name].kind for name in WHERE_SILENT} == {"count"}
    assert all(deadline.source for deadline in WHERE_SILENT.values())


def test_the_act_takes_the_place_of_what_holds_where_it_is_silent() -> None:
    silent = Act(instrument=act("turnover", {"rate": "1/10"}), digest=DIGEST)
    said = Act(instrument=act("turnover", {"rate": "1/10", "review_days": 60}), digest=DIGEST)
    assert (silent.deadline("review_days", ON), said.deadline("review_days", ON)) == (30, 60)


def test_an_act_that_is_not_in_force_says_nothing() -> None:
    assert Act(instrument=ACT, digest="").value("rate", day("1999-01-01")) is None


def test_what_was_given_holds_for_all_days() -> None:
    found = Act(instrument=shipped("essay"), digest="", given={"rate": "3%"})
    assert [value.value for value in found.dated("rate", ON)] == [Fraction(3, 100)]
    assert found.dated("rate", ON)[0].holds(day("1990-01-01"))
    value = found.value("rate", ON)
    assert value is not None
    assert value.value == Fraction(3, 100)


def test_the_journal_names_the_file_of_the_act() -> None:
    assert act_in_force(Desk().journal, ACT).named() == DIGEST
    other = act_in_force(Desk(opened=False).journal, ACT, "sha256:" + "1" * 64)
    assert other.named() == "sha256:" + "1" * 64
    with pytest.raises(ProcedureError, match="names no file of the act test-act"):
        act_in_force(Desk(opened=False).journal, ACT).named()
