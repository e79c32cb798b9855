"""Every provider, year, case and level under every design, each through `assess`, and through the compiled pass as a proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from agister.errors import BrokenInvariant, LevyError
from agister.levy.assess import Assessment, assess_on
from agister.levy.instrument import Schedule
from agister.levy.levy_return import FactValue, LevyReturn, Member
from agister.simulation.declared import UNDECLARED, DeclaredFacts, one_year
from agister.simulation.inputs import LEVELS
from agister.simulation.projection import at_level, project
from agister.simulation.scenario import Case, Design, Scenario
from agister.simulation.vectorised import assess_many


class AssessedRow(NamedTuple):
    """One group in one year under one design. Money in minor units."""

    design: str
    case: str
    level: str
    year: int
    group: str
    world_revenue: int
    local_revenue: int
    world_profit: int
    public_share: int | None
    """Millionths; None where it is not declared."""
    licence_payments: int
    amount: int


Progress = Callable[[str, int], None]


def schedules(design: Design, years: Sequence[int]) -> dict[int, Schedule]:
    """What the design says at the end of each year. Raises `LevyError` naming the design."""
    found = {}
    for year in years:
        try:
            found[year] = design.schedule(date(year, 12, 31))
        except LevyError as error:
            raise LevyError(f"design {design.name!r}: {error}") from None
    return found


def assessed_rows(scenario: Scenario, progress: Progress = lambda _stage, _amount: None) -> list[AssessedRow]:
    """All rows, in the order of cases, levels, years, designs and groups.

    Raises `LevyError` where a design cannot be applied, `BrokenInvariant` where the compiled pass says anything else than `assess`.
    """
    laws = {design.name: schedules(design, scenario.years) for design in scenario.designs}
    found: list[AssessedRow] = []
    for case in scenario.cases:
        world = World(scenario, case)
        for design in scenario.designs:
            for row in _of_design(scenario, case, world, design, laws[design.name]):
                found.append(row)
                if len(found) % 500 == 0:
                    progress("assessing", len(found))
    return found


class World:
    """The facts of a case at its three levels, for groups and for their members."""

    def __init__(self, scenario: Scenario, case: Case) -> None:
        self.scenario = scenario
        self.providers = scenario.in_case(case)
        drawn = at_level(self.providers, LEVELS)
        self.by_year = project(drawn, self.providers, len(scenario.years))
        self.groups = scenario.groups
        alone = [replace(provider, group=provider.name) for provider in self.providers]
        grouped = len(self.groups) < len(self.providers)
        self._members = project(drawn, alone, len(scenario.years)) if grouped else self.by_year

    def levy_return(self, year: int, level: int, group: int) -> LevyReturn:
        """The return of a group: one party, or members that are added."""
        place = year - self.scenario.first_year
        start, end = one_year(year)
        name = self.groups[group]
        row = level * len(self.groups) + group
        earlier = tuple((int(f.world_revenue[row]), int(f.world_profit[row])) for f in self.by_year[:place])
        whole = self.by_year[place].levy_return(
            row, party=name, currency=self.scenario.currency, start=start, end=end, earlier=earlier
        )
        numbers = [number for number, provider in enumerate(self.providers) if provider.group == name]
        if len(numbers) == 1:
            return whole
        shared = {key: whole.facts[key] for key in ("public_share", "earlier_years") if key in whole.facts}
        members = tuple(
            Member(name=self.providers[number].name, facts=self._facts(place, level, number)) for number in numbers
        )
        return replace(whole, facts=shared, members=members)

    def _facts(self, place: int, level: int, number: int) -> dict[str, FactValue]:
        facts = self._members[place].facts(level * len(self.providers) + number, self.scenario.currency)
        facts.pop("public_share", None)
        if isinstance(rows := facts.get("licence_payments"), tuple):
            # One licence cannot be claimed twice: each member has its own.
            facts["licence_payments"] = tuple({**row, "licence": f"licences of {number}"} for row in rows)
        return facts


def _of_design(
    scenario: Scenario, case: Case, world: World, design: Design, laws: dict[int, Schedule]
) -> Iterator[AssessedRow]:
    for place, year in enumerate(scenario.years):
        facts = world.by_year[place]
        fast = assess_many(facts, laws[year], *one_year(year), earlier=tuple(world.by_year[:place])).units.tolist()
        for row, amount in enumerate(fast):
            level, group = divmod(row, len(world.groups))
            found = assess_on(world.levy_return(year, level, group), laws[year])
            if found.amount != amount:
                raise BrokenInvariant(
                    f"the compiled pass says {amount} of {found.levy_return} under {design.name}, and assess {found.amount}"
                )
            yield _row(design, case, LEVELS[level], year, world.groups[group], facts, row, found)


def _row(
    design: Design, case: Case, level: str, year: int, group: str, facts: DeclaredFacts, row: int, found: Assessment
) -> AssessedRow:
    public = int(facts.public_share[row])
    return AssessedRow(
        design=design.name, case=case.name, level=level, year=year, group=group,
        world_revenue=int(facts.world_revenue[row]), local_revenue=int(facts.local_revenue[row]),
        world_profit=int(facts.world_profit[row]), public_share=None if public == UNDECLARED else public,
        licence_payments=int(facts.licence_payments[row]), amount=found.amount,
    )  # fmt: skip


def rate_on(part: int, whole: int) -> Fraction | None:
    """Part of a whole; None where there is no whole."""
    return Fraction(part, whole) if whole > 0 else None
