"""Exact numbers as people write them, and the four ways of rounding one to a whole unit. No float is made on the way."""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction

from agister.errors import AmountError, BrokenInvariant

#: Longest number that is read, in characters: longer ones are an attack or a mistake.
LENGTH_LIMIT = 60

# `3`, `-3`, `0.25`, `1/3`, `12.5%`, `12.5 %`, `1 000` is not one: a blank may hide a second number.
_NUMBER = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+)|/([0-9]+))?( ?%)?", re.ASCII)


class Rounding(StrEnum):
    """How a fraction of a unit becomes a whole one. Each treats −x as the mirror image of x, so that a reversal is exact."""

    HALF_UP = "half_up"
    """To the nearest unit, halves away from zero (Reg. (EC) 1103/97 art. 5)."""
    HALF_EVEN = "half_even"
    """To the nearest unit, halves to the even neighbour."""
    DOWN = "down"
    """Towards zero."""
    UP = "up"
    """Away from zero."""


def exact(text: str) -> Fraction:
    """The number that a text writes: whole, with a decimal point, as a fraction `1/3`, or in per cent `12.5%`.

    Raises `AmountError` for anything else: exponents, digit grouping, commas, infinity, a division by zero.
    """
    match = _NUMBER.fullmatch(text.strip()) if len(text) <= LENGTH_LIMIT else None
    if match is None:
        raise AmountError(f"{_shown(text)} is no exact number; write it as 3, 0.25, 1/3 or 12.5%")
    sign, whole, decimals, denominator, percent = match.groups()
    if denominator is not None and int(denominator) == 0:
        raise AmountError(f"{_shown(text)} divides by zero")
    places = decimals or ""
    value = Fraction(int(whole + places), int(denominator or 1) * 10 ** len(places) * (100 if percent else 1))
    return -value if sign == "-" else value


def written(value: Fraction) -> str:
    """The shortest exact writing: `3`, or `1/3`. `exact` reads it back."""
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def rounded(value: Fraction, rounding: Rounding) -> int:
    """The whole number that `value` is rounded to."""
    if type(value) not in {Fraction, int}:
        raise BrokenInvariant(f"{value!r} is not exact: money is whole units and exact fractions")
    size = abs(value)
    whole, rest = divmod(size.numerator, size.denominator)
    twice = 2 * rest
    if rounding is Rounding.HALF_UP:
        more = twice >= size.denominator
    elif rounding is Rounding.HALF_EVEN:
        more = twice > size.denominator or (twice == size.denominator and whole % 2 == 1)
    else:
        more = rest > 0 and rounding is Rounding.UP
    whole += more
    return -whole if value < 0 else whole


def _shown(text: str) -> str:
    return repr(text if len(text) <= LENGTH_LIMIT else text[: LENGTH_LIMIT - 1] + "…")
