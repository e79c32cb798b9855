from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from agister.law.shape import faults
from tests.unit.law.test_records import record_text


def content(**changes: str) -> Any:
    return yaml.safe_load(record_text(**changes))


def test_a_good_file_has_no_faults() -> None:
    assert faults(content()) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"jurisdiction": "Germany"}, "`jurisdiction` must be the two capital letters of a state, or EU"),
        ({"valid": "{from: 2020-01-01, to: 2019-01-01}"}, "`valid.to` 2019-01-01 is not after `valid.from` 2020-01-01"),
        ({"valid": "{from: soon, to: null}"}, "`valid.from` must be a date such as 2021-06-07, or null"),
        ({"valid": "{from: 2020-01-01}"}, "`valid` lacks 'to'; write null if it is not known"),
        ({"contract_override": "null"}, "`contract_override` is null, so it must be listed under `unknown`"),
        ({"reservation": "{possible: true, means: []}"}, "`reservation.means` must say how a reservation can be made"),
        ({"reservation": "{possible: maybe, means: []}"}, "`reservation.possible` must be true, false or null"),
        ({"purposes": "[]"}, "`purposes` must be a list of at least one of: any, scientific-research"),
        ({"usages": "[crawl]"}, "`usages` names 'crawl'; allowed: any, tdm"),
        ({"confidnce": "verified"}, "`confidnce` is not a known key; did you mean `confidence`?"),
        ({"conditions": "[lawful_access]"}, "a condition must hold the keys id, required"),
        ({"title": "''"}, "`title` must be a text that is not empty"),
    ],
)
def test_faults_are_named_in_words(changes: dict[str, str], fault: str) -> None:
    (found,) = faults(content(**changes))
    assert found.startswith(f"record xx-1: {fault}")


def test_a_version_may_stand_there_once() -> None:
    twice = content()
    twice["records"] *= 2
    assert faults(twice) == ["record xx-1: version 1 stands there twice"]


@pytest.mark.parametrize("wrong", [None, [], {}, {"schema": "agister.law.exception/2", "records": []}])
def test_another_schema_is_refused(wrong: Any) -> None:
    assert faults(wrong) == ["the first line must be `schema: agister.law.exception/1`"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
)


@given(st.sampled_from(sorted(content()["records"][0])), json_values)
def test_never_raises_on_any_value(key: str, value: Any) -> None:
    file = content()
    file["records"][0][key] = value
    assert isinstance(faults(file), list)
