"""What each relief of a design excuses, and whom: the levy with it and without it, provider by provider, all else equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agister.simulation.assessed_rows import schedules
from agister.simulation.declared import DeclaredFacts, one_year
from agister.simulation.inputs import Provider
from agister.simulation.projection import at_level, project
from agister.simulation.scenario import FREE_SLICE, Design, Scenario
from agister.simulation.vectorised import assess_many

#: Provisions that take away from a levy, and what each does in words.
RELIEFS = {
    "world_threshold": "groups with little world revenue pay nothing (the entry taper goes with it)",
    FREE_SLICE: "the first slice of revenue in the territory is free, and whoever stays below it pays nothing",
    "public_share": "only the declared share of public content counts",
    "credit_cap": "licence payments are set against the levy",
    "taper": "who is just above the threshold of world revenue pays less",
    "de_minimis": "very small amounts are not collected",
    "left_out_cross_border": "part of cross-border revenue is left out",
    "carry_forward": "shortfalls of earlier years absorb profit",
}
TOGETHER = "all of them together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excused:
    """What one relief excuses one group in one year. Money in minor units."""

    design: str
    relief: str
    year: int
    group: str
    amount: int
    """Due with the relief."""
    without: int
    """Due if the relief did not exist and everything else did."""

    @property
    def excused(self) -> int:
        return self.without - self.amount

    @property
    def wholly(self) -> bool:
        """Whether nothing at all is due because of it."""
        return self.amount == 0 and self.without > 0


def reliefs_of(design: Design, scenario: Scenario) -> tuple[str, ...]:
    """The reliefs that the design lays down, in the order of `RELIEFS`."""
    schedule = schedules(design, scenario.years[-1:])[scenario.last_year]
    brackets = schedule.find("brackets")
    has_slice = isinstance(brackets.value, tuple) and brackets.value[0][0] > 0 if brackets else False
    return tuple(
        name
        for name in RELIEFS
        if (schedule.find(name) is not None and not (name == "carry_forward" and schedule.base != "residual_profit"))
        or (name == FREE_SLICE and has_slice)
    )


def excused(design: Design, scenario: Scenario) -> list[Excused]:
    """Each relief on its own and all together, for the case as given at the central level."""
    names = reliefs_of(design, scenario)
    facts = central_facts(scenario, scenario.providers)
    due = due_by_year(design, scenario, facts)
    found: list[Excused] = []
    for relief in (*names, *((TOGETHER,) if len(names) > 1 else ())):
        out = names if relief == TOGETHER else (relief,)
        other = due_by_year(replace(design, without=(*design.without, *out)), scenario, facts)
        for place, year in enumerate(scenario.years):
            for group, amount, without in zip(scenario.groups, due[place], other[place], strict=True):
                if amount != without:
                    found.append(
                        Excused(
                            design=design.name, relief=relief, year=year, group=group, amount=amount, without=without
                        )
                    )
    return found


def central_facts(scenario: Scenario, providers: Sequence[Provider]) -> list[DeclaredFacts]:
    """The facts of each year where every input stands at its central value."""
    return project(at_level(providers, ("central",)), providers, len(scenario.years))


def due_by_year(design: Design, scenario: Scenario, facts: list[DeclaredFacts]) -> list[list[int]]:
    """What is due in each year, row by row."""
    laws = schedules(design, scenario.years)
    return [
        assess_many(facts[place], laws[year], *one_year(year), earlier=tuple(facts[:place])).units.tolist()
        for place, year in enumerate(scenario.years)
    ]
