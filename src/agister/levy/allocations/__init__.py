"""Kinds of key, one file each: how a total is shared out. Each reads its section of a key file and gives a rule."""

from __future__ import annotations

from agister.levy.allocations import (
    capped,
    equal_per_head,
    first_cut,
    fixed,
    measured_sources,
    need,
    quadratic,
    usage_sample,
)
from agister.levy.allocations.allocation import Allocation

#: In the order in which they are explained.
ALLOCATIONS: tuple[Allocation, ...] = (
    fixed,
    first_cut,
    capped,
    measured_sources,
    usage_sample,
    need,
    equal_per_head,
    quadratic,
)

__all__ = ["ALLOCATIONS", "Allocation"]
