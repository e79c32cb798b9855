"""ai.txt: the generator's lines, and everything else that is found under that name."""

from __future__ import annotations

import pytest
from hypothesis import given

from agister.protocols import ai_txt, resolve
from agister.protocols.protocol import NOTHING
from agister.protocols.seen import Seen
from agister.rights import Asset, Observation, Outcome, Preference, Question, Standing, Statement, Usage
from tests.strategies import hostile_bytes

QUESTION = Question(usage=Usage.TRAIN_AI, tokens=("examplebot",))


def seen(body: str | bytes, path: str = "/ai.txt", media_type: str = "text/plain") -> Seen:
    raw = body.encode() if isinstance(body, str) else body
    headers = (("Content-Type", media_type),)
    return Seen(Observation(url="https://example.org" + path, status=200, headers=headers, body=raw))


def outcome(body: str, path: str, question: Question = QUESTION) -> Outcome:
    asset = Asset(origin="https://example.org", path=path)
    return resolve(ai_txt, ai_txt.read(seen(body)).statements, asset, question).outcome


def test_statements() -> None:
    result = ai_txt.read(seen("# Spawning AI\nUser-Agent: *\nDisallow: *.jpg\nAllow: /\n"))
    assert result.problems == ()
    first, second = result.statements
    assert first == Statement(
        protocol="ai_txt",
        usage=Usage.TRAIN_AI,
        preference=Preference.DISALLOW,
        place="line 3",
        quote="Disallow: *.jpg",
        pattern="*.jpg",
        fold_case=True,
        agents=("*",),
        carrier="ai.txt",
    )
    assert (second.place, second.pattern, second.preference) == ("line 4", "/", Preference.ALLOW)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a.c", "reserved"),
        ("/a.C?x", "reserved"),
        ("/a.c/raw", "reserved"),
        ("/a.css", "unknown"),
        ("/a.com/x", "unknown"),
    ],
)
def test_where_an_ending_ends(path: str, expected: str) -> None:
    assert outcome("User-agent: *\nDisallow: *.c\nAllow: /\n", path) == expected


def test_an_allowed_ending_does_not_reach_into_the_path() -> None:
    assert outcome("User-agent: *\nAllow: *.c\nDisallow: /\n", "/a.c/raw") is Outcome.RESERVED


def test_both_places_add_up() -> None:
    statements = (
        *ai_txt.read(seen("User-agent: *\nAllow: /\n")).statements,
        *ai_txt.read(seen("User-agent: *\nDisallow: /\n", "/.well-known/ai.txt")).statements,
    )
    found = resolve(ai_txt, statements, Asset(origin="https://example.org", path="/"), QUESTION)
    assert found.outcome is Outcome.RESERVED


def test_dialects_are_told_and_unclear_where_they_reserve() -> None:
    result = ai_txt.read(seen("User-agent: *\nAllow: /\nTrain: deny\nTraining-allowed: maybe\n*:no-training\n"))
    assert [(s.place, s.standing) for s in result.statements] == [
        ("line 2", Standing.SAID),
        ("line 3", Standing.UNCLEAR),
        ("line 5", Standing.UNCLEAR),
    ]
    assert {p.kind for p in result.problems} == {"ai-txt-other-dialect"}


def test_a_web_page_and_another_path() -> None:
    page = ai_txt.read(seen("<html>User-agent: *\nDisallow: /", media_type="text/html"))
    assert page.statements == ()
    assert [p.kind for p in page.problems] == ["ai-txt-web-page"]
    assert ai_txt.read(seen("User-agent: *\nDisallow: /", "/robots.txt")) is NOTHING


def test_a_million_lines_are_bounded() -> None:
    result = ai_txt.read(seen("User-agent: *\n" + "Disallow: /a\n" * 100_000 + "Train: no\n" * 10_000))
    assert sum(s.standing is Standing.SAID for s in result.statements) == 20_000
    assert len(result.statements) == 20_101
    assert "ai-txt-too-many-rules" in {p.kind for p in result.problems}
    assert len(result.problems) <= 60


@given(hostile_bytes)
def test_any_bytes(body: bytes) -> None:
    result = ai_txt.read(seen(body))
    asset = Asset(origin="https://example.org", path="/a.jpg")
    assert resolve(ai_txt, result.statements, asset, QUESTION).outcome in Outcome
