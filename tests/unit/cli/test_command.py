from __future__ import annotations

import argparse
import inspect

from agister.cli.command import Command
from agister.cli.main import commands


def test_every_command_keeps_the_contract() -> None:
    wanted = [name for name in vars(Command) if not name.startswith("_")]
    assert wanted == ["name", "summary", "description", "example", "add_arguments", "run"]
    for command in commands():
        assert all(isinstance(getattr(command, word), str) for word in wanted[:4])
        assert list(inspect.signature(command.run).parameters) == ["options"]
        assert "\n" not in command.summary
        command.add_arguments(argparse.ArgumentParser())
