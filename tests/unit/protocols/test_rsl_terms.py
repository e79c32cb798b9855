from __future__ import annotations

import pytest

from agister.formats.rsl_document import parse_rsl
from agister.protocols.problem_list import ProblemList
from agister.protocols.rsl_terms import read_terms
from agister.protocols.rsl_voice import Setting
from agister.rights import Scope, Standing, Statement


def read(body: str, *, inline: bool = False) -> tuple[list[Statement], list[str]]:
    problems = ProblemList()
    setting = Setting(url="https://example.org/rsl.xml", scope=Scope.ORIGIN, carrier="rsl.xml", inline=inline)
    found = read_terms(parse_rsl(body.encode()), setting, problems)
    return found, [problem.kind for problem in problems.found]


def rsl(inner: str, namespace: str = "https://rslstandard.org/rsl") -> str:
    return f'<rsl xmlns="{namespace}">{inner}</rsl>'


CONTENT = '<content url="/"><license><prohibits type="usage">search</prohibits></license></content>'


def test_the_marker_comes_first_whatever_follows() -> None:
    for body in (rsl(CONTENT), rsl(""), "<rsl>", "<!DOCTYPE rsl><rsl/>"):
        assert read(body)[0][0].note == "document in https://example.org/rsl.xml"
        assert read(body)[0][0].standing is Standing.SAID


@pytest.mark.parametrize(
    ("body", "kinds", "standings"),
    [
        (rsl(CONTENT), [], ["said"]),
        (rsl(CONTENT, "http://rslstandard.org/rsl"), ["rsl-namespace"], ["unclear"]),
        (rsl(CONTENT, ""), ["rsl-namespace"], ["unclear"]),
        (rsl(CONTENT, "https://example.org/ns"), ["rsl-namespace"], ["unclear"]),
        (rsl(""), ["rsl-no-content"], []),
        ("<rsl>", ["rsl-not-well-formed"], ["unclear"]),
        (rsl('<content url="/"/>'), ["rsl-content-without-license"], ["unclear"]),
    ],
)
def test_documents(body: str, kinds: list[str], standings: list[str]) -> None:
    found, problems = read(body)
    assert problems == kinds
    assert [s.standing.value for s in found[1:]] == standings


def test_inside_a_page_one_content_stands() -> None:
    assert read(rsl(CONTENT * 2), inline=True)[1] == ["rsl-inline-contents", "rsl-inline-url", "rsl-inline-url"]
