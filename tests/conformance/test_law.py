"""Runs the vectors of conformance/law: who may copy although a work is reserved."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from agister.law import Purpose, UserFacts, UserKind, exception_for
from agister.rights import Usage
from tests.places import CONFORMANCE

CONTENT = json.loads((CONFORMANCE / "law" / "exceptions.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", CONTENT["vectors"], ids=lambda vector: vector["name"])
def test_exception(vector: dict[str, Any]) -> None:
    facts = vector["user"]
    user = UserFacts(kind=UserKind(facts["kind"]), purpose=tuple(map(Purpose, facts["purpose"])), place=facts["place"])
    found = exception_for(user, Usage(vector["usage"]), date.fromisoformat(vector["on"]))
    expected = {"record": "", "confidence": None, **vector["expected"]}
    assert {"applies": found.applies, "record": found.record, "confidence": found.confidence} == expected
    assert found.reasons, "every answer carries its reason"
