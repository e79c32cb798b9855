"""What headers and metas share: images, agents, policy keys."""

from __future__ import annotations

import pytest

from agister.formats.robots_tokens import read_list
from agister.protocols.problem_list import ProblemList
from agister.protocols.robots_directives import KEYS, is_image, order_of, statements_of
from agister.protocols.seen import Seen
from agister.rights import Observation, Outcome, Question, Scope, Standing, Statement, Usage


def seen(path: str, media_type: str = "", body: bytes = b"") -> Seen:
    headers = (("Content-Type", media_type),) if media_type else ()
    return Seen(Observation(url="https://example.org" + path, status=200, headers=headers, body=body))


@pytest.mark.parametrize(
    ("path", "media_type", "body", "expected"),
    [
        ("/a.jpg", "image/jpeg", b"", True),
        ("/a", "image/avif; q=1", b"", True),
        ("/a.html", "image/png", b"", True),
        ("/a.JPEG?w=1", "", b"", True),
        ("/a.jpg", "text/html", b"<html>", False),
        ("/a.jpg", "", b"<!doctype html>", False),
        ("/image/1", "", b"\x89PNG", True),
        ("/image/1", "application/octet-stream", b"", True),
        ("/image/1", "application/pdf", b"", False),
        ("/a.jpg", "application/pdf", b"", True),
        ("/a.html", "", b"", False),
        ("/", "", b"", False),
    ],
)
def test_what_is_an_image(path: str, media_type: str, body: bytes, expected: bool) -> None:
    assert is_image(seen(path, media_type, body)) is expected


def made(value: str, *, image: bool = False) -> list[Statement]:
    return statements_of(
        "x_robots_tag",
        read_list(value, prefixes=True),
        carrier="header",
        place="header x-robots-tag",
        image=image,
        problems=ProblemList(),
    )


def outcome(statements: list[Statement], question: Question) -> Outcome:
    panels = order_of("x_robots_tag", statements, question)
    return Outcome.RESERVED if panels else Outcome.UNKNOWN


def test_one_statement_for_each_use_with_a_place_of_its_own() -> None:
    first, second = made("GPTBot: noml")
    assert first == Statement(
        protocol="x_robots_tag",
        usage=Usage.TRAIN_AI,
        preference=first.preference,
        place="header x-robots-tag: gptbot: noml",
        quote="x-robots-tag: gptbot: noml",
        scope=Scope.URL,
        agents=("gptbot",),
        carrier="header",
        note="everybody",
    )
    assert (second.usage, second.place) == (Usage.AI_INPUT, "header x-robots-tag: gptbot: noml (ai-input)")


def test_places_are_unique() -> None:
    places = [s.place for s in made("noml, noai, noarchive, GPTBot: noai, noml, no-ai, nosnippet, max-snippet:0")]
    assert len(places) == len(set(places)) + places.count("header x-robots-tag: gptbot: noai") - 1


def test_intent_is_unclear_and_told() -> None:
    problems = ProblemList()
    (statement,) = statements_of(
        "robots_meta",
        read_list("notdm", prefixes=False),
        carrier="html",
        place="meta robots",
        image=False,
        problems=problems,
    )
    assert (statement.usage, statement.standing) == (Usage.TDM, Standing.UNCLEAR)
    assert [(p.kind, p.place) for p in problems.found] == [("robots-meta-rule-unknown", "meta robots")]


@pytest.mark.parametrize(
    ("value", "usage", "key", "choice", "expected"),
    [
        ("noai", "train-ai", "noindex", "search", "reserved"),
        ("noindex", "train-ai", "noindex", "search", "unknown"),
        ("noindex", "train-ai", "noindex", "any", "reserved"),
        ("noindex", "search", "noindex", "search", "reserved"),
        ("nosnippet", "ai-input", "nosnippet", "ai-input", "reserved"),
        ("nosnippet", "ai-input", "nosnippet", "ignored", "unknown"),
        ("noarchive", "train-ai", "noarchive", "operator", "unknown"),
        ("noarchive", "train-ai", "noarchive", "everybody", "reserved"),
        ("noml", "ai-input", "noml", "training-and-input", "reserved"),
        ("noml", "ai-input", "noml", "training", "unknown"),
        ("noml", "train-ai", "noml", "training", "reserved"),
        ("noimageai", "train-ai", "noimageai", "images", "unknown"),
        ("noimageai", "train-ai", "noimageai", "page", "reserved"),
        ("other: noai", "train-ai", "agents", "own", "unknown"),
        ("other: noai", "train-ai", "agents", "everybody", "reserved"),
        ("examplebot: noai", "train-ai", "agents", "own", "reserved"),
        ("examplebot: noai", "train-ai", "agents", "ignored", "unknown"),
    ],
)
def test_policy_keys(value: str, usage: str, key: str, choice: str, expected: str) -> None:
    question = Question(usage=Usage(usage), tokens=("ExampleBot",), choices={"x_robots_tag": {key: choice}})
    assert outcome(made(value), question) == expected


def test_every_default_is_a_value_and_the_first() -> None:
    assert all(key.default == key.values[0] for key in KEYS)


def test_no_token_is_listed() -> None:
    assert outcome(made("noai"), Question(usage=Usage.TRAIN_AI)) is Outcome.RESERVED
    assert outcome(made("gptbot: noai"), Question(usage=Usage.TRAIN_AI)) is Outcome.UNKNOWN
