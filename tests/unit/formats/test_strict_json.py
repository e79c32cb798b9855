from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.strict_json import DEPTH_LIMIT, SIZE_LIMIT, JsonObject, parse_json
from tests.strategies import hostile_bytes


def kinds(body: bytes) -> list[str]:
    return [problem.kind for problem in parse_json(body).problems]


def test_plain_json() -> None:
    document = parse_json(b'[{"a": 1, "b": [true, null, "x", 1.5]}]')
    assert document.parsed
    assert document.value == [{"a": 1, "b": [True, None, "x", 1.5]}]
    assert document.problems == ()


def test_byte_order_mark_is_accepted() -> None:
    assert parse_json(b"\xef\xbb\xbf[1]").value == [1]
    assert kinds(b"\xef\xbb\xbf[1]") == []


def test_utf16_and_broken_utf8_are_read_with_a_problem() -> None:
    assert parse_json("[1]".encode("utf-16")).value == [1]
    assert kinds("[1]".encode("utf-16")) == ["json-not-utf8"]
    assert parse_json(b'["\xff"]').value == ["\ufffd"]
    assert kinds(b'["\xff"]') == ["json-not-utf8"]


def test_repeated_names_are_reported_and_all_values_kept() -> None:
    document = parse_json(b'{"a": 0, "a": 1, "b": 2}')
    assert isinstance(document.value, JsonObject)
    assert document.value == {"a": 1, "b": 2}
    assert document.value.repeated == {"a": [0, 1]}
    assert kinds(b'{"a": 0, "a": 1}') == ["json-duplicate-name"]


@pytest.mark.parametrize("body", [b"", b"  \n", b"\xef\xbb\xbf", b"\0\0"])
def test_empty(body: bytes) -> None:
    assert not parse_json(body).parsed
    assert kinds(body) == ["json-empty"]


@pytest.mark.parametrize("body", [b"{", b"[1,]", b"{'a': 1}", b"[1] x", b"<html>", b'["\x01"]', b"// c\n[1]"])
def test_what_is_not_json(body: bytes) -> None:
    assert parse_json(body).value is None
    assert kinds(body) == ["json-syntax"]


def test_place_of_a_syntax_error() -> None:
    (problem,) = parse_json(b'[\n  {"a": 1,}\n]').problems
    assert problem.place.startswith("line 2 column")


def test_size_is_bounded() -> None:
    document = parse_json(b"[" + b" " * 100_000_000 + b"]")
    assert [p.kind for p in document.problems] == ["json-too-large"]
    assert len(document.text) == SIZE_LIMIT


@pytest.mark.parametrize("bracket", [b"[", b'{"a":'])
def test_depth_is_bounded(bracket: bytes) -> None:
    assert kinds(bracket * 10_000) == ["json-too-deep"]
    assert kinds(b"[" * 10_000 + b"]" * 10_000) == ["json-too-deep"]


def test_the_limit_itself_is_read() -> None:
    assert parse_json(b"[" * DEPTH_LIMIT + b"]" * DEPTH_LIMIT).parsed
    assert not parse_json(b"[" * (DEPTH_LIMIT + 1) + b"]" * (DEPTH_LIMIT + 1)).parsed


def test_brackets_in_strings_are_no_depth() -> None:
    assert parse_json(json.dumps(["[" * 1000, '\\"[' * 1000]).encode()).parsed


def test_unending_strings_are_refused_in_one_pass() -> None:
    assert kinds(b"[" * 100 + b'"' + b'\\"' * 500_000) == ["json-too-deep"]
    assert kinds(b"[" * 20 + b'"' + b'\\"[' * 500_000) == ["json-syntax"]


def test_numbers_of_any_length() -> None:
    assert parse_json(b"1" * 10_000).value == math.inf
    assert kinds(b"[NaN, -Infinity]") == ["json-not-a-number"]


@given(st.one_of(hostile_bytes, st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_never_raises(body: bytes) -> None:
    document = parse_json(body)
    assert document.parsed or document.problems


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(_JSON)
def test_reads_what_was_written(value: object) -> None:
    document = parse_json(json.dumps(value).encode())
    assert document.parsed
    assert document.value == value
