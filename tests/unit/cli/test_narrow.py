"""A command is imported when it is asked for, and no other."""

from __future__ import annotations

import subprocess
import sys

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


def test_a_wrong_word_names_all_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser(["levy", "shar"]).parse_args(["levy", "shar"])
    assert "due-dates" in capsys.readouterr().err
