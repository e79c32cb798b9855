"""Every command with its options, from the argument parser."""

from __future__ import annotations

import argparse
import textwrap

from agister.cli.main import build_parser
from docs.generators.markdown import NOTE, table


def page() -> str:
    """Every command with its options, from the argument parser."""
    parser = build_parser()
    text = (
        "# Commands\n\n"
        + NOTE
        + "Exit status 0: done. 2: bad usage or unusable input, with one line that says why. 1: a mistake of ours.\n"
    )
    for words, command in sorted(_leaves(parser, ())):
        text += f"\n## `agister {' '.join(words)}`\n\n"
        text += f"{command.description or ''}\n\n" if command.description else ""
        usage = " ".join(command.format_usage().removeprefix("usage: ").split())
        text += f"```text\n{usage}\n```\n\n"
        text += table(["argument", "means"], _arguments(command))
        text += f"\n```console elsewhere\n{_example(command)}```\n"
    return text


def _example(command: argparse.ArgumentParser) -> str:
    """The command lines with which its help ends, each after `$`."""
    lines = textwrap.dedent((command.epilog or "").partition("example:\n")[2]).splitlines()
    return "".join(f"> {line.strip()}\n" if line.startswith(" ") else f"$ {line}\n" for line in lines)


def _leaves(
    parser: argparse.ArgumentParser, words: tuple[str, ...]
) -> list[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        return [(words, parser)]
    return [
        leaf for action in below for name, child in action.choices.items() for leaf in _leaves(child, (*words, name))
    ]


def _arguments(command: argparse.ArgumentParser) -> list[list[str]]:
    rows = []
    for action in command._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        shown = str(action.metavar or (action.dest.upper() if action.nargs != 0 else ""))
        if action.choices and not action.metavar:
            shown = " or ".join(map(str, action.choices))
        name = (
            f"`{', '.join(action.option_strings)} {shown}`".replace(" `", "`")
            if action.option_strings
            else f"`{shown}`"
        )
        rows.append([name, (action.help or "") % {"default": action.default, "prog": command.prog}])
    return rows
