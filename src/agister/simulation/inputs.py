"""What a scenario says of a provider: each input, what kind of number it is, and its low, central and high value with a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from agister.errors import BrokenInvariant
from agister.simulation.declared import MILLION, UNDECLARED

#: Where every input stands at once in the three corner cases.
LEVELS = ("low", "central", "high")
#: Shapes of the range between low and high.
SHAPES = ("triangular", "lognormal", "uniform")
#: Largest growth in a year and largest margin, of either sign, in millionths.
LARGEST_RATE = 100 * MILLION


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """An input that is known only within bounds. Whole numbers: minor units, or millionths of a rate."""

    low: int
    central: int
    high: int
    source: str = ""
    shape: str = ""
    """One of `SHAPES`; empty: that of the scenario."""

    def __post_init__(self) -> None:
        if not self.low <= self.central <= self.high:
            raise BrokenInvariant(f"{self.low}, {self.central}, {self.high} do not ascend")

    @property
    def certain(self) -> bool:
        """Whether there is but one value."""
        return self.low == self.high

    def at(self, level: str) -> int:
        """The value at one of `LEVELS`."""
        found: int = getattr(self, level)
        return found


def exactly(value: int, source: str = "") -> Range:
    """An input without uncertainty."""
    return Range(low=value, central=value, high=value, source=source)


@dataclass(frozen=True, slots=True, kw_only=True)
class InputKey:
    """An input that a scenario may give for a provider."""

    kind: str
    """`money`, `part` (0 to 1), or `rate` (of either sign)."""
    meaning: str
    otherwise: int | None = 0
    """What holds where it is left out; None: it must be given."""


INPUTS: Mapping[str, InputKey] = {
    "world_revenue": InputKey(kind="money", meaning="revenue in scope everywhere in the first year", otherwise=None),
    "growth": InputKey(kind="rate", meaning="growth of that revenue in a year"),
    "growth_kept": InputKey(
        kind="part", meaning="share of a year's growth rate that the next year still has", otherwise=MILLION
    ),
    "territorial_share": InputKey(kind="part", meaning="share of revenue that is in the territory", otherwise=None),
    "profit_margin": InputKey(kind="rate", meaning="profit before tax per world revenue; negative for a loss"),
    "resale": InputKey(kind="part", meaning="share of revenue in the territory that is resale to registered parties"),
    "cross_border": InputKey(kind="part", meaning="share of revenue in the territory from cross-border transactions"),
    "public_share": InputKey(
        kind="part", meaning="share of publicly available content in training, as audited", otherwise=UNDECLARED
    ),
    "licence_payments": InputKey(
        kind="part", meaning="payments under licences of the registry per revenue in the territory"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider of AI systems, or one of several alike."""

    name: str
    entry: str
    """Its name in the file; several that are alike share one."""
    group: str
    """What is assessed together: its own name where it belongs to no group."""
    inputs: Mapping[str, Range] = field(default_factory=dict)
    """Every key of `INPUTS`."""
    note: str = ""
