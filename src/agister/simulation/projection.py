"""From inputs to the facts that each provider would declare, year by year: whole numbers only, each part rounded once, half up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

import numba
import numpy as np

from agister.errors import LevyError
from agister.simulation.declared import DeclaredFacts, Integers
from agister.simulation.inputs import INPUTS, Provider

#: Inputs of many providers in many draws: one array for each of `INPUTS`, draws × providers; growth may have years as a third side.
Drawn = Mapping[str, Integers]

#: Largest revenue or profit that is projected, in minor units, and less where there are many providers and years: all their sums
#: must fit 63 bits.
LARGEST = 5 * 10**15
_MILLION = 1_000_000

F = TypeVar("F", bound=Callable[..., Any])
_njit: Any = numba.njit


def _inlined(function: F) -> F:
    return cast(F, _njit(nogil=True, error_model="numpy", forceinline=True, _nrt=False)(function))


def _compiled(function: F) -> F:
    return cast(F, _njit(nogil=True, cache=True, error_model="numpy", _nrt=False)(function))


@_inlined
def part_of(units: Any, millionths: Any) -> Any:
    """units × millionths / 1,000,000, to the nearest unit, halves away from zero. `units` ≥ 0."""
    if millionths == 0:
        return 0
    size = abs(millionths)
    product = units // _MILLION * size + (units % _MILLION * size + _MILLION // 2) // _MILLION
    return -product if millionths < 0 else product


@_compiled
def _project(
    largest: int,
    revenue: Integers, growth: Integers, kept: Integers, share: Integers, margin: Integers, resale: Integers, crossing: Integers,
    licences: Integers,
    world_out: Integers, local_out: Integers, resale_out: Integers, crossing_out: Integers, profit_out: Integers,
    licences_out: Integers,
) -> int:  # fmt: skip
    """Fill years × rows; the first row whose revenue or profit goes beyond `largest`, or -1."""
    for row in range(len(revenue)):
        world, part_kept = revenue[row], _MILLION
        for year in range(len(world_out)):
            if year > 0:
                rate = growth[row, 0]
                if growth.shape[1] > 1:
                    rate = growth[row, year - 1]
                size = part_of(abs(rate), part_kept)
                if size > 0 and world // _MILLION > largest // size:
                    return row
                world += part_of(world, -size if rate < 0 else size)
                part_kept = part_of(part_kept, kept[row])
            if world > largest or world // _MILLION * abs(margin[row]) > largest:
                return row
            local = part_of(world, share[row])
            world_out[year, row], local_out[year, row] = world, local
            resale_out[year, row] = part_of(local, resale[row])
            crossing_out[year, row] = part_of(local, crossing[row])
            profit_out[year, row] = part_of(world, margin[row])
            licences_out[year, row] = part_of(local, licences[row])
    return -1


def project(drawn: Drawn, providers: Sequence[Provider], years: int) -> list[DeclaredFacts]:
    """The facts of each year: rows are draws × groups, all groups of a draw together. Raises `LevyError` where revenue explodes.

    Facts of a group are the sums of its members; its public share is that of its first member.
    """
    draws, size = drawn["world_revenue"].shape
    flat = {name: np.ascontiguousarray(drawn[name]).reshape(draws * size, -1) for name in INPUTS}
    out = np.empty((6, years, draws * size), np.int64)
    largest = min(LARGEST, 2**62 // (size * years))
    rest = [flat[name][:, 0] for name in _READ]
    beyond = _project(largest, flat["world_revenue"][:, 0], flat["growth"], *rest, *out)
    if beyond >= 0:
        raise LevyError(
            f"the revenue or profit of {providers[beyond % size].name!r} goes beyond {largest:,} minor units within {years} years: "
            "give less growth, or let it fade (`growth_kept`)"
        )
    shape = (years, draws, size)
    summed = dict(zip(_FACTS, (_by_group(column.reshape(shape), providers) for column in out), strict=True))
    public = flat["public_share"][:, 0].reshape(draws, size)[:, _first_members(providers)].ravel()
    return [
        DeclaredFacts(
            public_share=np.ascontiguousarray(public), **{name: column[year] for name, column in summed.items()}
        )
        for year in range(years)
    ]


_READ = ("growth_kept", "territorial_share", "profit_margin", "resale", "cross_border", "licence_payments")
_FACTS = ("world_revenue", "local_revenue", "resale", "cross_border_revenue", "world_profit", "licence_payments")


def at_level(providers: Sequence[Provider], levels: Sequence[Mapping[str, str] | str]) -> Drawn:
    """Inputs with every provider at a level (`low`, `central`, `high`), or each input at its own, one draw for each entry."""
    return {
        name: np.array(
            [
                [
                    provider.inputs[name].at(level if isinstance(level, str) else level.get(name, "central"))
                    for provider in providers
                ]
                for level in levels
            ],
            np.int64,
        )
        for name in INPUTS
    }


def _by_group(column: Integers, providers: Sequence[Provider]) -> Integers:
    """Years × draws × providers → years × (draws × groups), summed over the members of each group."""
    groups = list(dict.fromkeys(provider.group for provider in providers))
    years, draws, size = column.shape
    if len(groups) == size:
        return column.reshape(years, draws * size)
    places = {group: number for number, group in enumerate(groups)}
    found = np.zeros((years, draws, len(groups)), np.int64)
    for number, provider in enumerate(providers):
        found[:, :, places[provider.group]] += column[:, :, number]
    return found.reshape(years, draws * len(groups))


def _first_members(providers: Sequence[Provider]) -> list[int]:
    found: dict[str, int] = {}
    for number, provider in enumerate(providers):
        found.setdefault(provider.group, number)
    return list(found.values())
