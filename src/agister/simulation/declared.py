"""Declared facts of many returns at once: columns of whole numbers, and each row as the return that `assess` reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from agister.errors import BrokenInvariant
from agister.ledger import Amount
from agister.levy.levy_return import FactValue, LevyReturn, Row

Integers = npt.NDArray[np.int64]

#: Shares, margins and growth are whole numbers of millionths.
MILLION = 1_000_000
#: The share of public content is not declared.
UNDECLARED = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeclaredFacts:
    """One row for each return; all columns have the same length. Money in minor units, shares in millionths."""

    world_revenue: Integers
    local_revenue: Integers
    """Revenue in the territory before resale is left out."""
    resale: Integers
    cross_border_revenue: Integers
    world_profit: Integers
    """Negative for a loss."""
    public_share: Integers
    """`UNDECLARED` where the return says nothing of it."""
    licence_payments: Integers

    def __post_init__(self) -> None:
        for field in fields(self):
            column = getattr(self, field.name)
            if column.dtype != np.int64 or column.shape != self.world_revenue.shape or column.ndim != 1:
                raise BrokenInvariant(f"{field.name} is no column of whole numbers as long as the others")

    def __len__(self) -> int:
        return len(self.world_revenue)

    @classmethod
    def of(cls, rows: int, **columns: Integers | int) -> DeclaredFacts:
        """Columns, the same number in every row where one is given, nothing declared where none is."""
        missing = {"public_share": UNDECLARED}
        return cls(**{
            field.name: np.ascontiguousarray(
                np.broadcast_to(np.asarray(columns.get(field.name, missing.get(field.name, 0)), np.int64), (rows,))
            )
            for field in fields(cls)
        })  # fmt: skip

    def taken(self, rows: Integers | slice) -> DeclaredFacts:
        """Some of the rows."""
        return DeclaredFacts(**{
            field.name: np.ascontiguousarray(getattr(self, field.name)[rows]) for field in fields(self)
        })  # fmt: skip

    def facts(self, row: int, currency: str) -> dict[str, FactValue]:
        """The facts of one row as a return declares them; what is zero and may be left out is."""
        found: dict[str, FactValue] = {
            "world_revenue": Amount(units=int(self.world_revenue[row]), currency=currency),
            "local_revenue": Amount(units=int(self.local_revenue[row]), currency=currency),
            "world_profit": Amount(units=int(self.world_profit[row]), currency=currency),
        }
        for name in ("resale", "cross_border_revenue"):
            if units := int(getattr(self, name)[row]):
                found[name] = Amount(units=units, currency=currency)
        if self.public_share[row] != UNDECLARED:
            found["public_share"] = Fraction(int(self.public_share[row]), MILLION)
        if units := int(self.licence_payments[row]):
            found["licence_payments"] = ({"licence": "all licences", "amount": Amount(units=units, currency=currency)},)
        return found

    def levy_return(
        self,
        row: int,
        *,
        party: str,
        currency: str,
        start: date,
        end: date,
        earlier: tuple[tuple[int, int], ...] = (),
    ) -> LevyReturn:
        """One row as a return. `earlier`: (revenue, profit) of earlier years, oldest first."""
        facts = self.facts(row, currency)
        if earlier:
            facts["earlier_years"] = tuple(earlier_years(earlier, currency))
        return LevyReturn(
            id=f"{party} {end.year}", party=party, start=start, end=end, currency=currency, facts=facts, digest=""
        )


def earlier_years(pairs: tuple[tuple[int, int], ...], currency: str) -> Iterator[Row]:
    """Rows of the fact `earlier_years`."""
    for number, (revenue, profit) in enumerate(pairs, 1):
        yield {
            "year": str(number),
            "revenue": Amount(units=revenue, currency=currency),
            "profit": Amount(units=profit, currency=currency),
        }


def one_year(year: int) -> tuple[date, date]:
    """First and last day of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)
