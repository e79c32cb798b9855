"""What the vectors cannot say: the statements themselves, and laws on any bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agister.formats.url import parse
from agister.protocols import NOTHING, ReadResult, Seen, content_signals, resolve
from agister.rights import Observation, Question, Scope, Standing, Usage


def read(body: bytes, headers: tuple[tuple[str, str], ...] = ()) -> ReadResult:
    observation = Observation(url="https://example.org/robots.txt", status=200, headers=headers, body=body)
    return content_signals.read(Seen(observation))


def test_a_line_gives_a_statement_for_each_signal() -> None:
    found = read(b"User-agent: a\nContent-Signal: search=yes, ai-train=no, use=reference\n").statements
    assert [(s.usage.value, s.preference.value, s.note, s.agents, s.place, s.scope) for s in found] == [
        ("search", "allow", "search", ("a",), "line 2", Scope.ORIGIN),
        ("train-ai", "disallow", "ai-train", ("a",), "line 2", Scope.ORIGIN),
        ("train-ai", "unknown", "use=reference", ("a",), "line 2", Scope.ORIGIN),
    ]
    assert found[0].quote == "Content-Signal: search=yes, ai-train=no, use=reference"


def test_groups_without_a_signal_are_given_where_another_has_one() -> None:
    found = read(b"User-agent: a\nAllow: /\n\nUser-agent: *\nContent-Signal: ai-train=no\n").statements
    assert [(s.agents, s.note) for s in found] == [(("a",), "group"), (("*",), "ai-train")]


def test_a_file_without_a_signal_is_not_looked_at() -> None:
    seen = Seen(Observation(url="https://example.org/robots.txt", status=200, body=b"User-agent: *\nDisallow: /\n"))
    assert content_signals.read(seen) is NOTHING
    assert "robots" not in seen.__dict__


def test_a_contradiction_is_told_once_for_each_agent_group() -> None:
    body = b"User-agent: a\nContent-Signal: ai-train=no\nAllow: /\n\nUser-agent: a\nContent-Signal: ai-train=yes\n"
    assert [(p.kind, p.place, p.message) for p in read(body).problems] == [
        ("content-signals-contradiction", "line 6", "ai-train has several values (no, yes); the strictest counts")
    ]


def test_a_signal_before_any_group_is_read_as_if_for_everybody() -> None:
    found = read(b"Content-Signal: ai-train=no\n")
    assert [(s.agents, s.standing) for s in found.statements] == [(("*",), Standing.SAID)]


def test_a_question_without_tokens_is_answered_for_everybody() -> None:
    asset = parse("https://example.org/a")
    assert asset is not None
    found = read(b"User-agent: *\nContent-Signal: ai-train=no\n").statements
    assert resolve(content_signals, found, asset, Question(usage=Usage.TRAIN_AI)).outcome.value == "reserved"


LINES = st.sampled_from(
    ["User-agent: *", "User-agent: a", "Content-Signal: ai-train=no", "content-signal: ai-train=yes, use=reference",
     "Disallow: /a", "Allow: /", "Content_Signal: ai-train=no", "Content-Signal x=no", "Content-Signal: noai; x", ""]
)  # fmt: skip


@given(st.one_of(st.binary(), st.lists(LINES).map(lambda lines: "\n".join(lines).encode())), st.sampled_from(Usage))
def test_no_bytes_raise(body: bytes, usage: Usage) -> None:
    asset = parse("https://example.org/a")
    assert asset is not None
    question = Question(usage=usage, tokens=("a", "b"))
    resolve(content_signals, read(b"content-signal " + body).statements, asset, question)


@given(st.lists(LINES).map(lambda lines: "\n".join(lines).encode()))
def test_the_cautious_choice_of_groups_reserves_wherever_the_other_does(body: bytes) -> None:
    asset = parse("https://example.org/a")
    assert asset is not None
    own = {"content_signals": {"groups": "own-or-star"}}
    found = read(body).statements
    narrow = resolve(content_signals, found, asset, Question(usage=Usage.TRAIN_AI, tokens=("a",), choices=own))
    if narrow.outcome.value == "reserved":
        wide = resolve(content_signals, found, asset, Question(usage=Usage.TRAIN_AI, tokens=("a",)))
        assert wide.outcome.value == "reserved"
