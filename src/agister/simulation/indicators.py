"""What a year under one design comes to: yield, payers, how much comes from the five largest, levy over revenue and over surplus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from agister.simulation.assessed_rows import AssessedRow, rate_on

#: "90 % from five" is how the National Audit Office described the Digital Services Tax.
LARGEST_FEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class YearIndicators:
    """One design, case, level and year. Money in minor units."""

    design: str
    case: str
    level: str
    year: int
    total: int
    payers: int
    groups: int
    few: int
    """What the five largest payers pay."""
    local_revenue: int
    surplus: int
    """Profit of those that have one."""
    from_surplus: int
    """What those pay."""
    from_losses: int
    """What those without a profit pay."""
    losing_payers: int

    @property
    def concentration(self) -> Fraction | None:
        """The share of the five largest."""
        return rate_on(self.few, self.total)

    @property
    def effective_rate(self) -> Fraction | None:
        """Levy over all revenue in the territory, of those who pay nothing too."""
        return rate_on(self.total, self.local_revenue)

    @property
    def of_surplus(self) -> Fraction | None:
        """Levy over profit, of those that have one."""
        return rate_on(self.from_surplus, self.surplus)


def indicators(rows: Iterable[AssessedRow]) -> list[YearIndicators]:
    """One for each design, case, level and year, in the order of the rows."""
    found: dict[tuple[str, str, str, int], list[AssessedRow]] = {}
    for row in rows:
        found.setdefault((row.design, row.case, row.level, row.year), []).append(row)
    return [_of_year(key, group) for key, group in found.items()]


def _of_year(key: tuple[str, str, str, int], rows: Sequence[AssessedRow]) -> YearIndicators:
    design, case, level, year = key
    paying = sorted((row.amount for row in rows if row.amount > 0), reverse=True)
    losing = [row for row in rows if row.world_profit <= 0]
    return YearIndicators(
        design=design, case=case, level=level, year=year,
        total=sum(paying), payers=len(paying), groups=len(rows), few=sum(paying[:LARGEST_FEW]),
        local_revenue=sum(row.local_revenue for row in rows),
        surplus=sum(row.world_profit for row in rows if row.world_profit > 0),
        from_surplus=sum(row.amount for row in rows if row.world_profit > 0),
        from_losses=sum(row.amount for row in losing),
        losing_payers=sum(1 for row in losing if row.amount > 0),
    )  # fmt: skip


def totals(found: Iterable[YearIndicators], *, level: str = "central") -> dict[tuple[str, str], int]:
    """Yield over all years by design and case."""
    sums: dict[tuple[str, str], int] = {}
    for item in found:
        if item.level == level:
            sums[item.design, item.case] = sums.get((item.design, item.case), 0) + item.total
    return sums
