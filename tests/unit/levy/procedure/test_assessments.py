"""States of assessments, and which kind may be issued when."""

from __future__ import annotations

from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.assessments import AssessmentState, assessment, assessments, assessments_of
from agister.levy.procedure.dispute_decisions import decide_dispute
from agister.levy.procedure.disputes import open_dispute
from agister.levy.procedure.enquiries import close_enquiry, open_enquiry
from agister.levy.procedure.obligations import waive_obligation
from agister.levy.procedure.returns import amend_return
from tests.unit.levy.procedure.desk import ACT, DIGEST, Desk, day, declared, other_digest

EVIDENCE = "sha256:" + "e" * 64


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    return desk


def _dispute(desk: Desk, case: str, amount: int = 10) -> tuple[JournalEntry, ...]:
    return desk.book(
        open_dispute(
            desk.journal, ACT, case=case, assessment_id="acme/2027/1", amount=amount, ground="x", on=day("2028-08-10"),
            by="acme",
        )
    )  # fmt: skip


def _decide(desk: Desk, case: str, outcome: str) -> None:
    desk.book(decide_dispute(desk.journal, case=case, outcome=outcome, reason="y", on=day("2028-08-20"), by="ben"))


def _state(desk: Desk, number: int = 1) -> AssessmentState:
    return assessment(desk.journal, f"assessment:acme/2027/{number}").state


def test_issued_disputed_decided() -> None:
    desk = _desk()
    desk.filed()
    assert _state(desk) is AssessmentState.ISSUED
    _dispute(desk, "D-1")
    _dispute(desk, "D-2")
    _decide(desk, "D-1", "annulled")
    assert _state(desk) is AssessmentState.APPEALED  # D-2 is open.
    _decide(desk, "D-2", "confirmed")
    found = assessment(desk.journal, "acme/2027/1")
    assert (found.state, found.cases, found.forum) == (AssessmentState.CONFIRMED, ("D-1", "D-2"), "review")


def test_a_later_one_supersedes() -> None:
    desk = _desk()
    desk.filed()
    second = declared(2000)
    desk.book(amend_return(desk.journal, ACT, second, reason="more", on=day("2028-09-01"), by="acme"))
    desk.assess(second, "2028-09-02", kind="amended")
    assert (_state(desk), _state(desk, 2)) == (AssessmentState.SUPERSEDED, AssessmentState.ISSUED)
    assert [item.id for item in assessments_of(desk.journal, "acme", "2027")] == ["acme/2027/1", "acme/2027/2"]
    assert assessments_of(desk.journal, "acme", "2028") == ()


def test_unknown() -> None:
    assert assessments(Desk().journal) == {}
    with pytest.raises(ProcedureError, match="there is no assessment 'x'"):
        assessment(Desk().journal, "x")


@pytest.mark.parametrize(
    ("kind", "on", "message"),
    [
        ("self", "2028-09-01", "nobody filed a return; only a determination"),
        ("determination", "2028-08-31", "can be filed until 2028-08-31; a determination comes after that day"),
    ],
)
def test_without_a_return(kind: str, on: str, message: str) -> None:
    with pytest.raises(ProcedureError, match=message):
        _desk().assess(declared(1000), on, kind=kind, estimated=True)


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("determination", "a return was filed on 2028-08-01; assess it"),
        ("self", "stands already"),
        ("amended", "rests on a later version of the return"),
        ("discovery", "the return is filed, not closed"),
    ],
)
def test_with_a_return_that_was_assessed(kind: str, message: str) -> None:
    desk = _desk()
    desk.filed()
    with pytest.raises(ProcedureError, match=message):
        desk.assess(declared(3000), kind=kind, estimated=True)


def test_a_self_assessment_rests_on_the_last_version() -> None:
    desk = _desk()
    first = desk.filed()
    desk.book(amend_return(desk.journal, ACT, declared(2000), reason="more", on=day("2028-09-01"), by="acme"))
    with pytest.raises(ProcedureError, match="rests on a later version"):
        desk.assess(other_digest(first, 7), kind="amended")


def test_a_waived_obligation_and_an_open_dispute_stop_it() -> None:
    desk = _desk()
    desk.book(waive_obligation(desk.journal, party="acme", period="2027", reason="x", on=day("2028-01-01"), by="ana"))
    with pytest.raises(ProcedureError, match="the obligation was waived"):
        desk.assess(declared(1000), "2028-10-01", kind="determination", estimated=True)
    desk = _desk()
    desk.filed()
    _dispute(desk, "D-1")
    with pytest.raises(ProcedureError, match="is disputed; decide the dispute first"):
        desk.assess(declared(3000), kind="amended", evidence_digest=EVIDENCE)


def test_an_enquiry_that_changes_something_leads_to_an_amended_one() -> None:
    desk = _desk()
    desk.filed()
    about: dict[str, Any] = {"party": "acme", "period": "2027", "by": "ben"}
    desk.book(open_enquiry(desk.journal, ACT, reason="x", on=day("2028-09-01"), **about))
    desk.book(close_enquiry(desk.journal, outcome="amended", reason="more", on=day("2028-10-01"), **about))
    with pytest.raises(ProcedureError, match="rests on a later version"):
        desk.assess(declared(3000), "2028-10-02", kind="amended")
    (entry,) = desk.assess(declared(3000), "2028-10-02", kind="amended", evidence_digest=EVIDENCE)
    assert entry.facts["supersedes"] == "acme/2027/1"
    assert "return_digest" not in entry.facts


def test_a_discovery_comes_after_closing_within_the_limit_and_with_evidence() -> None:
    desk = _desk()
    desk.filed()
    with pytest.raises(ProcedureError, match="names its evidence"):
        desk.assess(declared(9000), "2029-09-01", kind="discovery")
    with pytest.raises(ProcedureError, match="can be assessed until 2031-12-31"):
        desk.assess(declared(9000), "2032-01-01", kind="discovery", evidence_digest=EVIDENCE)
    desk.assess(declared(9000), "2031-12-31", kind="discovery", evidence_digest=EVIDENCE)
    assert desk.charge().raised == 900
    assert DIGEST != EVIDENCE
