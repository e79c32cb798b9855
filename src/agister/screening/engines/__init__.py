"""Engines: one file each. An engine reads, maps and writes; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agister.screening.engines import local, ray
from agister.screening.plan import ScreenPlan, ShardJob, Tally

Engine = Callable[[ScreenPlan, Sequence[ShardJob], Callable[[ShardJob, Tally], None], Callable[[int], None]], None]

#: By the name that `--engine` takes.
ENGINES: dict[str, Engine] = {"local": local.run, "ray": ray.run}
