"""A command is imported when it is asked for, and no other."""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Iterator

import pytest

from agister.cli.main import COMMANDS, build_parser

_SHOWS = "import sys; from agister.cli.main import main; main(sys.argv[1:]); print(*sorted(sys.modules))"


def modules(*words: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", _SHOWS, *words], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_the_levy_does_not_wait_for_the_kernel() -> None:
    found = modules("levy", "instruments")
    assert "agister.cli.levy_instruments" in found
    assert not found & {"numba", "duckdb", "pyarrow", "agister.cli.screen", "agister.cli.levy_share"}


def test_all_commands_are_there_where_none_is_named() -> None:
    with pytest.raises(SystemExit):
        build_parser(["--help"]).parse_args(["--help"])
    said = build_parser(["--help"]).format_help()
    assert [name for name in COMMANDS if f"    {name} " in said] == list(COMMANDS)


def leaves(parser: argparse.ArgumentParser, *words: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield " ".join(words), parser
    for action in below:
        for name, child in action.choices.items():
            yield from leaves(child, *words, name)


@pytest.mark.parametrize(("words", "parser"), list(leaves(build_parser())), ids=lambda value: str(value)[:40])
def test_help_answers_explains_every_argument_and_ends_with_an_example(
    words: str, parser: argparse.ArgumentParser
) -> None:
    assert parser.description is not None and re.match(r"[A-Z`].*\.$", parser.description, re.DOTALL)
    assert [action.metavar for action in parser._actions if not action.help] == []
    shown = textwrap.dedent((parser.epilog or "").partition("example:\n")[2]).replace("\\\n", "")
    mine = [line.partition(">")[0] for line in shown.splitlines() if f"{line} ".startswith(f"agister {words} ")]
    assert mine, "the example is of another command"
    for line in mine:
        given = parser.parse_args(shlex.split(line)[1 + len(words.split()) :])
        assert given is not None


def test_a_wrong_word_names_all_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser(["levy", "shar"]).parse_args(["levy", "shar"])
    assert "due-dates" in capsys.readouterr().err
