"""Revenue that two offices' returns both declare: the same deployment of the same party, in the same place, at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agister.levy.charter.revenue import RevenueDescription, plain_name
from agister.levy.levy_return import LevyReturn


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeReturns:
    """The returns of one office, and what it levies."""

    office: str
    revenue: tuple[RevenueDescription, ...]
    returns: tuple[LevyReturn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleDeclaration:
    """One deployment that two offices would levy."""

    party: str
    deployment: str
    one: str
    """`office-de: return R-1, deployments[0]`"""
    other: str

    def __str__(self) -> str:
        return (
            f"{self.party}: the revenue of {self.deployment!r} is declared in {self.one} and in {self.other}; "
            "settle which of the two offices levies it before either assesses"
        )


def declared_twice(one: OfficeReturns, other: OfficeReturns) -> tuple[DoubleDeclaration, ...]:
    """Every deployment that both offices find in their returns for overlapping times, where what they levy overlaps."""
    found = []
    theirs: dict[tuple[str, str], list[_Declared]] = {}
    for item in _declared(other):
        theirs.setdefault((item.party, item.deployment), []).append(item)
    for mine in _declared(one):
        for match in theirs.get((mine.party, mine.deployment), ()):
            if not _times_meet(mine.levy_return, match.levy_return) or not _places_meet(mine, match):
                continue
            found.append(
                DoubleDeclaration(
                    party=mine.levy_return.party,
                    deployment=mine.name,
                    one=f"{one.office}: {mine.place}",
                    other=f"{other.office}: {match.place}",
                )
            )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declared:
    party: str
    deployment: str
    name: str
    place: str
    levy_return: LevyReturn
    revenue: tuple[RevenueDescription, ...]


def _declared(office: OfficeReturns) -> Iterator[_Declared]:
    for item in office.returns:
        for at, facts in (("", item.facts), *((f"members[{member.name}].", member.facts) for member in item.members)):
            rows = facts.get("deployments")
            if not isinstance(rows, tuple):
                continue
            for number, row in enumerate(rows):
                name = str(row.get("name", ""))
                channel = str(row.get("channel", ""))
                yield _Declared(
                    party=plain_name(item.party),
                    deployment=plain_name(name),
                    name=name,
                    place=f"return {item.id}, {at}deployments[{number}]",
                    levy_return=item,
                    revenue=_of_row(office.revenue, item.party, channel),
                )


def _of_row(revenue: Sequence[RevenueDescription], party: str, channel: str) -> tuple[RevenueDescription, ...]:
    """The descriptions of an office that a row can fall under."""
    return tuple(
        item
        for item in revenue
        if (not item.group or plain_name(item.group) == plain_name(party))
        and (not item.channel or not channel or item.channel == channel)
    )


def _places_meet(one: _Declared, other: _Declared) -> bool:
    return any(mine.overlaps(theirs) for mine in one.revenue for theirs in other.revenue)


def _times_meet(one: LevyReturn, other: LevyReturn) -> bool:
    return one.start <= other.end and other.start <= one.end
