"""What would be saved by splitting: a group into parts that are not added up, a year into shorter periods.

A group that is cut in even parts would save `levy on the whole − sum of the levies on the parts`, if connected persons were not added
(they are: the same group declared as members owes what it owes whole). A year that is cut into periods saves nothing where
thresholds follow the days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

import numpy as np

from agister.ledger import apportion
from agister.levy.period import add_months
from agister.simulation.assessed_rows import schedules
from agister.simulation.declared import DeclaredFacts, Integers, one_year
from agister.simulation.reliefs_effect import central_facts
from agister.simulation.scenario import Design, Scenario
from agister.simulation.vectorised import assess_many

PARTS = tuple(range(2, 11))
PERIODS = (2, 4, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitGain:
    """The largest saving over all groups and years. Money in minor units; negative: splitting costs."""

    design: str
    what: str
    """`group` or `year`."""
    parts: int
    gain: int
    group: str
    year: int
    whole: int
    """What that group owes whole."""
    all_gains: int
    """Everything saved if all groups did it in all years."""
    all_whole: int


def split_gains(design: Design, scenario: Scenario) -> list[SplitGain]:
    """For each number of parts. Facts are central, as given."""
    facts = central_facts(scenario, scenario.providers)
    laws = schedules(design, scenario.years)
    wholes = [
        assess_many(facts[place], laws[year], *one_year(year), earlier=tuple(facts[:place])).units
        for place, year in enumerate(scenario.years)
    ]
    found = []
    for parts in PARTS:
        cut = [_even_parts(year_facts, parts) for year_facts in facts]
        sums = []
        for place, year in enumerate(scenario.years):
            total = np.zeros(len(facts[place]), np.int64)
            for number, part in enumerate(cut[place]):
                earlier_parts = tuple(year_parts[number] for year_parts in cut[:place])
                total += assess_many(part, laws[year], *one_year(year), earlier=earlier_parts).units
            sums.append(total)
        found.append(_largest(design, scenario, "group", parts, wholes, sums))
    for parts in PERIODS:
        sums = []
        for place, year in enumerate(scenario.years):
            spans = periods(year, parts)
            weights = {f"{number:03}": (end - start).days + 1 for number, (start, end) in enumerate(spans)}
            total = np.zeros(len(facts[place]), np.int64)
            for (start, end), part in zip(spans, _parts(facts[place], weights), strict=True):
                total += assess_many(part, laws[year], start, end, earlier=tuple(facts[:place])).units
            sums.append(total)
        found.append(_largest(design, scenario, "year", parts, wholes, sums))
    return found


def periods(year: int, parts: int) -> list[tuple[date, date]]:
    """A calendar year in 2, 4 or 12 periods."""
    months = 12 // parts
    starts = [add_months(date(year, 1, 1), months * number) for number in range(parts)]
    return [(start, add_months(start, months) - timedelta(days=1)) for start in starts]


def _even_parts(facts: DeclaredFacts, parts: int) -> list[DeclaredFacts]:
    """As `_parts` with the same weight for all: what is indivisible goes to the first ones."""
    found = []
    for number in range(parts):
        columns = {}
        for field in fields(facts):
            column: Integers = getattr(facts, field.name)
            size = np.abs(column)
            part = np.sign(column) * (size // parts + (number < size % parts))
            columns[field.name] = column if field.name == "public_share" else part
        found.append(_consistent(DeclaredFacts(**columns)))
    return found


def _parts(facts: DeclaredFacts, weights: Mapping[str, int]) -> list[DeclaredFacts]:
    """Every row cut by the weights, to the minor unit; shares stay what they are."""
    columns: list[dict[str, Integers]] = [{} for _ in weights]
    for field in fields(facts):
        column = getattr(facts, field.name)
        if field.name == "public_share":
            cut = [column] * len(weights)
        else:
            shares = [apportion(int(units), weights) for units in column]
            cut = [np.array([share[name] for share in shares], np.int64) for name in sorted(weights)]
        for number, part in enumerate(cut):
            columns[number][field.name] = part
    return [_consistent(DeclaredFacts(**part)) for part in columns]


def _consistent(facts: DeclaredFacts) -> DeclaredFacts:
    """A part keeps within its whole although each column was cut for itself: an odd cent may fall on either side."""
    local = np.minimum(facts.local_revenue, facts.world_revenue)
    return DeclaredFacts(
        world_revenue=facts.world_revenue, local_revenue=local, resale=np.minimum(facts.resale, local),
        cross_border_revenue=np.minimum(facts.cross_border_revenue, local), world_profit=facts.world_profit,
        public_share=facts.public_share, licence_payments=facts.licence_payments,
    )  # fmt: skip


def _largest(
    design: Design, scenario: Scenario, what: str, parts: int, wholes: Sequence[Integers], sums: Sequence[Integers]
) -> SplitGain:
    gains = np.stack(wholes) - np.stack(sums)
    place, group = (int(number) for number in np.unravel_index(int(np.argmax(gains)), gains.shape))
    return SplitGain(
        design=design.name, what=what, parts=parts, gain=int(gains[place, group]), group=scenario.groups[group],
        year=scenario.years[place], whole=int(wholes[place][group]), all_gains=int(gains.sum()),
        all_whole=int(np.stack(wholes).sum()),
    )  # fmt: skip
