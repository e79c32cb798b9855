"""The console script: finds the command, runs it, and turns errors into one clear line and an exit status."""

from __future__ import annotations

import argparse
import errno
import os
import sys
import textwrap
from collections.abc import Sequence

from agister import version
from agister.cli import check, collect, index, levy, origins, policy, screen, trace
from agister.cli.command import Command
from agister.errors import AgisterError, UsageError

#: In the order of `agister --help`.
COMMANDS: tuple[Command, ...] = (origins, collect, index, screen, trace, check, policy, levy)

_ABOUT = "What creators and rightholders say about the use of their works, applied to datasets of any size."


class _Help(argparse.RawDescriptionHelpFormatter):
    """Descriptions wrapped to the terminal; examples, which have lines of their own, as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return super()._fill_text(text, width, indent) if "\n" in text else textwrap.fill(text, width)


def build_parser() -> argparse.ArgumentParser:
    """The parser with all commands."""
    parser = argparse.ArgumentParser(
        prog="agister",
        description=_ABOUT,
        epilog="Exit status: 0 done, 2 bad usage or unusable input, 1 internal error.",
    )
    parser.add_argument("--version", action="version", version=f"agister {version()}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name,
            help=command.summary,
            description=command.description,
            epilog="example:\n" + "\n".join(f"  {line}" for line in command.example.splitlines()),
            formatter_class=_Help,
        )
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    parser = build_parser()
    if not (sys.argv[1:] if arguments is None else arguments):
        parser.print_help(sys.stderr)
        return 2
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except UsageError as error:
        print(f"agister: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(
            "agister: interrupted; nothing half-written was left, run the same command again to go on", file=sys.stderr
        )
        return 130
    except OSError as error:
        print(f"agister: {_io_message(error)}", file=sys.stderr)
        return 2
    except AgisterError as error:
        print(f"agister: internal error: {error}. Please report it with the command you ran.", file=sys.stderr)
        return 1


def _io_message(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    what = error.strerror or str(error)
    if error.errno == errno.ENOSPC:
        return f"{where}the disk is full; nothing half-written was left. Make room and run the same command again"
    return f"{where}{what}"
