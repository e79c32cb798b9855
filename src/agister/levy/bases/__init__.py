"""What a levy can be charged on: one file each, and this list. `BASES + (MINE,)` adds one without touching it."""

from __future__ import annotations

from agister.levy.bases import (
    devices,
    licence_class,
    loans,
    low_margin_turnover,
    needs_factor,
    output_units,
    residual_profit,
    turnover,
    windfall,
)
from agister.levy.measure import LevyBase

#: All bases, in the order of `docs/reference/levy/bases.md`.
BASES: tuple[LevyBase, ...] = (
    turnover,
    low_margin_turnover,
    output_units,
    residual_profit,
    windfall,
    needs_factor,
    licence_class,
    devices,
    loans,
)

__all__ = ["BASES"]
