from __future__ import annotations

from fractions import Fraction

from agister.simulation.assessed_rows import AssessedRow
from agister.simulation.indicators import indicators, totals
from agister.simulation.simulate import Simulation


def row(group: str, amount: int, profit: int, local: int = 1000) -> AssessedRow:
    return AssessedRow("d", "c", "central", 2027, group, 5000, local, profit, None, 0, amount)


def test_a_year() -> None:
    (found,) = indicators(
        [row("a", 50, 100), row("b", 20, -10), *(row(f"g{n}", 10, 0) for n in range(5)), row("z", 0, 300)]
    )
    assert (found.total, found.payers, found.groups, found.few) == (120, 7, 8, 100)
    assert found.concentration == Fraction(5, 6)
    assert found.effective_rate == Fraction(120, 8000)
    assert (found.surplus, found.from_surplus, found.of_surplus) == (400, 50, Fraction(1, 8))
    assert (found.from_losses, found.losing_payers) == (70, 6)


def test_where_nobody_pays_there_is_no_concentration() -> None:
    (found,) = indicators([row("a", 0, -5, local=0)])
    assert (found.concentration, found.effective_rate, found.of_surplus) == (None, None, None)


def test_totals_by_design_and_case(found: Simulation) -> None:
    sums = totals(found.indicators)
    assert sums["model act", "as given"] == found.total("model act")
    assert sums["one percent", "half the revenue"] < sums["one percent", "as given"]
    assert totals(found.indicators, level="high")["one percent", "as given"] == found.total("one percent", level="high")
