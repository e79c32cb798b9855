"""Currencies into one another at dated reference rates, kept as they were quoted: the rate, never its inverse."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from agister.errors import AmountError, LevyError
from agister.ledger import Amount, Rounding, currency, exact, rounded

#: A day without a quotation takes the last one before it, but none that is older than this.
OLDEST = timedelta(days=7)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedRate:
    """`1 EUR = 1.0815 USD` on a day, as its source wrote it."""

    day: date
    unit: str
    """The currency of which one is quoted."""
    quoted: str
    """The currency in which it is quoted."""
    text: str
    """The number as written, e.g. `239.640`."""
    source: str

    @property
    def number(self) -> Fraction:
        """The number, exact."""
        return exact(self.text)

    def __str__(self) -> str:
        return f"1 {self.unit} = {self.text} {self.quoted} on {self.day} ({self.source})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """An amount in another currency, exact, and what it was converted with."""

    units: Fraction
    """Minor units of the currency asked for, not rounded."""
    rates: tuple[QuotedRate, ...]


class RateTable:
    """Reference rates by currency and day, all quoted for one unit of the same currency."""

    def __init__(self, rates: Iterable[QuotedRate]) -> None:
        self._rates: dict[str, dict[date, QuotedRate]] = {}
        self.unit = ""
        for rate in rates:
            if self.unit not in ("", rate.unit):
                raise LevyError(f"rates for one {self.unit} and for one {rate.unit} do not go together in one table")
            if rate.number <= 0:
                raise LevyError(f"{rate}: a rate must be above zero")
            currency(rate.unit)
            currency(rate.quoted)
            self.unit = rate.unit
            by_day = self._rates.setdefault(rate.quoted, {})
            if rate.day in by_day and by_day[rate.day].number != rate.number:
                raise LevyError(f"two rates for one day: {by_day[rate.day]} and {rate}")
            by_day[rate.day] = rate

    @cached_property
    def quoted(self) -> Mapping[str, Mapping[date, QuotedRate]]:
        """Rates by currency and day."""
        return MappingProxyType(self._rates)

    def on(self, code: str, day: date) -> QuotedRate:
        """The rate of a day, or the last one before it within a week. Raises `LevyError`."""
        by_day = self._rates.get(code, {})
        for back in range(OLDEST.days + 1):
            found = by_day.get(day - timedelta(days=back))
            if found is not None:
                return found
        raise LevyError(f"no reference rate of {code} for {day} or the week before it; give one (--rates FILE.csv)")

    def within(self, code: str, start: date, end: date) -> tuple[QuotedRate, ...]:
        """All rates of a period. Raises `LevyError` if there is none."""
        found = tuple(rate for day, rate in sorted(self._rates.get(code, {}).items()) if start <= day <= end)
        if not found:
            raise LevyError(f"no reference rate of {code} from {start} to {end}; give some (--rates FILE.csv)")
        return found


def convert(amount: Amount, to: str, table: RateTable, start: date, end: date, *, average: bool = False) -> Converted:
    """An amount in another currency, exact.

    At the rate of the last day, or at the average of the rates of the period (the arithmetic mean of what was quoted). Between
    two currencies neither of which is the table's own, through the table's own.
    """
    if amount.currency == to:
        return Converted(units=amount.exact, rates=())
    value = Fraction(amount.units, 10**amount.exponent)
    used: list[QuotedRate] = []
    for code, forward in ((amount.currency, False), (to, True)):
        if code == table.unit:
            continue
        rates = table.within(code, start, end) if average else (table.on(code, end),)
        number = sum((rate.number for rate in rates), Fraction(0)) / len(rates)
        value = value * number if forward else value / number
        used.extend(rates)
    return Converted(units=value * 10 ** currency(to).exponent, rates=tuple(used))


def convert_rounded(amount: Amount, to: str, rate: QuotedRate, rounding: Rounding = Rounding.HALF_UP) -> Amount:
    """One amount at one rate, rounded once to the minor unit (Reg. (EC) 1103/97 art. 4 and 5)."""
    found = convert(amount, to, RateTable([rate]), rate.day, rate.day)
    return Amount(units=rounded(found.units, rounding), currency=to)


def read_reference_rates(lines: Iterable[str], source: str, codes: Sequence[str] = ()) -> RateTable:
    """The European Central Bank's table (`Date,USD,JPY,…` with `N/A`), each rate for one euro, kept as quoted.

    With `codes`, only these currencies. Raises `LevyError` with the line of what cannot be read.
    """
    try:
        rows = list(csv.reader(lines))
    except csv.Error as error:
        raise LevyError(f"{source} is no table of reference rates: {error}") from None
    header = rows[0] if rows else []
    if not header or header[0].strip() != "Date":
        raise LevyError(f"{source} is no table of reference rates: its first line must begin with Date")
    rates = []
    for number, row in enumerate(rows[1:], 2):
        if not row:
            continue
        if not _DAY.fullmatch(row[0].strip()):
            raise LevyError(f"{source}, line {number}: {row[0][:20]!r} is no date such as 2027-01-31")
        for code, text in zip(header[1:], row[1:], strict=False):
            word = code.strip()
            if not word or text.strip() in ("", "N/A") or (codes and word not in codes):
                continue
            try:
                day = date.fromisoformat(row[0].strip())
                exact(text.strip())
            except (ValueError, AmountError) as error:
                raise LevyError(f"{source}, line {number}, {word}: {error}") from None
            rates.append(QuotedRate(day=day, unit="EUR", quoted=word, text=text.strip(), source=source))
    return RateTable(rates)
