from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.protocols.problem_list import ProblemList
from agister.protocols.seen import BODY_LIMIT, Seen
from agister.protocols.tdmrep_file import read_file
from agister.rights import Observation, Offer, Preference, Standing, Statement


def read(body: bytes | object, *, misplaced: bool = False) -> tuple[list[Statement], list[str]]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    problems = ProblemList()
    url = "https://example.org/.well-known/tdmrep.json"
    statements = read_file(Seen(Observation(url=url, status=200, body=raw)), problems, misplaced=misplaced)
    return statements, [problem.kind for problem in problems.found]


def test_a_rule_keeps_its_place_pattern_words_and_policy() -> None:
    rule = {"location": "/%7Ejoe/*.jpg$", "tdm-reservation": 1, "tdm-policy": "https://example.org/p.json"}
    (statement,), problems = read([rule])
    assert statement.place == "$[0]"
    assert statement.pattern == "/~joe/*.jpg$"
    assert statement.preference is Preference.DISALLOW
    assert statement.standing is Standing.SAID
    assert statement.quote.startswith('{"location": "/%7Ejoe/*.jpg$", "tdm-reservation": 1')
    assert statement.offer == Offer(url="https://example.org/p.json", kind="tdm-policy")
    assert problems == []


def test_a_broader_rule_that_hides_another_is_reported_once_for_each() -> None:
    rules = [
        {"location": "/", "tdm-reservation": 0},
        {"location": "/a/", "tdm-reservation": 1},
        {"location": "/a/b/", "tdm-reservation": 0},
        {"location": "/c/", "tdm-reservation": 0},
    ]
    assert read(rules)[1] == ["tdmrep-hidden-rule", "tdmrep-hidden-rule"]


def test_all_that_stands_at_the_wrong_place_is_unclear() -> None:
    statements, problems = read([{"location": "/", "tdm-reservation": 0}], misplaced=True)
    assert [s.standing for s in statements] == [Standing.UNCLEAR]
    assert problems == ["tdmrep-wrong-place"]
    assert read(b"", misplaced=True) == ([], ["tdmrep-empty"])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"[" * 10_000, "json-too-deep"),
        (b'{"tdm-reservation":' * 10_000, "json-too-deep"),
        (b'[{"tdm-reservation":1}' + b" " * 100_000_000 + b"]", "tdmrep-too-large"),
    ],
)
def test_size_and_depth_cannot_hurt(body: bytes, kind: str) -> None:
    statements, problems = read(body)
    assert kind in problems
    assert [s.standing for s in statements] == [Standing.UNCLEAR]


def test_many_rules_are_read_in_one_pass() -> None:
    body = [{"location": f"/{i:x}/" * (1 + i % 7), "tdm-reservation": i % 2} for i in range(20_000)]
    statements, _ = read(body)
    assert len(statements) == 20_000
    assert len(json.dumps(body)) < BODY_LIMIT


def test_quotes_are_short_whatever_the_rule_holds() -> None:
    rule = {"location": "/", "tdm-reservation": 1, "note": {"x": ["y" * 10_000] * 50}}
    (statement,), _ = read([rule])
    assert len(statement.quote) <= 500


_WORDS = st.sampled_from(["location", "tdm-reservation", "tdm-policy", "tdm", "policy", "@type", "disallow", "x"])
_SCALARS = st.none() | st.booleans() | st.integers(-1, 3) | st.floats() | st.sampled_from(["/", "*", "1", "deny", ""])
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=4), max_leaves=12
)


@given(_VALUES)
def test_never_raises_on_any_json(value: object) -> None:
    read(json.dumps(value).encode())


def test_broken_json_is_never_nothing_said() -> None:
    for body in (b"[" * 10_000, b'[{"x": 1}', b"{"):
        (statement,), _ = read(body)
        assert (statement.standing, statement.place) == (Standing.UNCLEAR, "file")
    assert read(b"Not found")[0] == []
