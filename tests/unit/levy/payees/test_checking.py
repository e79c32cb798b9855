"""The check of a payee: criteria, conflicts, sanctions."""

from __future__ import annotations

from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.levy.payees import asked_of, conflicts_of_interest, payee
from tests.levy_governance import (
    APPLICATION,
    CHECK,
    DIGEST,
    admitted,
    book,
    charter_of,
    chartered,
    decided,
    with_parties,
)

HIT = {**CHECK["sanctions"], "hits": ["Open Archive (id Q1)"]}
MET = CHECK["criteria"]


@pytest.mark.parametrize(
    ("changes", "by", "reason"),
    [
        ({"criteria": MET[:1]}, "Officer", "'accounts' was not looked at"),
        ({"criteria": [MET[0], {**MET[1], "met": "no"}]}, "Officer", r"does not meet 'accounts' \(accounts of 2026\)"),
        ({"criteria": [*MET, MET[0]]}, "Officer", "judges a criterion twice"),
        ({"criteria": [*MET, {**MET[0], "id": "beauty"}]}, "Officer", "judges 'beauty', which is not asked of it"),
        ({"sanctions": HIT}, "Officer", r"may be on EU list: Open Archive \(id Q1\); clear it"),
        (
            {"sanctions": {**HIT, "cleared": "another", "cleared_by": "OFFICER"}},
            "Officer",
            "somebody else than Officer",
        ),
        ({"sanctions": {**HIT, "cleared": "another"}}, "Officer", "somebody else than Officer"),
        (
            {"sanctions": {**CHECK["sanctions"], "day": "2026-11-03"}},
            "Officer",
            "that is good for 90 days: screen it again",
        ),
        ({"sanctions": {**CHECK["sanctions"], "day": "2027-02-03"}}, "Officer", "after the check on 2027-02-02"),
        ({}, "ada example", "ada example decides about archive and runs archive: somebody else must check it"),
        ({"payee": "zed"}, "Officer", "zed never applied"),
    ],
)
def test_who_is_not_admitted(changes: dict[str, Any], by: str, reason: str) -> None:
    kept = chartered()
    book(kept, "payee-application", APPLICATION, "2027-02-01")
    with pytest.raises(ProcedureError, match=reason):
        book(kept, "payee-check", {**CHECK, **changes}, "2027-02-02", by=by)
    assert payee(kept, "archive").state == "applied"


def test_a_hit_that_a_second_person_cleared_is_no_hit() -> None:
    kept = chartered()
    book(kept, "payee-application", APPLICATION, "2027-02-01")
    sanctions = {**HIT, "cleared": "another organisation, in another country", "cleared_by": "Second Officer"}
    (entry,) = book(kept, "payee-check", {**CHECK, "sanctions": sanctions}, "2027-02-02")
    assert entry.facts["sanctions"] == {
        "list": "EU list", "list_digest": "sha256:" + "2" * 64, "day": "2027-02-01", "hits": ["Open Archive (id Q1)"],
        "cleared": "another organisation, in another country", "cleared_by": "Second Officer",
    }  # fmt: skip
    assert payee(kept, "archive").state == "admitted"


def test_a_refusal_needs_no_criterion_but_a_reason() -> None:
    kept = chartered()
    book(kept, "payee-application", APPLICATION, "2027-02-01")
    said = {**CHECK, "criteria": [], "sanctions": HIT, "outcome": "refused", "reason": "on the list"}
    (entry,) = book(kept, "payee-check", said, "2027-02-02")
    assert entry.text == "Open Archive is refused: on the list"


def test_only_criteria_of_its_purposes_are_asked() -> None:
    kept = chartered()
    book(kept, "payee-application", APPLICATION, "2027-02-01")
    fund = {**APPLICATION, "id": "fund", "unit": "effort", "purposes": ["adaptation"], "org_id": "XM-DAC-1"}
    book(kept, "payee-application", fund, "2027-02-01")
    charter = charter_of(kept)
    assert [item.id for item in asked_of(charter, payee(kept, "archive"))] == ["open", "accounts"]
    assert [item.id for item in asked_of(charter, payee(kept, "fund"))] == ["accounts"]


def test_parties_that_vote_for_what_they_control_are_in_conflict() -> None:
    kept = with_parties(chartered(), "a", "b", "c")
    book(kept, "payee-application", {**APPLICATION, "related_parties": ["a", "b", "c"]}, "2027-01-05")
    decided(kept, "D-1", DIGEST, {"a": "for", "b": "for", "c": "against"}, matter="payee")
    found = payee(kept, "archive")
    assert conflicts_of_interest(kept, found, ("Officer",), "D-1") == (
        "a proposed D-1 and controls or funds archive",
        "b voted for D-1 and controls or funds archive",
    )
    assert conflicts_of_interest(kept, found, ("Officer",)) == ()
    checked = {**CHECK, "decision": "D-1", "conflicts": ["the director sat on the jury of 2025"]}
    (entry,) = book(
        kept, "payee-check", {**checked, "sanctions": {**CHECK["sanctions"], "day": "2027-03-01"}}, "2027-03-02"
    )
    assert entry.facts["conflicts"] == [
        "a proposed D-1 and controls or funds archive",
        "b voted for D-1 and controls or funds archive",
        "the director sat on the jury of 2025",
    ]


def test_whoever_runs_the_host_decides_nothing_about_its_community() -> None:
    kept = chartered()
    host = {**APPLICATION, "id": "host", "unit": "host", "purposes": [], "persons": ["Cy"]}
    book(kept, "payee-application", host, "2027-02-01")
    accounts = [{"id": "accounts", "met": "yes", "evidence": "accounts of 2026"}]
    book(kept, "payee-check", {**CHECK, "payee": "host", "criteria": accounts}, "2027-02-02")
    community = {**APPLICATION, "id": "map", "fiscal_host": "host", "org_id": "NL-KVK-2", "persons": []}
    book(kept, "payee-application", community, "2027-02-02")
    with pytest.raises(ProcedureError, match="Cy decides about map and runs host"):
        book(kept, "payee-check", {**CHECK, "payee": "map"}, "2027-02-03", by="Cy")


def test_a_closed_payee_is_not_checked() -> None:
    kept = admitted(chartered())
    book(kept, "payee-closure", {"payee": "archive", "reason": "dissolved"}, "2027-03-03")
    with pytest.raises(ProcedureError, match="archive is closed: dissolved"):
        book(kept, "payee-check", {**CHECK, "sanctions": {**CHECK["sanctions"], "day": "2027-03-01"}}, "2027-03-04")
