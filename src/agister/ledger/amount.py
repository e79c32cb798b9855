"""A sum of money: whole minor units of one currency. Two currencies never add, and nothing is rounded unasked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from agister.errors import AmountError, BrokenInvariant
from agister.ledger.currency import currency
from agister.ledger.exact import LENGTH_LIMIT, Rounding, rounded

_DECIMAL = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?", re.ASCII)
_UNITS = re.compile(r"[+-]?[0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money in minor units (cents, yen, fils), of either sign.

    Amounts of one currency add, subtract and compare; of two they raise `AmountError`. There is no multiplication: a
    part of an amount is a `Fraction` of its units until a rule rounds it once (`Amount.rounded`) or shares it out
    (`agister.ledger.apportion`).
    """

    units: int
    """Whole minor units."""
    currency: str
    """ISO 4217 code."""

    def __post_init__(self) -> None:
        if type(self.units) is not int:
            raise BrokenInvariant(f"{self.units!r} is no whole number of minor units")
        currency(self.currency)

    @classmethod
    def parse(cls, text: str, code: str) -> Amount:
        """Read major units, `1234.50` EUR → 123450 cents. More decimals than the currency has are refused, even zeros."""
        exponent = currency(code).exponent
        match = _DECIMAL.fullmatch(text.strip()) if len(text) <= LENGTH_LIMIT else None
        if match is None:
            raise AmountError(
                f"{text[:LENGTH_LIMIT]!r} is no amount of {code}; write digits and a point, as in 1234.50"
            )
        sign, whole, decimals = match[1], match[2], match[3] or ""
        if len(decimals) > exponent:
            places = f"{exponent} decimals" if exponent else "no decimals"
            raise AmountError(
                f"{text.strip()} {code} has {len(decimals)} decimals; {code} has {places}: round it first"
            )
        units = int(whole + decimals.ljust(exponent, "0"))
        return cls(units=-units if sign == "-" else units, currency=code)

    @classmethod
    def rounded(cls, units: Fraction, code: str, rounding: Rounding) -> Amount:
        """An exact number of minor units, rounded once by the rule of an instrument."""
        return cls(units=rounded(units, rounding), currency=code)

    @property
    def exponent(self) -> int:
        """Decimals of the currency."""
        return currency(self.currency).exponent

    @property
    def exact(self) -> Fraction:
        """The minor units as a fraction, to compute with."""
        return Fraction(self.units)

    def __add__(self, other: Amount) -> Amount:
        return Amount(units=self.units + self._same(other), currency=self.currency)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(units=self.units - self._same(other), currency=self.currency)

    def __neg__(self) -> Amount:
        return Amount(units=-self.units, currency=self.currency)

    def __lt__(self, other: Amount) -> bool:
        return self.units < self._same(other)

    def __le__(self, other: Amount) -> bool:
        return self.units <= self._same(other)

    def __gt__(self, other: Amount) -> bool:
        return self.units > self._same(other)

    def __ge__(self, other: Amount) -> bool:
        return self.units >= self._same(other)

    def __bool__(self) -> bool:
        return self.units != 0

    def __str__(self) -> str:
        return f"{decimal(self.units, self.exponent)} {self.currency}"

    def _same(self, other: Amount) -> int:
        if self.currency != other.currency:
            raise AmountError(f"{self} and {other} do not go together: convert one of them at a dated rate first")
        return other.units


def decimal(units: int, exponent: int) -> str:
    """Minor units in major units: (123450, 2) → `1234.50`."""
    digits = str(abs(units)).rjust(exponent + 1, "0")
    sign = "-" if units < 0 else ""
    return f"{sign}{digits[:-exponent]}.{digits[-exponent:]}" if exponent else f"{sign}{digits}"


def minor_units(text: str) -> int:
    """Whole minor units as written on a command line. Raises `AmountError` for decimals and anything else."""
    stripped = text.strip()
    if len(stripped) <= LENGTH_LIMIT and _UNITS.fullmatch(stripped):
        return int(stripped)
    raise AmountError(f"{text[:LENGTH_LIMIT]!r} is no whole number of minor units (cents): write 12345 for 123.45")
