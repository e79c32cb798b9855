"""The facts of a return as a base asks for them: in the currency of the act, summed over the group, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from agister.errors import LevyError
from agister.ledger import Amount
from agister.levy.exchange import QuotedRate, RateTable, convert
from agister.levy.keys import FACTS
from agister.levy.levy_return import Cell, FactValue, LevyReturn, Row

_NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Counted:
    """A sum of money from a return: minor units of the act's currency, exact, and where it stands."""

    amount: Fraction
    fact: str


@dataclass(frozen=True, slots=True)
class CountedRow:
    """A row of a fact: where it stands, whose it is, and its cells, money in minor units of the act's currency."""

    fact: str
    member: str
    cells: dict[str, Fraction | str | bool]

    def number(self, column: str) -> Fraction:
        """A cell that is money, a count or a share; zero where it was left out."""
        value = self.cells.get(column, _NONE)
        if not isinstance(value, Fraction):
            raise LevyError(f"{self.fact}.{column} is no number")
        return value

    def text(self, column: str) -> str:
        """A cell that is a text."""
        return str(self.cells.get(column, ""))

    def yes(self, column: str) -> bool:
        """A cell that is yes or no; no where it was left out."""
        return self.cells.get(column) is True


class Facts:
    """What a return declares, ready to be measured."""

    def __init__(
        self,
        levy_return: LevyReturn,
        currency: str,
        share: Fraction | int,
        rates: RateTable | None,
        *,
        average: bool = False,
    ) -> None:
        self.levy_return = levy_return
        self.currency = currency
        #: Share of a year that the period is, the whole number 1 for a year; thresholds and brackets are reduced to it.
        self.share = share
        self.used_rates: list[QuotedRate] = []
        self._rates = rates
        self._average = average
        self._places: dict[str, list[tuple[str, str, FactValue]]] = {}
        for name, value in levy_return.facts.items():
            self._places[name] = [(name, "", value)]
        for member in levy_return.members:
            for name, value in member.facts.items():
                self._places.setdefault(name, []).append((f"members[{member.name}].{name}", member.name, value))

    @property
    def start(self) -> date:
        """First day of the period."""
        return self.levy_return.start

    @property
    def end(self) -> date:
        """Last day of the period."""
        return self.levy_return.end

    def has(self, name: str) -> bool:
        """Whether the return declares a fact."""
        return name in self._places

    def money(self, name: str) -> Counted | None:
        """A sum of money over all members; None where nothing is declared."""
        places = self._places.get(name)
        if not places:
            return None
        place, _, value = places[0]
        found = Counted(self._number(value, place), place)
        for place, _, value in places[1:]:
            found = Counted(found.amount + self._number(value, place), f"{found.fact} + {place}")
        return found

    def need_money(self, name: str, law: str) -> Counted:
        """A sum of money that the law asks for. Raises `LevyError` where it is not declared."""
        found = self.money(name)
        if found is None:
            raise LevyError(f"the return does not declare `{name}` ({FACTS[name].meaning}), which {law} asks for")
        return found

    def by_member(self, name: str) -> dict[str, Fraction]:
        """A sum of money for each member that declares it."""
        return {member: self._number(value, place) for place, member, value in self._places.get(name, ()) if member}

    def share_declared(self, name: str) -> Counted | None:
        """A share that the return declares for the whole group."""
        places = self._places.get(name)
        if not places:
            return None
        place, _, value = places[0]
        return Counted(self._number(value, place), place)

    def rows(self, name: str) -> Iterator[CountedRow]:
        """All rows of a fact, over all members."""
        for place, member, value in self._places.get(name, ()):
            if not isinstance(value, tuple):
                raise LevyError(f"`{place}` is no list")
            for number, row in enumerate(value):
                yield self._row(f"{place}[{number}]", member, row)

    def _row(self, place: str, member: str, row: Row) -> CountedRow:
        cells: dict[str, Fraction | str | bool] = {}
        for column, cell in row.items():
            cells[column] = cell if isinstance(cell, str | bool) else self._number(cell, f"{place}.{column}")
        return CountedRow(place, member, cells)

    def _number(self, value: FactValue | Cell, place: str) -> Fraction:
        if isinstance(value, Amount):
            if value.currency == self.currency:
                return Fraction(value.units)
            return self._converted(value, place)
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            return Fraction(value)
        raise LevyError(f"`{place}` is no number")

    def _converted(self, amount: Amount, place: str) -> Fraction:
        if self._rates is None:
            raise LevyError(
                f"`{place}` is in {amount.currency} and the levy in {self.currency}: give reference rates (--rates FILE.csv)"
            )
        found = convert(amount, self.currency, self._rates, self.start, self.end, average=self._average)
        self.used_rates.extend(rate for rate in found.rates if rate not in self.used_rates)
        return found.units
