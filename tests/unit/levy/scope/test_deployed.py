"""Deployments and consideration; the vectors are in conformance/levies/scope/deployments.json."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agister.levy.scope import Answer, DeclaredDeployment, GroupDeployment, Outcome
from agister.levy.scope.deployed import CHANNELS, CONSIDERATION, commercial, deployed

NONE = dict.fromkeys(CONSIDERATION, Answer.NO)


def _deployment(**changes: Any) -> DeclaredDeployment:
    said: dict[str, Any] = {
        "id": "d", "party": "p", "product": "Assistant", "models": ("m",), "channel": "app", "since": date(2027, 1, 1),
        "until": None, "consideration": NONE, "group_named": True,
    }  # fmt: skip
    return DeclaredDeployment(**{**said, **changes})


@pytest.mark.parametrize("question", CONSIDERATION)
def test_each_kind_of_consideration_is_enough(question: str) -> None:
    found = commercial(_deployment(consideration={**NONE, question: Answer.YES}))
    assert found.outcome is Outcome.MET
    assert found.place == f"consideration.{question}"
    assert CONSIDERATION[question] in found.evidence


@pytest.mark.parametrize("question", CONSIDERATION)
@pytest.mark.parametrize("answer", [Answer.OTHER, Answer.NOT_ANSWERED])
def test_what_is_not_denied_is_asked_for(question: str, answer: Answer) -> None:
    found = commercial(_deployment(consideration={**NONE, question: answer}))
    assert found.outcome is Outcome.UNDETERMINED
    assert found.missing == (f"whether {CONSIDERATION[question]}",)


def test_a_group_that_does_not_say_whether_it_earns() -> None:
    other = GroupDeployment(member="Cloud AG", product="API", model="m", commercial=Answer.NOT_ANSWERED)
    found = commercial(_deployment(group=(other,)))
    assert found.missing == ("whether Cloud AG earns with API",)


@pytest.mark.parametrize("channel", CHANNELS)
def test_everything_but_weights_is_a_deployment(channel: str) -> None:
    assert (deployed(_deployment(channel=channel)).outcome is Outcome.NOT_MET) is (channel == "weights")


def test_weights_are_a_deployment_where_they_are_paid_for() -> None:
    found = deployed(_deployment(channel="weights", consideration={**NONE, "paid": Answer.YES}))
    assert found.outcome is Outcome.MET
    assert "are a licence" in found.evidence
    silent = deployed(_deployment(channel="weights", consideration={}))
    assert silent.missing == ("whether users or customers pay for it", "whether somebody pays for a licence of it")
