"""The public vectors of RFC 9651 (httpwg/structured-field-tests): every case that parses dictionary, list or item."""

from __future__ import annotations

import json
from base64 import b32encode
from decimal import Decimal
from typing import Any

import pytest

from agister.formats import structured_fields as sf
from tests.places import DATA, needs_data

VECTORS = DATA / "vectors" / "httpwg+structured-field-tests"
FILES = sorted(VECTORS.glob("*.json"))
PARSERS = {"dictionary": sf.parse_dictionary, "list": sf.parse_list, "item": sf.parse_item}


def shape(value: Any) -> Any:
    """A parsed value in the notation of the vectors."""
    match value:
        case sf.Dictionary():
            return [[key, shape(member)] for key, member in value.members.items()]
        case tuple():
            return [shape(member) for member in value]
        case sf.InnerList():
            return [[shape(item) for item in value.items], parameters(value.parameters)]
        case sf.Item():
            return [shape(value.value), parameters(value.parameters)]
        case sf.Token():
            return {"__type": "token", "value": value.text}
        case sf.Date():
            return {"__type": "date", "value": value.seconds}
        case sf.DisplayString():
            return {"__type": "displaystring", "value": value.text}
        case bytes():
            return {"__type": "binary", "value": b32encode(value).decode()}
        case _:
            return value


def parameters(found: Any) -> list[Any]:
    return [[key, shape(value)] for key, value in found.items()]


def typed(value: Any) -> Any:
    """The same with the type of every leaf, since Python holds 1, 1.0 and True for equal."""
    if isinstance(value, list):
        return [typed(part) for part in value]
    if isinstance(value, dict):
        return {key: typed(part) for key, part in value.items()}
    return type(value).__name__, value


@needs_data
def test_the_vectors_are_all_there() -> None:
    assert len(FILES) == 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@needs_data
def test_public_vectors(path: Any) -> None:
    wrong = []
    cases = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    for case in cases:
        result = PARSERS[case["header_type"]](", ".join(case["raw"]))
        if isinstance(result, sf.Failure):
            if not (case.get("must_fail") or case.get("can_fail")):
                wrong.append((case["name"], case["raw"], result))
        elif case.get("must_fail") or typed(shape(result)) != typed(case["expected"]):
            wrong.append((case["name"], case["raw"], shape(result)))
    assert wrong == []
