"""Shares in the ratio of weights that keep a floor and a cap for each payee, exactly (water-filling).

Each payee is due clamp(t·w, floor, cap) with one t for all. The sum of these never falls as t grows, and is a straight line between
the points where somebody leaves a floor or reaches a cap; so the t at which it meets the total is found exactly. Floors
and caps are whole units, hence only those strictly between them have fractions, and the largest remainder breaks no bound.
Where all have reached their caps, the rest is returned for whoever the key names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from agister.errors import SharingError
from agister.ledger.apportion import reversal, whole_units


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The least and most that a payee gets, in whole units of a total that is not negative."""

    floor: int = 0
    cap: int | None = None
    """None: no cap."""


_FREE = Bound()


def bounded_due(total: int, weights: Mapping[str, Fraction], bounds: Mapping[str, Bound]) -> dict[str, Fraction]:
    """What each payee is due exactly, of a total ≥ 0. The sum is the total, or all caps where these are less.

    A payee of weight zero is due its floor. Raises `SharingError` where floors exceed the total or a cap.
    """
    for payee, bound in sorted(bounds.items()):
        if bound.floor < 0 or (bound.cap is not None and bound.cap < bound.floor):
            raise SharingError(f"the floor of {payee!r} ({bound.floor}) is above its cap ({bound.cap}) or below zero")
    floors = sum(bounds.get(payee, _FREE).floor for payee in weights)
    if floors > total:
        raise SharingError(f"the floors add up to {floors}, more than the {total} there are to share")
    level = _level(total, weights, bounds)
    found = {}
    for payee in sorted(weights):
        bound, weight = bounds.get(payee, _FREE), weights[payee]
        if level is None:
            share = Fraction(bound.cap if weight and bound.cap is not None else bound.floor)
        else:
            share = max(level * weight, Fraction(bound.floor))
            share = share if bound.cap is None else min(share, Fraction(bound.cap))
        found[payee] = share
    return found


def apportion_bounded(
    total: int, weights: Mapping[str, Fraction], bounds: Mapping[str, Bound]
) -> tuple[dict[str, int], int]:
    """Whole units for each payee, none below its floor or above its cap, and what all caps leave over.

    A negative total mirrors the positive one; the bounds are of its size.
    """
    if total < 0:
        shares, rest = apportion_bounded(-total, weights, bounds)
        return reversal(shares), -rest
    shares = whole_units(bounded_due(total, weights, bounds))
    return shares, total - sum(shares.values())


def _level(total: int, weights: Mapping[str, Fraction], bounds: Mapping[str, Bound]) -> Fraction | None:
    """The t at which the payees are due the total; None where even all caps are less."""
    fixed, slope = Fraction(0), Fraction(0)
    # Where a payee leaves its floor it begins to grow with its weight; where it reaches its cap it stops.
    turns: list[tuple[Fraction, Fraction, Fraction]] = []
    for payee, weight in weights.items():
        bound = bounds.get(payee, _FREE)
        fixed += bound.floor
        if weight < 0:
            raise SharingError(f"the weight of {payee!r} is negative")
        if not weight:
            continue
        turns.append((Fraction(bound.floor) / weight, weight, Fraction(-bound.floor)))
        if bound.cap is not None:
            turns.append((Fraction(bound.cap) / weight, -weight, Fraction(bound.cap)))
    turns.sort()
    for at, weight, constant in turns:
        if fixed + slope * at >= total:
            break
        slope += weight
        fixed += constant
    if slope:
        return (total - fixed) / slope
    return (turns[0][0] if turns else Fraction(0)) if fixed == total else None
