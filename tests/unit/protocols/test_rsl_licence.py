from __future__ import annotations

import pytest

from agister.formats.rsl_document import parse_rsl
from agister.protocols.problem_list import ProblemList
from agister.protocols.rsl_terms import read_terms
from agister.protocols.rsl_voice import Setting
from agister.rights import Scope, Statement


def read(inner: str) -> tuple[list[str], list[str]]:
    body = f'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>{inner}</license></content></rsl>'
    problems = ProblemList()
    setting = Setting(url="https://example.org/rsl.xml", scope=Scope.ORIGIN, carrier="rsl.xml")
    found = read_terms(parse_rsl(body.encode()), setting, problems)[1:]
    return [_brief(s) for s in found], [problem.kind for problem in problems.found]


def _brief(s: Statement) -> str:
    return f"{s.preference} {s.usage} {s.note.partition(' in ')[0]}" + (" ?" if s.standing == "unclear" else "")


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (
            '<permits type="usage">search</permits>',
            ["allow search permits; unpriced", "disallow any by closed list"],
        ),
        ('<prohibits type="usage">ai-all</prohibits>', ["disallow train-ai prohibits", "disallow ai-input prohibits"]),
        (
            '<permits type="usage">ai-train</permits><payment type="training"/>',
            ["disallow train-ai permits; payment training", "disallow any by closed list"],
        ),
        (
            '<permits type="usage">ai-train</permits><prohibits type="geo">DE FR</prohibits>',
            ["allow train-ai permits; unpriced; unless geo DE FR", "disallow any by closed list"],
        ),
        ('<payment type="crawl"/>', ["disallow any permits; payment crawl"]),
        ('<permits type="user">education</permits>', ["allow any conditions only; if user education"]),
        ('<permits type="usage">ai-index</permits>', ["disallow any by closed list"]),
        (
            '<permits type="usage">ai-index ai-input</permits>',
            [
                "allow ai-input permits; unpriced",
                "allow ai-input permits; unpriced",
                "disallow any by closed list",
            ],
        ),
        ('<permits type="usage">x:own</permits>', ["disallow any by closed list"]),
    ],
)
def test_terms(inner: str, said: list[str]) -> None:
    assert read(inner) == (said, [])


@pytest.mark.parametrize(
    ("inner", "said", "kinds"),
    [
        ('<permits type="ai-train">no</permits>', ["disallow train-ai prohibits ?"], ["rsl-invented-type"]),
        ('<permits type="ai-train">yes</permits>', ["allow train-ai permits ?"], ["rsl-invented-type"]),
        ('<prohibits type="ai-train"/>', ["disallow train-ai prohibits ?"], ["rsl-invented-type"]),
        ("<prohibits>ai-train</prohibits>", ["disallow any prohibits ?"], ["rsl-invented-type"]),
        ('<prohibits type="usage">robots</prohibits>', ["disallow any prohibits ?"], ["rsl-unknown-usage"]),
        ('<permits type="usage"/>', ["disallow any by closed list"], ["rsl-empty-list"]),
        ("", [], ["rsl-empty-license"]),
        (
            '<permits type="usage">search</permits><permit/>',
            ["allow search permits; unpriced ?", "disallow any by closed list"],
            ["rsl-unknown-element"],
        ),
    ],
)
def test_malformed_terms(inner: str, said: list[str], kinds: list[str]) -> None:
    assert read(inner) == (said, kinds)
