"""By need: people × vulnerability, as an adaptation fund would share among regions. The inputs are published figures."""

from __future__ import annotations

from agister.ledger.tree import Rule
from agister.levy.allocations.section import Section
from agister.levy.allocations.weighted import LIMIT_KEYS, Bounded, Weighted, read_limits, read_rest

name = "need"
summary = "people × vulnerability"
keys: tuple[str, ...] = ("people", "vulnerability", *LIMIT_KEYS, "rest")


def read(section: Section) -> Rule:
    """`people`: payee → whole number; `vulnerability`: the same payees → index; floors and caps as for `capped`."""
    people, vulnerability = section.counts("people"), section.numbers("vulnerability")
    for one, other, key in ((people, vulnerability, "vulnerability"), (vulnerability, people, "people")):
        missing = sorted(set(one) - set(other))
        if missing:
            raise section.fault(f"says nothing of {missing[0]!r}: each payee needs both figures", key)
    weights = {payee: people[payee] * vulnerability[payee] for payee in people}
    if not any(key in section for key in LIMIT_KEYS):
        if "rest" in section:
            raise section.fault("nothing is left over where no cap is set: leave this out", "rest")
        return Weighted(weights=weights)
    limits = read_limits(section, weights)
    capped = limits.cap is not None or bool(limits.caps)
    return Bounded(weights=weights, limits=limits, rest=read_rest(section, weights, needed=capped))
