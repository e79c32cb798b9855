"""The effective rate by size: what a provider of each size would owe, over its revenue in the territory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from agister.ledger import currency
from agister.simulation.assessed_rows import schedules
from agister.simulation.declared import MILLION, DeclaredFacts, one_year
from agister.simulation.scenario import Design, Scenario
from agister.simulation.vectorised import assess_many

#: Sizes for each factor of ten, evenly on a logarithmic scale, in thousandths: 10^(n/12).
_STEPS = (1000, 1212, 1468, 1778, 2154, 2610, 3162, 3831, 4642, 5623, 6813, 8254)
#: Smallest and largest revenue in the territory, as powers of ten of the major unit.
SMALLEST, LARGEST_SIZE = 5, 11


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """One size. Money in minor units."""

    design: str
    local_revenue: int
    world_revenue: int
    amount: int


def rate_curve(design: Design, scenario: Scenario) -> list[CurvePoint]:
    """The curve in the last year's law, for a provider as the scenario's `curve` describes it."""
    unit = 10 ** currency(scenario.currency).exponent
    sizes = [step * unit * 10**power // 1000 for power in range(SMALLEST, LARGEST_SIZE) for step in _STEPS]
    sizes.append(unit * 10**LARGEST_SIZE)
    worlds = [size * MILLION // scenario.curve.territorial_share for size in sizes]
    profits = [world * scenario.curve.profit_margin // MILLION for world in worlds]
    facts = DeclaredFacts.of(
        len(sizes),
        world_revenue=np.array(worlds, np.int64),
        local_revenue=np.array(sizes, np.int64),
        world_profit=np.array(profits, np.int64),
    )
    year = scenario.last_year
    due = assess_many(facts, schedules(design, (year,))[year], *one_year(year)).units.tolist()
    return [
        CurvePoint(design=design.name, local_revenue=size, world_revenue=world, amount=amount)
        for size, world, amount in zip(sizes, worlds, due, strict=True)
    ]
