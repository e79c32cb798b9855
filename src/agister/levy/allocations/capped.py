"""Weights within floors and caps: nobody dominates, nobody is forgotten. The level is found exactly (water-filling)."""

from __future__ import annotations

from agister.ledger.tree import Rule
from agister.levy.allocations.section import Section
from agister.levy.allocations.weighted import LIMIT_KEYS, Bounded, read_limits, read_rest

name = "capped"
summary = "in the ratio of weights, within floors and caps"
keys: tuple[str, ...] = ("weights", *LIMIT_KEYS, "rest")


def read(section: Section) -> Rule:
    """`weights`; `cap` and `floor` for everybody, `caps` and `floors` by name; `rest` gets what all caps leave over."""
    weights = section.numbers("weights")
    limits = read_limits(section, weights)
    if not any(key in section for key in LIMIT_KEYS):
        raise section.fault(f"no bound is set: write one of {', '.join(LIMIT_KEYS)}, or kind: fixed", "kind")
    capped = limits.cap is not None or bool(limits.caps)
    return Bounded(weights=weights, limits=limits, rest=read_rest(section, weights, needed=capped))
