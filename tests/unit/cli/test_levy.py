from __future__ import annotations

import shlex

import pytest

from agister.cli.levy import actions
from agister.cli.main import build_parser
from tests.commands import Agister


@pytest.mark.parametrize("action", actions(), ids=lambda action: action.name)
def test_help_shows_an_example(agister: Agister, action: object) -> None:
    said = agister("levy", action.name, "--help")
    assert (said.status, said.err) == (0, "")
    shown = said.out.partition("example:\n")[2]
    assert [line.strip() for line in shown.rstrip().splitlines()] == [
        line.strip() for line in action.example.splitlines()
    ]


@pytest.mark.parametrize("action", actions(), ids=lambda action: action.name)
def test_examples_are_commands_that_parse(action: object) -> None:
    for line in action.example.replace("\\\n", " ").splitlines():
        words = shlex.split(line.partition(">")[0])
        assert build_parser().parse_args(words[1:]).action == action.name


def test_without_an_action(agister: Agister) -> None:
    said = agister("levy")
    assert (said.status, said.out) == (2, "")
    assert "ACTION" in said.err
