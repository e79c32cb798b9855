"""X-Robots-Tag lines of one answer."""

from __future__ import annotations

from hypothesis import given

from agister.protocols import resolve, x_robots_tag
from agister.protocols.protocol import NOTHING
from agister.protocols.seen import Seen
from agister.rights import Asset, Observation, Outcome, Question, Scope, Usage
from tests.strategies import headers

URL = "https://example.org/a.jpg"
QUESTION = Question(usage=Usage.TRAIN_AI, tokens=("examplebot",))


def seen(*values: str, status: int = 200) -> Seen:
    return Seen(Observation(url=URL, status=status, headers=tuple(("X-ROBOTS-Tag", value) for value in values)))


def test_lines_are_read_by_themselves() -> None:
    result = x_robots_tag.read(seen("otherbot: noai", "noimageai"))
    assert [(s.place, s.agents, s.scope, s.note) for s in result.statements] == [
        ("header x-robots-tag: otherbot: noai", ("otherbot",), Scope.URL, "everybody"),
        ("header x-robots-tag [2]: noimageai", (), Scope.URL, "images"),
    ]
    found = resolve(x_robots_tag, result.statements, Asset(origin="https://example.org", path="/a.jpg"), QUESTION)
    assert found.outcome is Outcome.RESERVED
    assert found.because is result.statements[1]


def test_answers_that_failed_and_answers_without_the_header() -> None:
    assert x_robots_tag.read(seen("noai", status=404)) is NOTHING
    assert x_robots_tag.read(seen()) is NOTHING


def test_bombs_are_bounded_and_told() -> None:
    many = x_robots_tag.read(seen(*["noindex"] * 5_000))
    assert len(many.statements) == 100
    assert [p.kind for p in many.problems] == ["x-robots-tag-too-many"]
    long = x_robots_tag.read(seen("noai," * 100_000))
    assert len(long.statements) == 1
    assert [p.kind for p in long.problems] == ["x-robots-tag-too-long"]


@given(headers)
def test_any_headers(lines: tuple[tuple[str, str], ...]) -> None:
    x_robots_tag.read(Seen(Observation(url=URL, status=200, headers=tuple(lines))))
