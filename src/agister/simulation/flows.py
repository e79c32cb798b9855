"""Where the yield goes: shared out by the scenario's key, and what running the levy costs beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from agister.simulation.assessed_rows import rate_on
from agister.simulation.indicators import YearIndicators
from agister.simulation.inputs import LEVELS
from agister.simulation.scenario import AS_GIVEN, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What one line of the key gets of one year's yield, if all of it comes in. Money in minor units."""

    design: str
    level: str
    year: int
    path: tuple[str, ...]
    units: int
    shared_on: bool
    """What is below this line shares it on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a year costs to run, low, central and high. Money in minor units."""

    design: str
    year: int
    total: int
    """Yield at the central level."""
    low: int
    central: int
    high: int

    @property
    def ratio(self) -> Fraction | None:
        """Central cost over yield; None where nothing comes in."""
        return rate_on(self.central, self.total)


def flows(scenario: Scenario, found: Iterable[YearIndicators]) -> list[Flow]:
    """For each design, level and year of the case as given. Raises `SharingError` where the key cannot share a yield out."""
    if scenario.key is None:
        return []
    return [
        Flow(
            design=item.design, level=item.level, year=item.year, path=line.path, units=line.units,
            shared_on=line.shared_on,
        )
        for item in found
        if item.case == AS_GIVEN and item.level in LEVELS
        for line in scenario.key.share(item.total)
    ]  # fmt: skip


def costs(scenario: Scenario, found: Iterable[YearIndicators]) -> list[Cost]:
    """For each design and year of the case as given; payers at the central level."""
    rules = scenario.administration
    result = []
    for item in found:
        if item.case != AS_GIVEN or item.level != "central":
            continue
        low, central, high = (
            (rules.set_up.at(level) if item.year == scenario.first_year else 0)
            + rules.yearly.at(level)
            + rules.per_payer.at(level) * item.payers
            for level in LEVELS
        )
        result.append(Cost(design=item.design, year=item.year, total=item.total, low=low, central=central, high=high))
    return result
