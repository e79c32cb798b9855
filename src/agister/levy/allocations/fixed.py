"""Fixed shares by purpose, as in the British gambling levy (50/30/20) and the French keys of L. 311-7 CPI."""

from __future__ import annotations

from agister.ledger.tree import Rule
from agister.levy.allocations.section import Section
from agister.levy.allocations.weighted import Weighted

name = "fixed"
summary = "in the ratio of fixed weights"
keys: tuple[str, ...] = ("weights",)


def read(section: Section) -> Rule:
    """`weights`: payee → weight (3, 1/2, 28.5%). Only their ratio counts: percentages need not add up to 100."""
    return Weighted(weights=section.numbers("weights"))
