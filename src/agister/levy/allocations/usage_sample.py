"""By use, from a sample: grossed up, a rate per use, a minimum that is worth paying and a maximum (public lending right).

With a `rate`, each payee is due rate × uses, rounded half up by itself (SI 2026/8 for the United Kingdom), and the pot must
suffice. Without one, the rate is the highest that the pot can pay: money that minimum and maximum leave raises it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from agister.errors import SharingError
from agister.ledger.apportion import whole_units
from agister.ledger.exact import Rounding, rounded, written
from agister.ledger.tree import Rule, Share
from agister.levy.allocations.section import Section

name = "usage_sample"
summary = "a rate per use from a sample, with minimum and maximum"
keys: tuple[str, ...] = ("uses", "sample", "rate", "minimum", "maximum", "rest")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageSample:
    """Uses are grossed up already."""

    uses: Mapping[str, Fraction]
    rate: Fraction | None
    """Minor units per use; None: the highest that the total can pay."""
    minimum: int
    maximum: int | None
    rest: str

    @property
    def payees(self) -> tuple[str, ...]:
        return tuple(sorted([*self.uses, self.rest]))

    def share(self, total: int) -> tuple[Share, ...]:
        if not any(self.uses.values()):
            raise SharingError("all uses are zero: nobody is there to share with")
        if self.rate is None:
            rate, quotas = self._highest(total)
            units = whole_units(quotas)
        else:
            rate, quotas = self.rate, {payee: self._due(self.rate * uses) for payee, uses in self.uses.items()}
            units = {payee: rounded(quota, Rounding.HALF_UP) for payee, quota in quotas.items()}
            if sum(units.values()) > total:
                needed = sum(units.values())
                raise SharingError(f"the rate asks for {needed}, more than the {total} there are: lower the rate")
        shares = [
            Share(payee=payee, units=units[payee], due=quotas[payee], reason=self._reason(payee, rate, units[payee]))
            for payee in self.uses
        ]
        left = total - sum(units.values())
        shares.append(Share(payee=self.rest, units=left, due=Fraction(left), reason="what the uses leave over"))
        return tuple(sorted(shares, key=lambda share: share.payee))

    def _due(self, earned: Fraction) -> Fraction:
        if earned < self.minimum:
            return Fraction(0)
        return earned if self.maximum is None else min(earned, Fraction(self.maximum))

    def _reason(self, payee: str, rate: Fraction, units: int) -> str:
        reason = f"{written(self.uses[payee])} uses at {written(rate)}"
        if self.maximum is not None and units == self.maximum:
            return reason + f", held at the maximum {self.maximum}"
        if not units and self.uses[payee]:
            return reason + f", below the minimum {self.minimum}"
        return reason

    def _highest(self, total: int) -> tuple[Fraction, dict[str, Fraction]]:
        """The highest rate whose sum of dues is not above the total, and the dues.

        The sum rises with the rate in straight lines, and jumps where somebody reaches the minimum; payees of equal use
        enter together or not at all.
        """
        quotas = dict.fromkeys(self.uses, Fraction(0))
        turns = sorted(
            (Fraction(limit) / uses, order, payee)
            for payee, uses in self.uses.items()
            if uses
            for order, limit in ((0, self.maximum), (1, self.minimum))
            if limit is not None
        )
        growing: dict[str, Fraction] = {}
        fixed, slope, index = Fraction(0), Fraction(0), 0
        while index < len(turns):
            at = turns[index][0]
            if fixed + slope * at > total:
                break
            group = []
            while index < len(turns) and turns[index][0] == at:
                group.append(turns[index])
                index += 1
            entering = {payee for _at, order, payee in group if order == 1}
            if fixed + slope * at + sum((self._due(at * self.uses[payee]) for payee in entering), Fraction(0)) > total:
                return at, {
                    payee: self._due(at * self.uses[payee]) if payee in growing else quotas[payee] for payee in quotas
                }
            for payee in entering:
                growing[payee] = self.uses[payee]
                slope += self.uses[payee]
            for _at, order, payee in group:
                if order == 0 and payee in growing and self.maximum is not None:
                    slope -= growing.pop(payee)
                    fixed += self.maximum
                    quotas[payee] = Fraction(self.maximum)
        rate = (total - fixed) / slope if slope else (turns[-1][0] if turns else Fraction(0))
        for payee, uses in growing.items():
            quotas[payee] = rate * uses
        return rate, quotas


def read(section: Section) -> Rule:
    """`uses`: payee → uses in the sample; `sample`: its part of all uses; `rate`, `minimum`, `maximum`; `rest`."""
    sample = section.number("sample", Fraction(1))
    if not 0 < sample <= 1:
        raise section.fault("must be a part of all uses above zero, such as 1/4", "sample")
    uses = {payee: count / sample for payee, count in section.numbers("uses").items()}
    minimum = section.units("minimum", 0)
    maximum = section.units("maximum") if "maximum" in section else None
    if maximum is not None and maximum < minimum:
        raise section.fault(f"is below the minimum {minimum}", "maximum")
    rest = section.text("rest")
    if rest in uses:
        raise section.fault(f"{rest!r} is a payee already: name somebody else", "rest")
    rate = section.number("rate") if "rate" in section else None
    return UsageSample(uses=uses, rate=rate, minimum=minimum, maximum=maximum, rest=rest)
