"""Shares of a whole number of units: the largest remainder, with the mirror rule, and cuts that come first.

`apportion(T, w)`: with S = Σw, each payee is due q = T·w/S and gets ⌊q⌋; the r units that are left go one each to the r
largest fractions, ties to the identifier that comes first. The fractions add up to r and each is below 1, so more than r of
them are positive: nobody without a weight gets a unit, and Σ = T. A negative T is shared as T > 0 with the sign changed,
so that a reversal leaves nothing behind. The result depends on identifiers, never on the order of a list.

A share may fall when the total grows (weights 6:6:2 give the third 2 of 10, but 1 of 11). Therefore nothing that was
shared is computed again with a later total; late money is shared by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from agister.errors import BrokenInvariant, SharingError


def apportion(total: int, weights: Mapping[str, Fraction | int]) -> dict[str, int]:
    """Whole units for each payee in the ratio of the weights, in the order of identifiers; weight zero gets zero.

    Raises `SharingError` where there is nobody to share with, or a negative weight.
    """
    _whole(total)
    scaled = _scaled(weights)
    whole = sum(scaled.values())
    if whole == 0:
        raise SharingError(
            "all weights are zero: nobody is there to share with" if weights else "there is nobody to share with"
        )
    shares: dict[str, int] = {}
    rests: dict[str, int] = {}
    size = abs(total)
    for payee in sorted(scaled):
        shares[payee], rests[payee] = divmod(size * scaled[payee], whole)
    left = size - sum(shares.values())
    if left:
        # `sorted` keeps the order of identifiers among equals.
        for payee in sorted(shares, key=lambda name: -rests[name])[:left]:
            shares[payee] += 1
    return shares if total >= 0 else reversal(shares)


def due(total: int, weights: Mapping[str, Fraction | int]) -> dict[str, Fraction]:
    """What each payee is due exactly, before a unit is indivisible: the quota that `apportion` stays within one of."""
    scaled = _scaled(weights)
    whole = sum(scaled.values())
    if whole == 0:
        raise SharingError("all weights are zero: nobody is there to share with")
    return {payee: Fraction(total * scaled[payee], whole) for payee in sorted(scaled)}


def whole_units(dues: Mapping[str, Fraction]) -> dict[str, int]:
    """What each payee is due exactly (≥ 0), in whole units: the floor, and one more for the largest fractions.

    The units add up to the floor of what is due in all; who is due a whole number gets just that.
    """
    if any(exactly < 0 for exactly in dues.values()):
        raise BrokenInvariant("somebody is due less than nothing")
    units = {payee: dues[payee].numerator // dues[payee].denominator for payee in sorted(dues)}
    left = int(sum(dues.values(), Fraction(0))) - sum(units.values())
    for payee in sorted(units, key=lambda name: units[name] - dues[name])[:left]:
        units[payee] += 1
    return units


def cut_first(total: int, parts: Mapping[str, Fraction]) -> tuple[dict[str, int], int]:
    """Cuts of the total that come before everybody else, and what they leave.

    Rounded down cumulatively in the order of identifiers (as Drips' Splits contract rounds): all cuts together take the
    floor of what they may, each is within one unit of its part, and what is indivisible stays with the rest. A single cut is never
    more than its part. Raises `SharingError` for a negative part, or where the parts are more than the whole.
    """
    _whole(total)
    if any(part < 0 for part in parts.values()):
        raise SharingError("a first cut is negative")
    if sum(parts.values()) > 1:
        raise SharingError("the first cuts together are more than the whole")
    size, taken, reached = abs(total), 0, Fraction(0)
    shares: dict[str, int] = {}
    for payee in sorted(parts):
        reached += parts[payee]
        upto = size * reached.numerator // reached.denominator
        shares[payee] = upto - taken
        taken = upto
    rest = size - taken
    return (shares, rest) if total >= 0 else (reversal(shares), -rest)


def reversal(shares: Mapping[str, int]) -> dict[str, int]:
    """What undoes a run: the same payees with the sign changed. Equal to sharing out the negative total."""
    return {payee: -units for payee, units in shares.items()}


def _scaled(weights: Mapping[str, Fraction | int]) -> dict[str, int]:
    """The weights as whole numbers in the same ratio."""
    wrong = [weight for weight in weights.values() if type(weight) not in {Fraction, int}]
    if wrong:
        raise BrokenInvariant(f"a weight of {wrong[0]!r} is not exact")
    negative = sorted(payee for payee, weight in weights.items() if weight < 0)
    if negative:
        raise SharingError(f"the weight of {negative[0]!r} is negative")
    factor = lcm(*(weight.denominator for weight in weights.values()))
    return {payee: weight.numerator * (factor // weight.denominator) for payee, weight in weights.items()}


def _whole(total: int) -> None:
    if type(total) is not int:
        raise BrokenInvariant(f"{total!r} is no whole number of minor units")
