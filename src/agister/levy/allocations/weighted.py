"""The rule behind several kinds of key: shares in the ratio of weights, with or without floors and caps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from agister.errors import SharingError
from agister.ledger.apportion import apportion, due, whole_units
from agister.ledger.bounded import Bound, bounded_due
from agister.ledger.exact import written
from agister.ledger.tree import Share
from agister.levy.allocations.section import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """Largest remainder in the ratio of weights."""

    weights: Mapping[str, Fraction]

    @property
    def payees(self) -> tuple[str, ...]:
        return tuple(sorted(self.weights))

    def share(self, total: int) -> tuple[Share, ...]:
        quotas, units = due(total, self.weights), apportion(total, self.weights)
        whole = written(sum(self.weights.values(), Fraction(0)))
        return tuple(
            Share(
                payee=payee, units=units[payee], due=quotas[payee], reason=f"{written(self.weights[payee])} of {whole}"
            )
            for payee in units
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A floor or cap: a share of what is shared out, or whole units of it."""

    part: Fraction | None = None
    units: int = 0

    def of(self, total: int) -> int:
        """In whole units of a total."""
        return self.units if self.part is None else total * self.part.numerator // self.part.denominator


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Floors and caps of a key: for everybody with a weight, and by name, which goes before."""

    floor: Limit | None = None
    cap: Limit | None = None
    floors: Mapping[str, Limit] = field(default_factory=dict)
    caps: Mapping[str, Limit] = field(default_factory=dict)

    def bound(self, payee: str, weight: Fraction, total: int) -> Bound:
        """In whole units of a total. Parts are rounded down: caps then hold for the units paid, and floors never exceed the total."""
        low = self.floors.get(payee, self.floor if weight else None)
        high = self.caps.get(payee, self.cap)
        return Bound(floor=low.of(total) if low else 0, cap=high.of(total) if high else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """Largest remainder in the ratio of weights within floors and caps; what all caps leave goes to `rest` by name."""

    weights: Mapping[str, Fraction]
    limits: Limits
    rest: str

    @property
    def payees(self) -> tuple[str, ...]:
        return tuple(sorted({*self.weights, self.rest} - {""}))

    def share(self, total: int) -> tuple[Share, ...]:
        if not any(self.weights.values()):
            raise SharingError("all weights are zero: nobody is there to share with")
        bounds = {payee: self.limits.bound(payee, weight, total) for payee, weight in self.weights.items()}
        quotas = bounded_due(total, self.weights, bounds)
        units = whole_units(quotas)
        left = total - sum(units.values())
        whole = written(sum(self.weights.values(), Fraction(0)))
        shares = []
        for payee in units:
            bound, weight = bounds[payee], self.weights[payee]
            reason = f"{written(weight)} of {whole}"
            if bound.cap is not None and units[payee] == bound.cap:
                reason += f", held at the cap {bound.cap}"
            elif bound.floor and units[payee] == bound.floor:
                reason += f", raised to the floor {bound.floor}"
            shares.append(Share(payee=payee, units=units[payee], due=quotas[payee], reason=reason))
        if self.rest:
            shares.append(Share(payee=self.rest, units=left, due=Fraction(left), reason="what all caps leave over"))
        elif left:
            raise SharingError(f"{left} are left over when all caps are reached: name who gets them (rest: reserve)")
        return tuple(sorted(shares, key=lambda share: share.payee))


#: Keys of a section that `read_limits` reads.
LIMIT_KEYS = ("floor", "cap", "floors", "caps")


def read_limits(section: Section, weights: Mapping[str, Fraction]) -> Limits:
    """Floors and caps: `cap: 40%` of what is shared out, `floor: 5000` minor units; `caps: {a: 40%}` for one payee."""
    named: dict[str, dict[str, Limit]] = {}
    for key in ("floors", "caps"):
        named[key] = {}
        if key in section:
            inner = section.section(key)
            for payee in inner.names:
                if payee not in weights:
                    raise inner.fault("has no weight: a bound is set for somebody who shares", payee)
            named[key] = {payee: read_limit(inner, payee) for payee in inner.names}
    alone = {key: read_limit(section, key) if key in section else None for key in ("floor", "cap")}
    return Limits(floor=alone["floor"], cap=alone["cap"], floors=named["floors"], caps=named["caps"])


def read_limit(section: Section, key: str) -> Limit:
    """One floor or cap. A fraction without % would be read as units by some and as a share by others: it is refused."""
    text = section.scalar(key).text
    if "%" not in text:
        if "/" in text or "." in text:
            raise section.fault(f"{text} may be a share or an amount; write a share as 40%, an amount as 30000", key)
        return Limit(units=section.units(key))
    part = section.number(key)
    if part > 1:
        raise section.fault(f"{text} is more than the whole", key)
    return Limit(part=part)


def read_rest(section: Section, weights: Mapping[str, Fraction], *, needed: bool) -> str:
    """Who gets what is left over, by name; somebody outside the weights, so that no bound is circumvented."""
    if not needed and "rest" not in section:
        return ""
    rest = section.text("rest")
    if rest in weights:
        raise section.fault(
            f"{rest!r} shares already: what is left over goes to somebody else, such as a reserve", "rest"
        )
    return rest
