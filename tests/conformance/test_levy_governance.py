"""Runs the vectors of conformance/levies/charter, payees and scope."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from agister.errors import UsageError
from agister.ledger import MemoryJournal
from agister.levy.allocations.key_file import parse_key
from agister.levy.charter import (
    PartyKind,
    PurposeKind,
    VotingRule,
    count_votes,
    key_in_force,
    key_problems,
    read_charter,
)
from agister.levy.charter.charter import Majority
from agister.levy.charter.revenue import read_description
from agister.levy.instrument_file import shipped_instruments
from agister.levy.payees import Answers, Unit, bank_details, payable, read_sanctions_list, screen, unit_problems
from agister.levy.payees.org_id import org_id_problem
from agister.levy.scope import (
    Modality,
    decide_scope,
    read_deployment,
    read_described,
    read_size,
    scope_terms,
    scopes_of,
)
from tests.conformance.vectors import KINDS
from tests.levy_governance import CHARTER, book, charter_of, document, journal
from tests.places import CONFORMANCE

FOLDERS = [CONFORMANCE / "levies" / name for name in ("charter", "payees", "scope")]
FILES = sorted(path for folder in FOLDERS for path in folder.glob("*.json"))
ON = date(2027, 6, 1)


def _vectors(name: str) -> list[Any]:
    content = json.loads((CONFORMANCE / "levies" / f"{name}.json").read_text("utf-8"))
    return [pytest.param(vector, id=vector["name"]) for vector in content["vectors"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_vector_says_where_it_comes_from(path: Any) -> None:
    content = json.loads(path.read_text("utf-8"))
    assert content["format"] == "agister-vectors/1"
    names = [vector["name"] for vector in content["vectors"]]
    assert len(set(names)) == len(names)
    assert all(vector["clause"] and vector["kind"] in (*KINDS, "published") for vector in content["vectors"])


@pytest.mark.parametrize("vector", _vectors("charter/counting"))
def test_counting(vector: dict[str, Any]) -> None:
    said = vector["rule"]
    rule = VotingRule(
        voters=tuple(PartyKind(item) for item in said["voters"]),
        quorum=Fraction(said["quorum"]),
        majority=Fraction(said["majority"]),
        exceeds=said["comparison"] == "exceeds",
        of=Majority(said["of"]),
        voting_days=0,
        may_change=True,
    )
    found = count_votes(rule, vector["entitled"], vector["votes"])
    assert {
        "for": found.votes_for,
        "against": found.against,
        "abstained": found.abstained,
        "entitled": found.entitled,
        "quorum": found.quorum,
        "adopted": found.adopted,
    } == vector["expected"]


@pytest.mark.parametrize("vector", _vectors("charter/revenue"))
def test_revenue(vector: dict[str, Any]) -> None:
    if "refused" in vector:
        with pytest.raises(UsageError, match=vector["refused"]):
            read_description(vector["one"])
        return
    one, other = read_description(vector["one"]), read_description(vector["other"])
    assert one.overlaps(other) is vector["overlap"]
    assert other.overlaps(one) is vector["overlap"]


@pytest.mark.parametrize("vector", _vectors("charter/allowed_keys"))
def test_allowed_keys(vector: dict[str, Any]) -> None:
    charter = read_charter(document("charter", {**CHARTER, "acts": vector["acts"], "purposes": vector["purposes"]}))
    found = key_problems(charter, parse_key(json.dumps(vector["key"]).encode()))
    assert len(found) == len(vector["expected"]), found
    assert all(part in "; ".join(found) for part in vector["expected"]), found


@pytest.mark.parametrize("vector", _vectors("payees/units"))
def test_units(vector: dict[str, Any]) -> None:
    kinds = [PurposeKind(kind) for kind in vector["purposes"]]
    purposes = [{"id": f"p{number}", "kind": str(kind), "title": "x"} for number, kind in enumerate(kinds)]
    charter = read_charter(
        document("charter", {**CHARTER, "acts": vector["acts"], "purposes": purposes or CHARTER["purposes"]})
    )
    answers = Answers(**{**vector["answers"], "unit": Unit(vector["answers"]["unit"])})
    found = unit_problems(charter, kinds, answers)
    assert bool(found) is bool(vector["expected"]), found
    assert all(part in "; ".join(found) for part in vector["expected"]), found


@pytest.mark.parametrize("vector", _vectors("payees/sanctions"))
def test_sanctions(vector: dict[str, Any]) -> None:
    body = vector["list"].encode("utf-8")
    if "refused" in vector:
        with pytest.raises(UsageError, match=vector["refused"]):
            read_sanctions_list(body, "list.csv", ON)
        return
    assert list(screen(vector["names"], read_sanctions_list(body, "list.csv", ON))) == vector["expected"]


@pytest.mark.parametrize("vector", _vectors("payees/org_id"))
def test_org_id(vector: dict[str, Any]) -> None:
    assert (org_id_problem(vector["id"]) == "") is vector["valid"]


@pytest.mark.parametrize("vector", _vectors("scope/sizes"))
def test_sizes(vector: dict[str, Any]) -> None:
    size = read_size(vector["size"], Modality(vector["modality"]))
    assert ("unreadable" if size is None else str(size.reaches(vector["threshold"]))) == vector["expected"]


@pytest.mark.parametrize("vector", _vectors("scope/models"))
def test_models(vector: dict[str, Any]) -> None:
    terms = scope_terms(shipped_instruments()["model-act"], ON, vector.get("given"))
    models = [read_described(document("model", item)) for item in vector["models"]]
    if "refused" in vector:
        with pytest.raises(UsageError, match=vector["refused"]):
            scopes_of(models, terms, ON)
        return
    assert str(scopes_of(models, terms, ON)[vector["about"]].outcome) == vector["expected"]


@pytest.mark.parametrize("vector", _vectors("scope/deployments"))
def test_deployments(vector: dict[str, Any]) -> None:
    declared, models = read_deployment(document("deployment", vector["deployment"]))
    found = decide_scope(declared, models, scope_terms(shipped_instruments()["model-act"], ON), ON)
    assert str(found.scope) == vector["expected"], found.reason
    assert found.presumed is vector.get("presumed", False)
    assert all(part in found.missing for part in vector.get("missing", ()))
    assert bool(found.missing) is (str(found.scope) == "undetermined")


def _sequence(name: str) -> list[Any]:
    content = json.loads((CONFORMANCE / "levies" / f"{name}.json").read_text("utf-8"))
    return [pytest.param(content["charter"], vector, id=vector["name"]) for vector in content["vectors"]]


def _after(charter: dict[str, Any], steps: list[dict[str, Any]]) -> MemoryJournal:
    kept = journal()
    book(kept, "charter", charter, "2026-12-01", by="Founders")
    for step in steps:
        before = kept.head()
        if "refused" in step:
            with pytest.raises(UsageError, match=step["refused"]):
                book(kept, step["document"], step["values"], step["on"], by=step["by"])
            assert kept.head() == before
        else:
            book(kept, step["document"], step["values"], step["on"], by=step["by"])
    return kept


@pytest.mark.parametrize(("charter", "vector"), _sequence("payees/payable"))
def test_payable(charter: dict[str, Any], vector: dict[str, Any]) -> None:
    kept = _after(charter, vector["steps"])
    for ask in vector["asks"]:
        day = date.fromisoformat(ask["day"])
        can, reasons = payable(kept, ask["payee"], day)
        assert can is ask["payable"], reasons
        assert len(reasons) == len(ask["because"])
        assert all(part in reason for part, reason in zip(ask["because"], reasons, strict=True)), reasons
        if "account" in ask:
            account = bank_details(kept, ask["payee"], day)
            assert account is not None
            assert account.iban == ask["account"]


@pytest.mark.parametrize(("charter", "vector"), _sequence("charter/decisions"))
def test_decisions(charter: dict[str, Any], vector: dict[str, Any]) -> None:
    kept = _after(charter, vector["steps"])
    for ask in vector["asks"]:
        day = date.fromisoformat(ask["day"])
        if ask["key_in_force"] is None:
            with pytest.raises(UsageError, match="no key is in force"):
                key_in_force(kept, charter_of(kept), day)
        else:
            assert key_in_force(kept, charter_of(kept), day)[0] == ask["key_in_force"]
