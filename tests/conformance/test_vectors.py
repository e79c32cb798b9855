"""Runs every vector of conformance/. Known deviations are listed with a reason, never filtered out."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from agister.protocols import PROTOCOLS
from agister.rights import BY_RANK, Outcome, Usage, contains, lift, most_restrictive, permits, reserves
from tests.conformance.vectors import (
    FORMAT,
    KINDS,
    Vector,
    files,
    known_deviations,
    load,
    protocol_vectors,
    run,
)
from tests.places import CONFORMANCE, ROOT

#: Folders of conformance/ and the file that runs them.
RUNNERS = {
    "protocols": "tests/conformance/test_vectors.py",
    "rights": "tests/conformance/test_vectors.py",
    "law": "tests/conformance/test_law.py",
    # Its folders `sharing` and `amounts` are run by test_levy_sharing.py, `payments` by test_levy_payments.py.
    "levies": "tests/conformance/test_levy_assessment.py",
}
DEVIATIONS = known_deviations()
VECTORS = list(protocol_vectors())


def _param(vector: Vector) -> Any:
    reason = DEVIATIONS.get(vector.id)
    marks = [pytest.mark.xfail(strict=True, reason=reason, raises=AssertionError)] if reason else []
    return pytest.param(vector, id=vector.id, marks=marks)


@pytest.mark.parametrize("vector", [_param(vector) for vector in VECTORS])
def test_protocol(vector: Vector) -> None:
    resolution, problems = run(vector)
    expected = vector.content["expected"]
    found: dict[str, Any] = {"outcome": resolution.outcome.value}
    if "place" in expected:
        found["place"] = resolution.because.place if resolution.because else None
    if "problems" in expected:
        found["problems"] = sorted(problems)
        expected = {**expected, "problems": sorted(expected["problems"])}
    assert found == expected, vector.content.get("clause")


@pytest.mark.parametrize("path", files("protocols"), ids=lambda path: str(path.relative_to(CONFORMANCE)))
def test_protocol_file_is_well_formed(path: Path) -> None:
    content = load(path)
    assert content["format"] == FORMAT
    assert content["protocol"] == path.parent.name
    assert content["specification"]
    names = [vector["name"] for vector in content["vectors"]]
    assert len(set(names)) == len(names), "names must be distinct within a file"
    for vector in content["vectors"]:
        name = vector["name"]
        assert set(vector) <= {"name", "clause", "kind", "observations", "question", "asset", "expected", "note"}, name
        assert vector["kind"] in KINDS, name
        assert vector["clause"], f"{name}: every vector names its clause"
        assert set(vector.get("question", {})) <= {"usage", "tokens", "reading", "combine", "intent", "choices"}, name
        assert set(vector["expected"]) <= {"outcome", "place", "problems"}, name
        assert vector["expected"]["outcome"] in set(BY_RANK), name
        for observation in vector["observations"]:
            assert set(observation) <= {
                "url", "status", "headers", "body", "body_base64", "error", "fetched_at", "truncated",
            }, name  # fmt: skip


def test_every_protocol_has_vectors() -> None:
    assert [protocol.name for protocol in PROTOCOLS if not files(f"protocols/{protocol.name}")] == []


def test_every_known_deviation_names_a_vector_and_a_reason() -> None:
    assert set(DEVIATIONS) - {vector.id for vector in VECTORS} == set()
    assert [name for name, reason in DEVIATIONS.items() if len(reason) < 20] == []


def test_every_folder_of_vectors_has_a_runner() -> None:
    folders = {path.name for path in CONFORMANCE.iterdir() if path.is_dir()}
    assert folders - set(RUNNERS) == set(), "add the file that runs these vectors to RUNNERS"
    assert [runner for runner in RUNNERS.values() if not (ROOT / runner).is_file()] == []


ORDER = load(CONFORMANCE / "rights" / "outcome_order.json")
USAGES = load(CONFORMANCE / "rights" / "usage_relations.json")


@pytest.mark.parametrize("vector", ORDER["pairs"], ids=lambda v: f"{v['first']}+{v['second']}")
def test_order_of_outcomes(vector: dict[str, str]) -> None:
    assert most_restrictive([Outcome(vector["first"]), Outcome(vector["second"])]) == vector["expected"]


def test_order_of_outcomes_is_given_for_every_pair() -> None:
    given = [(vector["first"], vector["second"]) for vector in ORDER["pairs"]]
    assert sorted(given) == sorted(product(map(str, BY_RANK), repeat=2))


@pytest.mark.parametrize(
    "vector", ORDER["lifting"], ids=lambda v: f"{v['outcome']}-{v['licence_held']}-{v['exception_applies']}"
)
def test_lifting(vector: dict[str, Any]) -> None:
    lifted = lift(
        Outcome(vector["outcome"]),
        licence_held=vector["licence_held"],
        exception_applies=vector["exception_applies"],
    )
    assert lifted == vector["expected"]


def test_lifting_is_given_for_every_case() -> None:
    given = [(v["outcome"], v["licence_held"], v["exception_applies"]) for v in ORDER["lifting"]]
    assert sorted(given) == sorted(product(map(str, Outcome), (False, True), (False, True)))


@pytest.mark.parametrize("vector", USAGES["vectors"], ids=lambda v: f"{v['said']}-{v['asked']}")
def test_usage_relation(vector: dict[str, Any]) -> None:
    said, asked = Usage(vector["said"]), Usage(vector["asked"])
    assert contains(said, asked) is vector["contains"]
    assert reserves(said, asked) is vector["reserves"]
    assert permits(said, asked) is vector["permits"]


def test_usage_relation_is_given_for_every_pair() -> None:
    given = [(vector["said"], vector["asked"]) for vector in USAGES["vectors"]]
    assert sorted(given) == sorted(product(map(str, Usage), repeat=2))
