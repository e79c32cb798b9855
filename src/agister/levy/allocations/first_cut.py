"""Parts of the whole that come first, and one payee or programme that gets the rest (CPI L. 324-17; CDM and Art. 6.4 shares)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from agister.ledger.apportion import cut_first
from agister.ledger.exact import written
from agister.ledger.tree import Rule, Share
from agister.levy.allocations.section import Section

name = "first_cut"
summary = "parts of the whole come first, the rest goes on"
keys: tuple[str, ...] = ("first", "then")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstCut:
    """Cuts rounded down, so that none exceeds what it may take; the indivisible unit stays with the rest."""

    first: Mapping[str, Fraction]
    then: str

    @property
    def payees(self) -> tuple[str, ...]:
        return tuple(sorted([*self.first, self.then]))

    def share(self, total: int) -> tuple[Share, ...]:
        cuts, rest = cut_first(total, self.first)
        kept = 1 - sum(self.first.values(), Fraction(0))
        shares = [
            Share(payee=payee, units=units, due=total * self.first[payee], reason=f"{written(self.first[payee])} first")
            for payee, units in cuts.items()
        ]
        shares.append(Share(payee=self.then, units=rest, due=total * kept, reason=f"the rest, {written(kept)}"))
        return tuple(sorted(shares, key=lambda share: share.payee))


def read(section: Section) -> Rule:
    """`first`: payee → part of the whole (25%, 1/4); `then`: who gets the rest, which `within` may share on."""
    first = section.numbers("first")
    then = section.text("then")
    if then in first:
        raise section.fault(f"{then!r} has a first cut already: name somebody else", "then")
    together = sum(first.values(), Fraction(0))
    if together > 1:
        raise section.fault(f"the parts add up to {written(together)}, more than the whole", "first")
    return FirstCut(first=first, then=then)
