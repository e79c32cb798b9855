"""Equal per head: every person gets the same to the last cent (the AI Dividend). A payee pays it to the people it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from agister.errors import SharingError
from agister.ledger.tree import Rule, Share
from agister.levy.allocations.section import Section

name = "equal_per_head"
summary = "the same whole amount for every person"
keys: tuple[str, ...] = ("heads", "rest")


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualPerHead:
    """Whole units per head, rounded down; what cannot be divided among all goes to `rest`."""

    heads: Mapping[str, int]
    rest: str

    @property
    def payees(self) -> tuple[str, ...]:
        return tuple(sorted([*self.heads, self.rest]))

    def share(self, total: int) -> tuple[Share, ...]:
        heads = sum(self.heads.values())
        if not heads:
            raise SharingError("all heads are zero: nobody is there to share with")
        each, left = divmod(total, heads)
        shares = [
            Share(
                payee=payee,
                units=count * each,
                due=Fraction(total * count, heads),
                reason=f"{count} heads at {each}",
            )
            for payee, count in self.heads.items()
        ]
        shares.append(
            Share(payee=self.rest, units=left, due=Fraction(0), reason=f"less than one unit for each of {heads}")
        )
        return tuple(sorted(shares, key=lambda share: share.payee))


def read(section: Section) -> Rule:
    """`heads`: payee → number of people; `rest`: who keeps what cannot be divided among all."""
    heads = section.counts("heads")
    rest = section.text("rest")
    if rest in heads:
        raise section.fault(f"{rest!r} is a payee already: then its people would get more than others", "rest")
    return EqualPerHead(heads=heads, rest=rest)
