"""A whole simulation: everything that a report shows, computed once from a scenario."""

from __future__ import annotations

from dataclasses import dataclass

from agister.simulation.assessed_rows import AssessedRow, Progress, assessed_rows, schedules
from agister.simulation.cliffs import Cliff, cliffs
from agister.simulation.flows import Cost, Flow, costs, flows
from agister.simulation.indicators import YearIndicators, indicators
from agister.simulation.monte_carlo import Spread, spreads
from agister.simulation.rate_curve import CurvePoint, rate_curve
from agister.simulation.reliefs_effect import Excused, excused, reliefs_of
from agister.simulation.scenario import AS_GIVEN, Scenario
from agister.simulation.sensitivity import ChangeEffect, InputEffect, change_effects, input_effects
from agister.simulation.splitting import SplitGain, split_gains


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulation:
    """What came out."""

    scenario: Scenario
    rows: tuple[AssessedRow, ...]
    indicators: tuple[YearIndicators, ...]
    spreads: tuple[Spread, ...]
    """By case and design; empty where no draws were asked for."""
    curves: tuple[CurvePoint, ...]
    cliffs: tuple[tuple[str, Cliff], ...]
    """With the name of the design."""
    splits: tuple[SplitGain, ...]
    reliefs: dict[str, tuple[str, ...]]
    """Reliefs that each design lays down."""
    excused: tuple[Excused, ...]
    inputs: tuple[InputEffect, ...]
    changes: tuple[ChangeEffect, ...]
    flows: tuple[Flow, ...]
    costs: tuple[Cost, ...]

    def spread(self, design: str, case: str = AS_GIVEN) -> Spread | None:
        """The draws of a design in a case."""
        return next((item for item in self.spreads if (item.design, item.case) == (design, case)), None)

    def year(self, design: str, year: int, case: str = AS_GIVEN, level: str = "central") -> YearIndicators:
        """What a design comes to in a year."""
        return next(
            item
            for item in self.indicators
            if (item.design, item.year, item.case, item.level) == (design, year, case, level)
        )

    def total(self, design: str, case: str = AS_GIVEN, level: str = "central") -> int:
        """The yield of all years."""
        return sum(
            item.total for item in self.indicators if (item.design, item.case, item.level) == (design, case, level)
        )


def simulate(scenario: Scenario, progress: Progress = lambda _stage, _amount: None) -> Simulation:
    """Compute everything. Raises `LevyError` or `SharingError` with one line where the scenario cannot be computed."""
    for change in scenario.changes:
        schedules(change.design, scenario.years)
    rows = assessed_rows(scenario, progress)
    found = indicators(rows)
    drawn = [spread for case in scenario.cases for spread in spreads(scenario, case, progress)]
    return Simulation(
        scenario=scenario,
        rows=tuple(rows),
        indicators=tuple(found),
        spreads=tuple(drawn),
        curves=tuple(point for design in scenario.designs for point in rate_curve(design, scenario)),
        cliffs=tuple(
            (design.name, cliff)
            for design in scenario.designs
            for cliff in cliffs(schedules(design, scenario.years)[scenario.last_year], scenario.curve)
        ),
        splits=tuple(gain for design in scenario.designs for gain in split_gains(design, scenario)),
        reliefs={design.name: reliefs_of(design, scenario) for design in scenario.designs},
        excused=tuple(item for design in scenario.designs for item in excused(design, scenario)),
        inputs=tuple(effect for design in scenario.designs for effect in input_effects(design, scenario)),
        changes=tuple(change_effects(scenario)),
        flows=tuple(flows(scenario, found)),
        costs=tuple(costs(scenario, found)),
    )
