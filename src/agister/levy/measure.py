"""What a file in `bases/` offers. It decides how much; reliefs, rounding and dates are the same for all and stand elsewhere."""

from __future__ import annotations

from typing import Protocol

from agister.levy.facts import Facts
from agister.levy.instrument import Schedule
from agister.levy.lines import Measured


class LevyBase(Protocol):
    """What a levy is charged on. Implemented by modules."""

    @property
    def name(self) -> str: ...

    @property
    def summary(self) -> str:
        """One line for people."""
        ...

    @property
    def needs(self) -> tuple[tuple[str, ...], ...]:
        """Values an act must lay down for it, each with its alternatives."""
        ...

    @property
    def reads(self) -> tuple[str, ...]:
        """Facts of a return that it looks at."""
        ...

    def measure(self, facts: Facts, schedule: Schedule) -> Measured:
        """The exact amount and the lines that lead to it. Raises `LevyError` where a needed fact or value is missing."""
        ...
