"""A parser that imports a command only when it is asked for: somebody who shares out an amount does not wait for a screening kernel."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Sequence
from importlib import import_module
from typing import Any, cast

from agister.cli.command import Command


class Help(argparse.RawDescriptionHelpFormatter):
    """Descriptions wrapped to the terminal; examples, which have lines of their own, as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return super()._fill_text(text, width, indent) if "\n" in text else textwrap.fill(text, width)


class NarrowParser(argparse.ArgumentParser):
    """A parser of one command, whose arguments are added when words reach it."""

    def __init__(self, *args: Any, command: Command | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._command = command
        self.words: Sequence[str] | None = None
        """What follows the command on the command line; None: whatever could follow, as for documentation."""

    def fill(self, words: Sequence[str] | None) -> None:
        """Add the arguments of its command, once."""
        command, self._command, self.words = self._command, None, words
        if command is not None:
            command.add_arguments(self)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As `argparse` does, with its arguments there."""
        self.fill(list(args or ()))
        return super().parse_known_args(args, namespace)


def example_text(example: str) -> str:
    """Command lines as `--help` ends with them."""
    return "example:\n" + "\n".join(f"  {line}" for line in example.splitlines())


def add_verb(verbs: Any, word: str, *, summary: str, description: str, example: str) -> argparse.ArgumentParser:
    """One verb of a command that has several; `verbs` is what `add_subparsers` gave."""
    added: argparse.ArgumentParser = verbs.add_parser(
        word, help=summary, description=description, epilog=example_text(example), formatter_class=Help
    )
    return added


def command_module(module: str) -> Command:
    """A command by the name of its module."""
    return cast(Command, import_module(f"agister.cli.{module}"))


def add_commands(
    parser: argparse.ArgumentParser, modules: Sequence[str], *, dest: str, metavar: str, runs_as: str, prefix: str = ""
) -> None:
    """One sub-parser for each module. Where the words that follow name one of them, only that one is imported."""
    words = parser.words if isinstance(parser, NarrowParser) else None
    below = parser.add_subparsers(dest=dest, metavar=metavar, required=True, parser_class=NarrowParser)
    names = {module.removeprefix(prefix).replace("_", "-"): module for module in modules}
    asked = words[0] if words and words[0] in names else None
    for name, module in names.items():
        if asked is not None and name != asked:
            below.add_parser(name)
            continue
        command = command_module(module)
        sub = below.add_parser(
            command.name,
            help=command.summary,
            description=command.description,
            epilog=example_text(command.example),
            formatter_class=Help,
            command=command,
        )
        sub.set_defaults(**{runs_as: command.run})
        if words is None:
            sub.fill(None)
