from __future__ import annotations

import errno
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from agister import version
from agister.cli import policy
from agister.cli.main import build_parser, commands, main
from agister.errors import BrokenInvariant, UsageError
from tests.commands import ENVIRONMENT, SCRIPT, Agister


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.name)
def test_help_shows_an_example(agister: Agister, command: Any) -> None:
    said = agister(command.name, "--help")
    assert (said.status, said.err) == (0, "")
    shown = said.out.partition("example:\n")[2]
    assert [line.strip() for line in shown.rstrip().splitlines()] == [
        line.strip() for line in command.example.splitlines()
    ]
    assert command.description.split(".")[0].split()[0] in said.out


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.name)
def test_examples_are_commands_that_parse(command: Any) -> None:
    for line in command.example.replace("\\\n", " ").splitlines():
        words = line.partition(">")[0].split()
        assert words[0] == "agister"
        assert build_parser().parse_args(words[1:]).command in {c.name for c in commands()}


def test_the_names_other_programs_call() -> None:
    assert [command.name for command in commands()] == [
        "origins",
        "collect",
        "index",
        "screen",
        "trace",
        "check",
        "policy",
        "levy",
    ]


def test_version_and_help(agister: Agister) -> None:
    assert agister("--version").out == f"agister {version()}\n"
    said = agister("--help")
    assert said.status == 0
    assert "Exit status: 0 done, 2 bad usage or unusable input, 1 internal error." in " ".join(said.out.split())


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["screen"], ["screen", "x", "--nonsense"], ["trace", "--statement", "x"]]
)
def test_bad_usage(agister: Agister, arguments: list[str]) -> None:
    said = agister(*arguments)
    assert (said.status, said.out) == (2, "")
    assert "error:" in said.err


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (UsageError("mend this"), 2, "agister: mend this"),
        (
            OSError(errno.ENOSPC, "No space left on device", "/x"),
            2,
            "agister: /x: the disk is full; nothing half-written was left. Make room and run the same command again",
        ),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), 2, "agister: /x: Permission denied"),
        (OSError("something"), 2, "agister: something"),
        (
            BrokenInvariant("a bug"),
            1,
            "agister: internal error: a bug. Please report it with the command you ran.",
        ),
        (
            KeyboardInterrupt(),
            130,
            "agister: interrupted; nothing half-written was left, run the same command again to go on",
        ),
    ],
)
def test_errors_become_one_line(
    monkeypatch: pytest.MonkeyPatch, agister: Agister, error: BaseException, status: int, line: str
) -> None:
    def failing(_options: object) -> int:
        raise error

    monkeypatch.setattr(policy, "run", failing)
    said = agister("policy", "list")
    assert (said.status, said.out, said.err) == (status, "", line + "\n")


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [*SCRIPT, "policy", "show", "eu-research"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("encoding", "quoted"),
    [
        ("ascii", b"\\u201cmost specific\\u201d"),
        ("latin-1", b"\\u201cmost specific\\u201d"),
        ("cp1252", b"\x93most specific\x94"),
    ],
)
def test_any_encoding_of_the_terminal(encoding: str, quoted: bytes) -> None:
    """Words for people spell out what cannot be written; text for programs is UTF-8 whatever the locale says."""

    def said(*words: str) -> bytes:
        environment = {**ENVIRONMENT, "PYTHONIOENCODING": encoding, "COLUMNS": "1000"}
        done = subprocess.run([*SCRIPT, "policy", *words], capture_output=True, env=environment, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout

    assert quoted in said("explain", "eu-research")
    shipped = files("agister.screening") / "policies" / "eu-research.toml"
    assert said("show", "eu-research") == shipped.read_bytes()
    assert "§ 60d".encode() in said("explain", "eu-research", "--json")


def test_main_answers_with_the_status(tmp_path: Path) -> None:
    assert main(["index", "stats", str(tmp_path)]) == 2
