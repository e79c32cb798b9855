"""What a file in this folder must offer."""

from __future__ import annotations

import argparse
from typing import Protocol


class Command(Protocol):
    """A command of the console script. Implemented by modules."""

    @property
    def name(self) -> str: ...

    @property
    def summary(self) -> str:
        """One line for `agister --help`."""
        ...

    @property
    def description(self) -> str:
        """What it does, in a few sentences."""
        ...

    @property
    def example(self) -> str:
        """A command line that works."""
        ...

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace) -> int:
        """Exit status."""
        ...
