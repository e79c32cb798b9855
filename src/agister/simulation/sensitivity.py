"""What moves the yield and in which direction: each input at its low and high value, each case, each change of design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from agister.simulation.assessed_rows import schedules
from agister.simulation.declared import one_year
from agister.simulation.indicators import LARGEST_FEW
from agister.simulation.inputs import INPUTS
from agister.simulation.projection import at_level, project
from agister.simulation.reliefs_effect import central_facts
from agister.simulation.scenario import Design, Scenario
from agister.simulation.vectorised import assess_many


@dataclass(frozen=True, slots=True, kw_only=True)
class InputEffect:
    """The yield of all years with one input at its low and at its high value for all providers, the others central."""

    design: str
    input: str
    low: int
    central: int
    high: int

    @property
    def span(self) -> int:
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a design comes to over all years, everything central. Money in minor units."""

    total: int
    payer_years: int
    few: int
    """What the five largest payers of each year pay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEffect:
    """A change of design or of the world, beside what it changes."""

    name: str
    of: str
    before: Outcome
    after: Outcome

    @property
    def sign(self) -> int:
        """Of the yield: more, less, or the same."""
        return (self.after.total > self.before.total) - (self.after.total < self.before.total)


def input_effects(design: Design, scenario: Scenario) -> list[InputEffect]:
    """Every input that is uncertain for anybody, the one that moves the yield most first."""
    uncertain = [name for name in INPUTS if any(not provider.inputs[name].certain for provider in scenario.providers)]
    settings: list[dict[str, str]] = [{}]
    for name in uncertain:
        settings += [{name: "low"}, {name: "high"}]
    sums = _sums(design, scenario, settings)
    found = [
        InputEffect(design=design.name, input=name, low=sums[1 + 2 * place], central=sums[0], high=sums[2 + 2 * place])
        for place, name in enumerate(uncertain)
    ]
    return sorted(found, key=lambda effect: (-effect.span, effect.input))


def _sums(design: Design, scenario: Scenario, settings: Sequence[dict[str, str]]) -> list[int]:
    facts = project(at_level(scenario.providers, settings), scenario.providers, len(scenario.years))
    laws = schedules(design, scenario.years)
    sums = np.zeros(len(settings), np.int64)
    for place, year in enumerate(scenario.years):
        due = assess_many(facts[place], laws[year], *one_year(year), earlier=tuple(facts[:place])).units
        sums += due.reshape(len(settings), -1).sum(axis=1)
    return [int(value) for value in sums]


def change_effects(scenario: Scenario) -> list[ChangeEffect]:
    """Every change of design that the scenario names."""
    by_name = {design.name: design for design in scenario.designs}
    return [
        ChangeEffect(
            name=change.name, of=change.of, before=outcome(by_name[change.of], scenario),
            after=outcome(change.design, scenario),
        )
        for change in scenario.changes
    ]  # fmt: skip


def outcome(design: Design, scenario: Scenario) -> Outcome:
    """What a design comes to where everything is central and as given."""
    facts = central_facts(scenario, scenario.providers)
    laws = schedules(design, scenario.years)
    total = payers = few = 0
    for place, year in enumerate(scenario.years):
        due = assess_many(facts[place], laws[year], *one_year(year), earlier=tuple(facts[:place])).units
        total += int(due.sum())
        payers += int(np.count_nonzero(due))
        few += int(np.sort(due)[-LARGEST_FEW:].sum())
    return Outcome(total=total, payer_years=payers, few=few)
