"""Deployments booked: registered, and decided on with every finding."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agister.errors import ProcedureError, UsageError
from agister.ledger import JournalEntry, MemoryJournal
from agister.levy.procedure.deployments import deployment
from agister.levy.scope import SCOPE_DOCUMENTS, SCOPE_SCHEMAS
from tests.levy_governance import book, document, journal
from tests.unit.levy.scope.test_decision import DEPLOYMENT, MODEL


def _registered() -> MemoryJournal:
    kept = journal()
    with kept.write() as writer:
        writer.append(
            JournalEntry(
                key="party:p/registration_submitted/1", kind="registration_submitted", on=date(2027, 1, 2), subject="party:p",
                by="Officer", text="p asks to be registered",
                facts={
                    "name": "P", "country": "DE", "answers": {}, "accounting_period_end": "12-31", "liable_since": "2027-01-01",
                },
            )
        )  # fmt: skip
    return kept


def test_a_deployment_is_registered_and_its_scope_decided() -> None:
    kept = _registered()
    registered, decided = book(kept, "deployment", DEPLOYMENT, "2027-02-01")
    assert (registered.kind, decided.kind) == ("deployment_registered", "scope_decided")
    assert decided.facts["outcome"] == "in_scope"
    assert decided.facts["instrument"] == "essay"
    findings = decided.facts["findings"]
    assert isinstance(findings, list)
    assert [finding["test"] for finding in findings] == ["deployed", "commercial", "generative", "large", "public"]
    found = deployment(kept, "d")
    assert found is not None
    assert found.scope == "in_scope"
    assert book(kept, "deployment", DEPLOYMENT, "2027-02-01") == (registered, decided)


def test_a_new_summary_decides_anew() -> None:
    kept = _registered()
    book(kept, "deployment", DEPLOYMENT, "2027-02-01")
    small = {
        "link": "https://example.org/s", "day": "2027-01-15", "sizes": [{"modality": "text", "size": "Less than 1 billion tokens"}],
        "public_datasets": "yes", "crawled": "no",
    }  # fmt: skip
    book(kept, "deployment", {**DEPLOYMENT, "models": [{**MODEL, "summary": small}]}, "2027-03-01")
    found = deployment(kept, "d")
    assert found is not None
    assert found.scope == "out_of_scope"


DECISION: dict[str, Any] = {
    "deployment": "d", "outcome": "contested", "reason": "the party appeals", "agreed_by": "Second Officer",
    "findings": [{"test": "public", "evidence": "letter of 2027-02-20", "law": "art. 2"}],
}  # fmt: skip


def test_two_officers_decide_where_the_test_does_not() -> None:
    kept = _registered()
    book(kept, "deployment", DEPLOYMENT, "2027-02-01")
    (entry,) = book(kept, "scope-decision", DECISION, "2027-03-01")
    assert entry.text == "Assistant is contested: the party appeals"
    found = deployment(kept, "d")
    assert found is not None
    assert found.scope == "contested"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"deployment": "x"}, "deployment x is not registered"),
        ({"agreed_by": "officer"}, "agreed by somebody else"),
        ({"findings": []}, "names no finding"),
    ],
)
def test_a_decision_that_is_refused(changes: dict[str, Any], reason: str) -> None:
    kept = _registered()
    book(kept, "deployment", DEPLOYMENT, "2027-02-01")
    with pytest.raises(ProcedureError, match=reason):
        book(kept, "scope-decision", {**DECISION, **changes}, "2027-03-01")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"deploys": []}, "names no model"),
        ({"party": "q"}, "party q is unregistered"),
        ({"models": [MODEL, MODEL]}, "stands twice"),
        ({"models": [{**MODEL, "derived_from": [{"model": "m", "how": "outputs"}]}]}, "comes from itself"),
    ],
)
def test_a_deployment_that_is_refused_books_nothing(changes: dict[str, Any], reason: str) -> None:
    kept = _registered()
    with pytest.raises(UsageError, match=reason):
        book(kept, "deployment", {**DEPLOYMENT, **changes}, "2027-02-01")
    assert kept.head()[0] == 1


def test_faults_name_line_and_key() -> None:
    with pytest.raises(
        ProcedureError, match=r"deployment\.yaml is refused: line 1, `channel`: is the text 'fax'; allowed: app, api"
    ):
        document("deployment", {**DEPLOYMENT, "channel": "fax"})
    with pytest.raises(ProcedureError, match=r"`models\[0\]\.derived_from\[0\]\.how`: is the text 'magic'"):
        document("deployment", {**DEPLOYMENT, "models": [{**MODEL, "derived_from": [{"model": "a", "how": "magic"}]}]})


def test_a_model_alone_books_nothing() -> None:
    assert set(SCOPE_SCHEMAS) - set(SCOPE_DOCUMENTS) == {"model"}
