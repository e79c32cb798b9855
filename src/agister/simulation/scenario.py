"""A scenario: who, for which years, under which designs of a levy, and what is uncertain about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from agister.errors import LevyError
from agister.levy.allocations.key_file import SharingKey
from agister.levy.instrument import Instrument, Schedule
from agister.simulation.declared import MILLION, UNDECLARED
from agister.simulation.inputs import INPUTS, Provider, Range

#: Name of the case in which nothing is changed.
AS_GIVEN = "as given"
#: Left out, the first slice of revenue is charged as the next one, and the threshold in the territory goes with it.
FREE_SLICE = "allowance"
#: Values without which another one says nothing: taken out together with it.
_GO_TOGETHER = {"world_threshold": ("taper",)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Design:
    """An act to compare, with its base, what it leaves open, and provisions that are left out of it."""

    name: str
    act: Instrument
    base_name: str
    given: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    note: str = ""

    def schedule(self, on: date) -> Schedule:
        """What holds on a day. Raises `LevyError` where the act is not in force or leaves something open."""
        found = self.act.schedule(on, given=self.given, base=self.base_name)
        out = {*self.without, *(name for gone in self.without for name in _GO_TOGETHER.get(gone, ()))}
        if not out:
            return found
        values = {name: value for name, value in found.values.items() if name not in out}
        table = values.get("brackets")
        if FREE_SLICE in out and table is not None and isinstance(table.value, tuple):
            # The first slice begins with the first cent, and whoever is below it is no longer out of reach.
            (_, rate), *more = table.value
            values["brackets"] = replace(table, value=((Fraction(0), rate), *more))
            values.pop("local_threshold", None)
        elif FREE_SLICE in out and "allowance" in found.values:
            values["allowance"] = replace(found.values["allowance"], value=0)
            values.pop("local_threshold", None)
        return replace(found, values=values)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DesignChange:
    """Another choice that a legislator could make, compared with the design that it changes."""

    name: str
    of: str
    design: Design


@dataclass(frozen=True, slots=True, kw_only=True)
class InputChange:
    """Inputs that are other than given, for some providers or for all."""

    providers: frozenset[str]
    """Names as the file has them; empty: all."""
    put: Mapping[str, Range]
    times: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A named change of the world: another share of the territory, another way of booking, a loss."""

    name: str
    changes: tuple[InputChange, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Administration:
    """What it costs to run a levy, in minor units."""

    set_up: Range
    """Once, in the first year."""
    yearly: Range
    per_payer: Range
    """A year, for each that pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonteCarlo:
    """How inputs are drawn from their ranges."""

    draws: int
    seed: int
    shape: str = "triangular"
    together: bool = False
    """Whether all providers stand at the same place of their ranges in a draw, or each at its own."""
    each_year: bool = False
    """Whether growth is drawn again for each year, or once for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The provider for which effective rates, cliffs and splitting are shown."""

    territorial_share: int = MILLION // 5
    profit_margin: int = MILLION // 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scenario:
    """Everything that a simulation is computed from."""

    title: str
    question: str
    currency: str
    first_year: int
    last_year: int
    providers: tuple[Provider, ...]
    designs: tuple[Design, ...]
    cases: tuple[Case, ...]
    """The first one changes nothing."""
    changes: tuple[DesignChange, ...]
    key: SharingKey | None
    key_file: str
    administration: Administration
    monte_carlo: MonteCarlo
    curve: Curve
    exchange: Mapping[str, tuple[Fraction, str]]
    """Units of the scenario's currency for one of another, with the source."""
    notes: tuple[str, ...]
    digest: str

    @property
    def years(self) -> tuple[int, ...]:
        """All years, the first one first."""
        return tuple(range(self.first_year, self.last_year + 1))

    @property
    def groups(self) -> tuple[str, ...]:
        """What is assessed together, in the order in which it first stands."""
        return tuple(dict.fromkeys(provider.group for provider in self.providers))

    def members(self, group: str) -> tuple[Provider, ...]:
        """The providers of a group."""
        return tuple(provider for provider in self.providers if provider.group == group)

    def in_case(self, case: Case) -> tuple[Provider, ...]:
        """The providers with the inputs of a case. Raises `LevyError` where a change leaves what an input can be."""
        return tuple(_changed(provider, case) for provider in self.providers)


def _changed(provider: Provider, case: Case) -> Provider:
    inputs = dict(provider.inputs)
    for change in case.changes:
        if change.providers and provider.entry not in change.providers:
            continue
        inputs.update(change.put)
        for name, factor in change.times.items():
            before = inputs[name]
            if before.low == UNDECLARED and name == "public_share":
                raise LevyError(
                    f"the case {case.name!r} multiplies `{name}` of {provider.name!r}, who declares none: put a value instead"
                )
            low, central, high = sorted(round_half(part * factor) for part in (before.low, before.central, before.high))
            if INPUTS[name].kind == "part" and high > MILLION:
                raise LevyError(
                    f"the case {case.name!r} makes `{name}` of {provider.name!r} more than the whole: use a smaller factor"
                )
            inputs[name] = Range(low=low, central=central, high=high, source=before.source, shape=before.shape)
    return replace(provider, inputs=inputs)


def round_half(value: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    twice = 2 * abs(value)
    size = (twice.numerator + twice.denominator) // (2 * twice.denominator)
    return -size if value < 0 else size
