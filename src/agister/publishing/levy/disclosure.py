"""Which payers a report names, and how it groups the others. One rule (decision 0018), used by report and public journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from agister.ledger.exact import written
from agister.levy.events import EVENTS
from agister.publishing.levy.claims import Claims, Period, Standing
from agister.publishing.levy.rows import Row, Rows

#: Fewest payers of a period for which single payers are listed.
FEWEST_PAYERS = 5
#: Fewest payers in one band of an effective rate.
FEWEST_IN_BAND = 3
#: Lower ends of the bands by declared base, in major units.
BANDS = (0, 10_000_000, 100_000_000, 1_000_000_000)
RULE = (
    "With fewer than five payers in a period, only their sum is given. With five or more, each is listed; by name if in some such "
    "period its assessment is final and no dispute about it is open, otherwise by its identifier in the register."
)
#: Kinds whose private facts are opened for a party that is named.
OPENED_KINDS = ("registration_submitted", "deployment_registered", "scope_decided", "membership_recorded", "assessed")


def named_parties(claims: Claims) -> frozenset[str]:
    """Parties whose names are public."""
    found: set[str] = set()
    disputed = claims.under_dispute()
    for period, parties in claims.standing.items():
        if sum(1 for item in parties.values() if item.amount > 0) >= FEWEST_PAYERS:
            found |= {
                party
                for party, item in parties.items()
                if item.amount > 0 and item.final and (period, party) not in disputed
            }
    return frozenset(found)


def opened_facts(kind: str, party: str, named: frozenset[str]) -> tuple[str, ...]:
    """Private facts of an entry about a party that the public journal shows."""
    return EVENTS[kind].private if kind in OPENED_KINDS and party in named else ()


def payer_rows(claims: Claims, period: Period, named: frozenset[str], names: dict[str, str | None]) -> Sequence[Row]:
    """A row for each payer, or one for all of them."""
    count = len(_paying(claims, period))
    if count < FEWEST_PAYERS:
        return [_row("fewer than five payers", None, claims.payers(period))] if count else []

    def rows() -> Iterator[Row]:
        for party, item in claims.payers(period):
            yield _row(party, names.get(party) if party in named else None, ((party, item),))

    return Rows(count, rows)


def _paying(claims: Claims, period: Period) -> list[Standing]:
    return [item for item in claims.standing.get(period, {}).values() if item.amount > 0]


def _row(label: str, name: str | None, payers: Sequence[tuple[str, Standing]]) -> dict[str, Any]:
    return {
        "payer": label,
        "name": name,
        "base": sum(item.base for _, item in payers),
        "assessed": sum(item.amount for _, item in payers),
        "final": all(item.final for _, item in payers),
    }


def rate_bands(claims: Claims, period: Period, exponent: int) -> list[dict[str, Any]]:
    """Effective rate (levy over declared base) by size of the base; a band of fewer than three payers joins the next."""
    items = _paying(claims, period)
    if not items:
        return []
    if len(items) < FEWEST_PAYERS:
        return [_band(0, None, items)]
    scale = 10**exponent
    groups: list[tuple[int, list[Standing]]] = []
    for low, high in zip(BANDS, (*BANDS[1:], None), strict=True):
        inside = [item for item in items if item.base >= low * scale and (high is None or item.base < high * scale)]
        if groups and len(groups[-1][1]) < FEWEST_IN_BAND:
            groups[-1][1].extend(inside)
        else:
            groups.append((low, inside))
    while len(groups) > 1 and len(groups[-1][1]) < FEWEST_IN_BAND:
        _, last = groups.pop()
        groups[-1][1].extend(last)
    ends = [low for low, _ in groups[1:]]
    return [_band(low, high, inside) for (low, inside), high in zip(groups, (*ends, None), strict=True)]


def _band(low: int, high: int | None, items: Iterable[Standing]) -> dict[str, Any]:
    items = list(items)
    base, assessed = sum(item.base for item in items), sum(item.amount for item in items)
    return {
        "from": low,
        "to": high,
        "payers": len(items),
        "base": base,
        "assessed": assessed,
        "rate": ratio(assessed, base),
    }


def ratio(part: int, whole: int) -> str | None:
    """`p/q` exactly; None of nothing."""
    return written(Fraction(part, whole)) if whole > 0 else None
