"""The console script: finds the command, runs it, and turns errors into one clear line and an exit status."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from agister import version
from agister.cli.command import Command
from agister.cli.narrow import Help, NarrowParser, add_commands, command_module
from agister.cli.terminal import spell_out_what_cannot_be_encoded
from agister.errors import AgisterError, UsageError

#: Modules of this folder, in the order of `agister --help`.
COMMANDS: tuple[str, ...] = ("origins", "collect", "index", "screen", "trace", "check", "policy", "levy")

_ABOUT = (
    "What creators and rightholders say about the use of their works, applied to datasets of any size; and a levy on the "
    "commercial use of what is common, from a declared return to money in the hands of the commons."
)


def commands() -> tuple[Command, ...]:
    """All commands."""
    return tuple(command_module(name) for name in COMMANDS)


def build_parser(words: Sequence[str] | None = None) -> NarrowParser:
    """The parser; with all commands, or with those that some words ask for."""
    parser = NarrowParser(
        prog="agister",
        description=_ABOUT,
        epilog="Exit status: 0 done, 2 bad usage or unusable input, 1 internal error.",
        formatter_class=Help,
    )
    parser.words = words
    parser.add_argument("--version", action="version", version=f"agister {version()}")
    add_commands(parser, COMMANDS, dest="command", metavar="COMMAND", runs_as="run")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    spell_out_what_cannot_be_encoded()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with _terminated_like_interrupted():
            return _run(words)
    except UsageError as error:
        print(f"agister: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt as interrupt:
        print(
            "agister: interrupted; nothing half-written was left, run the same command again to go on", file=sys.stderr
        )
        return 143 if isinstance(interrupt, _Terminated) else 130
    except OSError as error:
        print(f"agister: {_io_message(error)}", file=sys.stderr)
        return 2
    except AgisterError as error:
        print(f"agister: internal error: {error}. Please report it with the command you ran.", file=sys.stderr)
        return 1


def _run(words: Sequence[str]) -> int:
    parser = build_parser(words)
    if not words:
        parser.print_help(sys.stderr)
        return 2
    options = parser.parse_args(words)
    status: int = options.run(options)
    sys.stdout.flush()
    return status


class _Terminated(KeyboardInterrupt):
    """SIGTERM, with which batch systems and containers end a program."""


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """SIGTERM cleans up as an interrupt does, where nobody has said what else it should do."""
    mine = threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if mine:
        signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        if mine:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise _Terminated


def _io_message(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    what = error.strerror or str(error)
    if error.errno == errno.ENOSPC:
        return f"{where}the disk is full; nothing half-written was left. Make room and run the same command again"
    return f"{where}{what}"
