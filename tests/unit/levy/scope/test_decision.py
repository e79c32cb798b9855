"""The scope test as a whole; the vectors are in conformance/levies/scope/deployments.json."""

from __future__ import annotations

from datetime import date
from typing import Any

from agister.levy.instrument_file import shipped_instruments
from agister.levy.scope import Scope, ScopeDecision, decide_scope, read_deployment, scope_terms
from tests.levy_governance import document

ON = date(2027, 6, 1)
MODEL = {"id": "m", "name": "M", "provider": "P", "generative": "yes"}
DEPLOYMENT: dict[str, Any] = {
    "id": "d", "party": "p", "product": "Assistant", "deploys": ["m"], "channel": "app", "since": "2027-01-01",
    "consideration": {"paid": "yes"}, "models": [MODEL],
}  # fmt: skip


def _decided(**changes: Any) -> ScopeDecision:
    declared, models = read_deployment(document("deployment", {**DEPLOYMENT, **changes}))
    return decide_scope(declared, models, scope_terms(shipped_instruments()["essay"], ON), ON)


def test_a_presumed_scope_says_so() -> None:
    found = _decided()
    assert (found.scope, found.presumed) == (Scope.IN_SCOPE, True)
    assert found.reason.startswith("a commercial deployment of a model that is presumed to be trained on")


def test_models_beside_the_point_are_left_out() -> None:
    found = _decided(models=[MODEL, {**MODEL, "id": "unrelated"}])
    assert {finding.about for finding in found.findings} == {"d", "m"}


def test_what_a_model_comes_from_is_shown() -> None:
    child = {**MODEL, "derived_from": [{"model": "parent", "how": "merge"}]}
    found = _decided(models=[child, {**MODEL, "id": "parent"}])
    assert {finding.about for finding in found.findings} == {"d", "m", "parent"}


def test_the_reason_for_out_of_scope_is_the_test_that_is_not_met() -> None:
    assert _decided(channel="weights", consideration={"paid": "no", "licence_fee": "no"}).reason.startswith(
        "only weights are published"
    )
    assert _decided(models=[{**MODEL, "generative": "no"}]).reason == (
        "none of its models is a generative one trained on large amounts of publicly available content"
    )


def test_what_would_change_nothing_is_not_asked_for() -> None:
    found = _decided(consideration={}, models=[{**MODEL, "derived_from": [{"model": "gone", "how": "merge"}]}])
    assert found.scope is Scope.UNDETERMINED
    assert not any("gone" in text for text in found.missing)
    assert found.reason == (
        "not settled: it is missing whether users or customers pay for it; whether somebody pays for a licence of it; "
        "whether it carries or brings advertising and 4 more"
    )
