"""The lines of a run: a total shared out by a key, what of it is kept, and the reserve that takes no more than it needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType

from agister.errors import ProcedureError
from agister.ledger.entry import Fact
from agister.ledger.exact import written
from agister.ledger.tree import Branch, Line, Rule, Share, apportion_tree
from agister.levy.allocations.first_cut import FirstCut
from agister.levy.allocations.weighted import Bounded, Limit, Limits, Weighted
from agister.levy.runs.payout import check_name

#: Names in a key that are no payees, and the account that keeps what they get.
RESERVE, ADMINISTRATION = "reserve", "administration"
KEPT: Mapping[str, str] = MappingProxyType({RESERVE: "Reserve", ADMINISTRATION: "Administration"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CutUpTo:
    """A first cut of which the reserve takes no more than it has room for; the difference stays with the rest."""

    cut: FirstCut
    room: int

    @property
    def payees(self) -> tuple[str, ...]:
        return self.cut.payees

    def share(self, total: int) -> Sequence[Share]:
        shares = {share.payee: share for share in self.cut.share(total)}
        reserve, rest = shares[RESERVE], shares[self.cut.then]
        over = max(0, reserve.units - self.room)
        if over:
            shares[RESERVE] = replace(
                reserve, units=self.room, due=Fraction(self.room), reason=f"{reserve.reason}, room for {self.room}"
            )
            shares[self.cut.then] = replace(rest, units=rest.units + over, due=rest.due + reserve.due - self.room)
        return tuple(shares.values())


def shared_lines(branch: Branch, total: int, room: int | None = None) -> tuple[Line, ...]:
    """Every line of sharing out a total ≥ 0.

    `room`: what the reserve has room for (None: no limit). It bounds the reserve's own share at the first level; what it
    does not take is shared by the others in their ratio. What caps leave over goes to whoever the key names, without this limit.
    """
    return apportion_tree(total, branch if room is None else _limited(branch, total, room))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """One share that a payee is entitled to."""

    path: tuple[str, ...]
    purpose: str
    units: int
    due: str
    """Exactly, before a unit is indivisible."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Movements:
    """What the lines of a run move."""

    kept: Mapping[str, int] = field(default_factory=dict)
    """`Reserve`, `Administration` → minor units."""
    funds: Mapping[str, int] = field(default_factory=dict)
    """Purpose → minor units for its payees."""
    entitled: tuple[Entitlement, ...] = ()
    """Payees of nothing left out."""


def movements(lines: Sequence[Mapping[str, Fact]], purposes: Collection[str] = ()) -> Movements:
    """What frozen lines move: each purpose its fund, each payee its share, reserve and administration what is kept.

    `purposes`: which names are purposes; the first of them on a path gives the fund. Where none is, the first level does.
    """
    kept: dict[str, int] = {}
    funds: dict[str, int] = {}
    entitled = []
    for line in lines:
        units, path = line["units"], line["path"]
        if line["shared_on"] or not isinstance(units, int) or not units or not isinstance(path, list | tuple):
            continue
        names = tuple(str(name) for name in path)
        if names[-1] in KEPT:
            kept[KEPT[names[-1]]] = kept.get(KEPT[names[-1]], 0) + units
        else:
            purpose = next((name for name in names if name in purposes), names[0])
            funds[purpose] = funds.get(purpose, 0) + units
            entitled.append(
                Entitlement(path=names, purpose=purpose, units=units, due=str(line["due"]), reason=str(line["reason"]))
            )
    return Movements(kept=dict(sorted(kept.items())), funds=dict(sorted(funds.items())), entitled=tuple(entitled))


def line_rows(lines: Sequence[Line]) -> tuple[dict[str, Fact], ...]:
    """Lines as a fact of the journal. Raises `ProcedureError` for a name that no account can carry."""
    for line in lines:
        for name in line.path:
            check_name(name, "the name of a purpose or payee in a run")
        if line.shared_on and line.path[-1] in KEPT:
            raise ProcedureError(f"{' → '.join(line.path)} is kept by the office and cannot be shared on")
    return tuple(
        {
            "path": list(line.path),
            "units": line.units,
            "due": written(line.due),
            "reason": line.reason,
            "shared_on": line.shared_on,
        }
        for line in lines
    )


def _limited(branch: Branch, total: int, room: int) -> Branch:
    rule: Rule = branch.rule
    if isinstance(rule, Weighted) and rule.weights.get(RESERVE):
        rule = Bounded(weights=rule.weights, limits=Limits(caps={RESERVE: Limit(units=room)}), rest="")
    elif isinstance(rule, Bounded) and rule.weights.get(RESERVE):
        limits = rule.limits
        bound = limits.bound(RESERVE, rule.weights[RESERVE], total)
        most = room if bound.cap is None else min(room, bound.cap)
        named = replace(
            limits,
            caps={**limits.caps, RESERVE: Limit(units=most)},
            floors={**limits.floors, RESERVE: Limit(units=min(bound.floor, most))},
        )
        rule = replace(rule, limits=named)
    elif isinstance(rule, FirstCut) and RESERVE in rule.first:
        rule = CutUpTo(cut=rule, room=room)
    return Branch(rule=rule, within=branch.within)
