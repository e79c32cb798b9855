"""Which step leads a run from where to where."""

from __future__ import annotations

import itertools

import pytest

from agister.errors import ProcedureError
from agister.levy.runs.state import OPEN, PAYABLE, STEPS, Run, RunState, after


def run(state: RunState, **more: object) -> Run:
    return Run(
        id="2031", state=state, period="2031", currency="EUR", pots={"2031": 5}, total=5,
        key_digest="sha256:" + "0" * 64, decision="D-1", proposed_by="ana", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_way_of_a_run() -> None:
    state = RunState.PROPOSED
    for step in ("freeze", "approve first", "approve second", "publish", "pay", "reconcile", "pay", "reverse"):
        state = after(run(state), step)
    assert state is RunState.REVERSED


@pytest.mark.parametrize(("state", "step"), list(itertools.product(RunState, STEPS)))
def test_every_other_step_is_refused_with_both_states(state: RunState, step: str) -> None:
    allowed, to = STEPS[step]
    if state in allowed:
        assert after(run(state), step) is to
    else:
        with pytest.raises(ProcedureError, match=f"run 2031 is {state}: {step} needs a run that is"):
            after(run(state), step)


def test_nobody_is_paid_before_the_run_stands_in_public() -> None:
    assert not set(OPEN) & set(PAYABLE)
    assert RunState.APPROVED not in PAYABLE


def test_the_years_of_what_rests_count_from_the_last_year_of_collection() -> None:
    assert run(RunState.APPROVED, collected={"a": {"2029": 1, "2031": 4}, "b": {"2030": 2}}).year == 2031
    assert run(RunState.APPROVED).year == 0
