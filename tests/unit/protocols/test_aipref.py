"""What the vectors cannot say: the statements themselves, and laws on any bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agister.formats.url import parse
from agister.protocols import NOTHING, Seen, aipref, resolve
from agister.rights import Observation, Question, Reading, Scope, Standing, Statement, Usage


def read(body: bytes, headers: tuple[tuple[str, str], ...] = ()) -> list[Statement]:
    observation = Observation(url="https://example.org/robots.txt", status=200, headers=headers, body=body)
    return list(aipref.read(Seen(observation)).statements)


def test_a_rule_keeps_label_revision_path_and_agents() -> None:
    found = read(b"User-agent: a\nUser-agent: b\nContent-Usage: /art/ train-ai=n, bots=y\n")
    assert [(s.usage.value, s.preference.value, s.note, s.pattern, s.agents, s.place) for s in found] == [
        ("train-genai", "disallow", "vocab-08 train-ai", "/art/", ("a", "b"), "line 3"),
        ("any", "allow", "vocab-04 bots", "/art/", ("a", "b"), "line 3"),
        ("crawl", "unknown", "group", "", ("a", "b"), "line 1"),
    ]
    assert {s.quote for s in found[:2]} == {"Content-Usage: /art/ train-ai=n, bots=y"}


def test_crawl_rules_are_given_only_where_a_preference_stands() -> None:
    rules = b"User-agent: *\nDisallow: /x\nAllow: /\n"
    assert read(rules) == []
    assert [(s.usage.value, s.preference.value, s.pattern) for s in read(rules + b"Content-Usage: train-ai=n\n")] == [
        ("train-genai", "disallow", ""),
        ("crawl", "unknown", ""),
        ("crawl", "disallow", "/x"),
        ("crawl", "allow", "/"),
    ]


def test_a_file_without_a_preference_is_not_looked_at() -> None:
    seen = Seen(Observation(url="https://example.org/robots.txt", status=200, body=b"User-agent: *\nDisallow: /\n"))
    assert aipref.read(seen) is NOTHING
    assert "robots" not in seen.__dict__


def test_a_header_speaks_of_its_url() -> None:
    (statement,) = read(b"", (("content-usage", "search=n"),))
    assert (statement.scope, statement.carrier, statement.place) == (Scope.URL, "header", "header content-usage")


def test_unclear_statements_are_given_once_for_both_readings() -> None:
    found = read(b"Useragent: a\nUser-agent: b\nContent-Usage: train-ai=no\n")
    assert [(s.standing, s.reading) for s in found if s.standing is not Standing.SAID] == [
        (Standing.UNCLEAR, Reading.BOTH)
    ]


def test_a_question_without_tokens_is_answered_for_everybody() -> None:
    asset = parse("https://example.org/a")
    assert asset is not None
    found = read(b"User-agent: *\nContent-Usage: train-ai=n\n")
    assert resolve(aipref, found, asset, Question(usage=Usage.TRAIN_AI)).outcome.value == "reserved"


LINES = st.sampled_from(
    ["User-agent: *", "User-agent: a", "Content-Usage: train-ai=n", "content-usage: /a* search=y", "Disallow: /a",
     "Allow: /", "Content_Usage: ai=no", "Content-Usage /x", "Content-Usage: bots=n, ", "# x", ""]
)  # fmt: skip


@given(st.one_of(st.binary(), st.lists(LINES).map(lambda lines: "\n".join(lines).encode())), st.sampled_from(Usage))
def test_no_bytes_raise(body: bytes, usage: Usage) -> None:
    asset = parse("https://example.org/a")
    assert asset is not None
    for choices in ({}, {"aipref": {"crawl_condition": "applies", "labels": "strict"}}):
        question = Question(usage=usage, tokens=("a", "b"), choices=choices)
        resolve(aipref, read(b"content-usage " + body), asset, question)


@given(st.lists(LINES).map(lambda lines: "\n".join(lines).encode()))
def test_the_cautious_choices_reserve_wherever_the_draft_does(body: bytes) -> None:
    asset = parse("https://example.org/a")
    assert asset is not None
    by_draft = {"aipref": {"crawl_condition": "applies", "labels": "strict"}}
    found = read(body)
    strict = resolve(aipref, found, asset, Question(usage=Usage.TRAIN_AI, tokens=("a",), choices=by_draft))
    if strict.outcome.value == "reserved":
        assert resolve(aipref, found, asset, Question(usage=Usage.TRAIN_AI, tokens=("a",))).outcome.value == "reserved"
