"""When an assessment is final."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.levy.procedure.assessments import AssessmentState, assessment
from agister.levy.procedure.dispute_decisions import decide_dispute
from agister.levy.procedure.disputes import FORUMS, open_dispute
from agister.levy.procedure.finality import dispute_until, make_final
from agister.levy.procedure.law import act_in_force
from tests.unit.levy.procedure.desk import ACT, Desk, day


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(on="2028-08-01")
    return desk


def _through(desk: Desk, forums: tuple[str, ...]) -> None:
    for forum in forums:
        desk.book(
            open_dispute(
                desk.journal, ACT, case="D-1", assessment_id="acme/2027/1", amount=10, ground="x", on=day("2028-08-20"),
                by="acme", forum=forum,
            )
        )  # fmt: skip
        desk.book(
            decide_dispute(desk.journal, case="D-1", outcome="confirmed", reason="y", on=day("2028-08-20"), by="ben")
        )


def test_thirty_days_after_the_assessment() -> None:
    desk = _desk()
    found = assessment(desk.journal, "acme/2027/1")
    assert dispute_until(act_in_force(desk.journal, ACT), found) == day("2028-08-31")
    with pytest.raises(ProcedureError, match="can be disputed until 2028-08-31"):
        make_final(desk.journal, ACT, found, on=day("2028-08-31"), by="clock")
    first = desk.book(make_final(desk.journal, ACT, found, on=day("2028-09-01"), by="clock"))
    assert make_final(desk.journal, ACT, found, on=day("2028-09-01"), by="clock") == first
    assert assessment(desk.journal, "acme/2027/1").state is AssessmentState.FINAL
    with pytest.raises(ProcedureError, match="the assessment is final"):
        make_final(desk.journal, ACT, assessment(desk.journal, "acme/2027/1"), on=day("2028-09-02"), by="clock")


def test_thirty_days_after_a_decision_and_at_once_after_a_court() -> None:
    desk = _desk()
    _through(desk, FORUMS[:1])
    found = assessment(desk.journal, "acme/2027/1")
    assert dispute_until(act_in_force(desk.journal, ACT), found) == day("2028-09-19")
    desk = _desk()
    _through(desk, FORUMS)
    (entry,) = make_final(desk.journal, ACT, assessment(desk.journal, "acme/2027/1"), on=day("2028-08-21"), by="clock")
    assert entry.facts["reason"] == "a court decided"
