"""Where one more euro costs most: the largest jump of the liability in each fact, and the steepest slope beside it.

The exact liability of most acts is made of straight pieces. An interval whose middle lies on the line between its ends is left
alone; one whose middle does not is halved, the most crooked first, down to one major unit of the currency. A jump keeps its size however
often it is halved, a curve loses three quarters of it each time, so a jump is found wherever it hides between two points of the
grid.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from agister.ledger import Amount, currency
from agister.levy.assess import assess_on
from agister.levy.instrument import Schedule
from agister.levy.levy_return import FactValue, LevyReturn
from agister.levy.written_values import Threshold
from agister.simulation.declared import MILLION, one_year
from agister.simulation.scenario import Curve

#: Most assessments for one sweep.
BUDGET = 4000
#: Deviations below a hundredth of a minor unit are left alone.
_SMOOTH = Fraction(1, 100)

Liability = Callable[[int], Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cliff:
    """The largest change of the liability for one more major unit of a fact. Amounts in minor units, exact."""

    fact: str
    """What is swept, in words."""
    at: int
    """The fact just before."""
    before: Fraction
    after: Fraction
    slope: Fraction
    """Largest change for one more minor unit on a straight piece."""

    @property
    def jump(self) -> Fraction:
        return self.after - self.before


def steepest(fact: str, liability: Liability, points: Iterable[int], unit: int) -> Cliff:
    """The largest change of a liability within the points, for one more `unit` of the fact."""
    known: dict[int, Fraction] = {}

    def at(point: int) -> Fraction:
        if point not in known:
            known[point] = liability(point)
        return known[point]

    grid = sorted({point for point in points if point >= 0})
    heap: list[tuple[Fraction, int, int]] = []
    best = (Fraction(-1), grid[0], grid[0] + unit)
    slope = Fraction(0)

    def look(low: int, high: int) -> None:
        nonlocal best, slope
        if high - low <= unit:
            step = abs(at(low + unit) - at(low))
            if step > best[0]:
                best = (step, low, low + unit)
            return
        middle = (low + high) // 2
        line = at(low) + (at(high) - at(low)) * Fraction(middle - low, high - low)
        crooked = abs(at(middle) - line)
        if crooked > _SMOOTH:
            heapq.heappush(heap, (-crooked, low, high))
        else:
            steep = abs(at(high) - at(low)) / (high - low)
            if steep > slope:
                slope = steep
                if steep * unit > best[0]:
                    best = (abs(at(low + unit) - at(low)), low, low + unit)

    for low, high in pairwise(grid):
        look(low, high)
    while heap and len(known) < BUDGET:
        _, low, high = heapq.heappop(heap)
        middle = (low + high) // 2
        look(low, middle)
        look(middle, high)
    _, low, high = best
    return Cliff(fact=fact, at=low, before=at(low), after=at(high), slope=slope)


def cliffs(schedule: Schedule, curve: Curve) -> list[Cliff]:
    """The steepest place of an act in each fact that it reads, for a provider as the curve describes it."""
    code = schedule.instrument.currency
    unit = 10 ** currency(code).exponent
    start, end = one_year(schedule.on.year)

    def owed(**units: int) -> Fraction:
        facts: dict[str, FactValue] = {
            name: Amount(units=value, currency=code) for name, value in units.items() if name != "licences"
        }
        if units.get("licences"):
            facts["licence_payments"] = ({"licence": "all", "amount": Amount(units=units["licences"], currency=code)},)
        declared = LevyReturn(id="swept", party="swept", start=start, end=end, currency=code, facts=facts)
        return assess_on(declared, schedule).exact

    edges = _edges(schedule)
    top = 20 * max(edges)
    grid = _grid(edges, top, unit)
    share = Fraction(curve.territorial_share, MILLION)
    margin = Fraction(curve.profit_margin, MILLION)
    large = int(top / share) + top

    def profit(world: int) -> int:
        return int(world * margin)

    # In the middle of the scale: thresholds met, licences large enough to matter.
    middle_local, middle_world = top // 4, int(top / 4 / share)
    threshold = schedule.find("world_threshold")
    fixed = middle_local
    if threshold is not None and isinstance(threshold.value, Threshold):
        fixed = min(fixed, threshold.value.amount // 2)
    sweeps: list[tuple[str, Liability, Sequence[int]]] = [
        (
            "revenue in the territory, world revenue large",
            lambda x: owed(world_revenue=large, local_revenue=x, world_profit=profit(large)),
            grid,
        ),
        (
            "world revenue, revenue in the territory fixed",
            lambda x: owed(world_revenue=x, local_revenue=fixed, world_profit=profit(middle_world)),
            [max(fixed, point) for point in grid],
        ),
        (
            "world revenue, all of it in the territory",
            lambda x: owed(world_revenue=x, local_revenue=x, world_profit=profit(x)),
            grid,
        ),
        (
            "growth: territory and world together",
            lambda x: owed(world_revenue=x, local_revenue=int(x * share), world_profit=profit(x)),
            [*grid, *_grid([int(edge / share) for edge in edges], int(top / share), unit)],
        ),
        (
            "world profit",
            lambda x: owed(world_revenue=middle_world, local_revenue=middle_local, world_profit=x),
            [*grid, int(middle_world * margin)],
        ),
        (
            "licence payments",
            lambda x: owed(
                world_revenue=middle_world, local_revenue=middle_local, world_profit=profit(middle_world), licences=x
            ),
            grid,
        ),
    ]
    return [steepest(name, liability, points, unit) for name, liability, points in sweeps]


def _edges(schedule: Schedule) -> list[int]:
    """Amounts at which the act says something new."""
    found = {10**6, 10**9}
    for dated in schedule.values.values():
        value = dated.value
        if isinstance(value, Threshold):
            found.add(value.amount)
        elif isinstance(value, tuple) and dated.name == "brackets":
            found.update(int(start) for start, _ in value)
        elif dated.name in ("allowance", "windfall_from", "reference_product") and isinstance(value, int):
            found.add(value)
    return sorted(edge for edge in found if edge > 0)


def _grid(edges: Sequence[int], top: int, unit: int) -> list[int]:
    """Edges and both sides of them, and points that spread over all sizes."""
    points = {0, top}
    size = unit
    while size < top:
        points.update((size, 2 * size, 5 * size))
        size *= 10
    for edge in edges:
        points.update((edge - unit, edge - 1, edge, edge + 1, edge + unit))
    return sorted(point for point in points if 0 <= point <= top)
