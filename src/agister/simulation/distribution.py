"""A range as equally likely whole values: a table that draws are taken from, computed exactly, the same on every machine.

- `triangular`: low and high are the ends, central is the most likely value.
- `uniform`: every value between low and high alike; central plays no part.
- `lognormal`: central is the median, low and high are the 5 % and 95 % quantiles, with its own width on either side. Nine significant
  figures. A range that is not above zero is drawn as `triangular`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from math import isqrt
from statistics import NormalDist

import numpy as np

from agister.simulation.declared import MILLION, Integers
from agister.simulation.inputs import INPUTS, Provider, Range
from agister.simulation.projection import Drawn
from agister.simulation.scenario import MonteCarlo, round_half

#: Values of a table: a draw is a random number of twelve bits.
VALUES = 4096
#: Significant figures of a lognormal value.
FIGURES = 9
_TOO_NEAR = 1e-3
#: Random numbers in one word of the generator.
_IN_WORD = 5


def table(given: Range, shape: str, *, most: int | None = None) -> tuple[int, ...]:
    """`VALUES` equally likely values in ascending order, the middles of as many quantiles."""
    wanted = given.shape or shape
    if wanted == "lognormal" and given.low <= 0:
        wanted = "triangular"
    found = _table(given.low, given.central, given.high, wanted)
    return found if most is None else tuple(min(most, value) for value in found)


@cache
def _table(low: int, central: int, high: int, shape: str) -> tuple[int, ...]:
    if low == high:
        return (low,) * VALUES
    if shape == "uniform":
        return tuple(low + round_half(Fraction((high - low) * (2 * place + 1), 2 * VALUES)) for place in range(VALUES))
    if shape == "triangular":
        return tuple(_triangular(low, central, high, 2 * place + 1) for place in range(VALUES))
    return _lognormal(low, central, high)


def _triangular(low: int, central: int, high: int, odd: int) -> int:
    """The quantile odd / (2 × VALUES)."""
    width = high - low
    if odd * width < 2 * VALUES * (central - low):
        return low + _root(odd * width * (central - low) // (2 * VALUES))
    return high - _root((2 * VALUES - odd) * width * (high - central) // (2 * VALUES))


def _root(square: int) -> int:
    """The square root to the nearest whole number."""
    return (isqrt(4 * square) + 1) // 2


@cache
def _quantiles() -> tuple[float, ...]:
    """The normal distribution's, for the middles of `VALUES` equal parts. Twelve decimals: no machine differs in them."""
    return tuple(round(NormalDist().inv_cdf((2 * place + 1) / (2 * VALUES)), 12) for place in range(VALUES))


def _lognormal(low: int, central: int, high: int) -> tuple[int, ...]:
    """Nine significant figures. Where a float is too near the middle of two of them to tell on every machine, decimals decide."""
    edge = round(NormalDist().inv_cdf(0.95), 12)
    below, above = math.log(central / low), math.log(high / central)
    found = []
    for quantile in _quantiles():
        value = central * math.exp(quantile / edge * (above if quantile > 0 else below))
        unit = 10 ** max(0, len(str(int(value))) - FIGURES)
        scaled = value / unit
        if abs(scaled - math.floor(scaled) - 0.5) < _TOO_NEAR:
            scaled = _decided(central, high if quantile > 0 else low, quantile, edge, unit)
        found.append(math.floor(scaled + 0.5) * unit)
    return tuple(found)


def _decided(central: int, end: int, quantile: float, edge: float, unit: int) -> float:
    """The same in forty decimal digits, as a whole number."""
    context = Context(prec=40)
    logarithm = context.ln(context.divide(Decimal(end), Decimal(central)))
    power = context.divide(Decimal(str(abs(quantile))), Decimal(str(edge)))
    grown = context.multiply(Decimal(central), context.exp(context.multiply(power, logarithm)))
    return float(context.divide(grown, Decimal(unit)).to_integral_value())


class Draws:
    """Inputs of all providers drawn from their ranges, the same for the same seed wherever and in whatever portions they are drawn."""

    def __init__(self, providers: Sequence[Provider], rules: MonteCarlo, years: int) -> None:
        self._providers = providers
        self._rules = rules
        self._years = years
        self._numbers: dict[str, Integers] = {}
        self._tables: dict[str, Integers] = {}
        for name, key in INPUTS.items():
            most = MILLION if key.kind == "part" else None
            ranges = [replace(provider.inputs[name], source="") for provider in providers]
            distinct = {given: number for number, given in enumerate(dict.fromkeys(ranges))}
            self._tables[name] = np.array([table(given, rules.shape, most=most) for given in distinct], np.int64)
            self._numbers[name] = np.array([distinct[given] for given in ranges], np.int64)
        self._uncertain = [
            name for name in INPUTS if any(not provider.inputs[name].certain for provider in providers)
        ]  # fmt: skip

    def take(self, first: int, count: int) -> Drawn:
        """Draws `first` … `first + count - 1`."""
        size = len(self._providers)
        found: dict[str, Integers] = {}
        for name in INPUTS:
            if name not in self._uncertain:
                fixed = self._tables[name][self._numbers[name], 0]
                found[name] = np.broadcast_to(fixed, (count, size))
                continue
            many = self._years if name == "growth" and self._rules.each_year else 1
            apart = 1 if self._rules.together else size
            places = self._places(name, first, count, apart * many).reshape(count, apart, many)
            values = self._tables[name][self._numbers[name][None, :, None], places]
            found[name] = values if many > 1 else values[:, :, 0]
        return found

    def _places(self, name: str, first: int, count: int, asked: int) -> Integers:
        """Places in the tables, 0 to VALUES - 1, for draws × asked. Each input has its own stream of random words."""
        words = -(-asked // _IN_WORD)
        stream = np.random.PCG64(np.random.SeedSequence((self._rules.seed, list(INPUTS).index(name))))
        stream.advance(first * words)
        raw = stream.random_raw(count * words).astype(np.uint64).reshape(count, words, 1)
        shifts = np.arange(_IN_WORD, dtype=np.uint64) * np.uint64(12)
        return ((raw >> shifts) & np.uint64(VALUES - 1)).astype(np.int64).reshape(count, words * _IN_WORD)[:, :asked]
