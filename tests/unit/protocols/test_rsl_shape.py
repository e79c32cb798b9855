from __future__ import annotations

import pytest

from agister.formats.rsl_document import parse_rsl
from agister.protocols.problem_list import ProblemList
from agister.protocols.rsl_shape import judge_children
from agister.protocols.rsl_voice import Setting, Voice
from agister.rights import Scope


@pytest.mark.parametrize(
    ("inner", "strange", "kinds", "unclear"),
    [
        ("<content url='/'/>", False, [], 0),
        ("<meta/>", True, ["rsl-unknown-element"], 0),
        ("<terms>x</terms>", True, ["rsl-misplaced-element"], 0),
        ("<license/>", True, ["rsl-misplaced-element"], 1),
        ("<prohibits>x</prohibits>", True, ["rsl-misplaced-element"], 1),
    ],
)
def test_children_of_the_root(inner: str, strange: bool, kinds: list[str], unclear: int) -> None:
    root = parse_rsl(f'<rsl xmlns="https://rslstandard.org/rsl">{inner}</rsl>'.encode()).root
    assert root is not None
    voice = Voice(Setting(url="u", scope=Scope.ORIGIN, carrier="rsl.xml"), ProblemList(), understood=True)
    assert judge_children(root, voice) is strange
    assert [problem.kind for problem in voice.problems.found] == kinds
    assert len(voice.found) == unclear


def test_attributes() -> None:
    root = parse_rsl(b'<rsl xmlns="https://rslstandard.org/rsl" max-age="3" version="1.0"/>').root
    assert root is not None
    voice = Voice(Setting(url="u", scope=Scope.ORIGIN, carrier="rsl.xml"), ProblemList(), understood=True)
    assert judge_children(root, voice) is False
    assert [problem.kind for problem in voice.problems.found] == ["rsl-unknown-attribute"]
