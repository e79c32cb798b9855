"""Runs the vectors of conformance/levies/sharing and amounts: who gets how many minor units, and how one is rounded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from agister.errors import SharingError
from agister.ledger import Amount, Rounding, by_payee, currency, exact
from agister.ledger.amount import decimal
from agister.levy.allocations import ALLOCATIONS
from agister.levy.allocations.key_file import parse_key
from tests.places import CONFORMANCE

SHARING = CONFORMANCE / "levies" / "sharing"
ROUNDING = json.loads((CONFORMANCE / "levies" / "amounts" / "rounding.json").read_text("utf-8"))


def _vectors() -> Iterator[Any]:
    for path in sorted(SHARING.glob("*.json")):
        for vector in json.loads(path.read_text("utf-8"))["vectors"]:
            yield pytest.param(vector, id=f"{path.stem}: {vector['name']}")


@pytest.mark.parametrize("vector", list(_vectors()))
def test_sharing(vector: dict[str, Any]) -> None:
    # JSON is YAML: the key of a vector is a key file.
    body = json.dumps(vector["key"], ensure_ascii=False).encode()
    if "refused" in vector["expected"]:
        with pytest.raises(SharingError, match=vector["expected"]["refused"]):
            parse_key(body).share(vector["amount"])
        return
    lines = parse_key(body).share(vector["amount"])
    assert by_payee(lines) == vector["expected"]["shares"]
    assert sum(by_payee(lines).values()) == vector["amount"]
    assert all(line.reason for line in lines), "every answer carries its reason"


@pytest.mark.parametrize("vector", ROUNDING["vectors"], ids=lambda vector: vector["name"])
def test_rounding(vector: dict[str, Any]) -> None:
    code = vector["currency"]
    units = exact(vector["value"]) / exact(vector["divided_by"]) * 10 ** currency(code).exponent
    amount = Amount.rounded(units, code, Rounding(vector["rounding"]))
    assert decimal(amount.units, amount.exponent) == vector["expected"]


def test_every_kind_has_its_vectors_and_names_are_distinct() -> None:
    vectors = [param.values[0] for param in _vectors()]
    assert {vector["key"]["kind"] for vector in vectors} == {allocation.name for allocation in ALLOCATIONS}
    for path in SHARING.glob("*.json"):
        names = [vector["name"] for vector in json.loads(path.read_text("utf-8"))["vectors"]]
        assert len(names) == len(set(names)), path.name
