"""A URL that redirects answers for both ends: what is said where it leads counts beside what is said of it (ADR 0021)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from agister.formats.url import parse
from agister.rights import Asset

Segments = list[tuple[int, int]]
"""Since when (µs), and the profile that answers from then on, in order of time."""

_NEVER = 2**63 - 1


def paths_led_to(observations: pa.Table) -> dict[str, list[str]]:
    """Origin → paths that the answer of some page leads to."""
    pages = pc.and_(pc.equal(observations["read_as"], ""), pc.is_valid(observations["redirect_to"]))
    found: dict[str, dict[str, None]] = {}
    for url in pc.unique(observations["redirect_to"].filter(pages)).to_pylist():
        asset = parse(url)
        if asset is not None:
            found.setdefault(asset.origin, {})[asset.path] = None
    return {origin: list(paths) for origin, paths in found.items()}


def told_elsewhere(
    led: Sequence[tuple[int, Asset | None]], ends: Mapping[Asset, Segments], *, nothing: int
) -> Segments:
    """What is said where one URL leads, over time. `led`: since when, and where to (None: it answers itself); `ends`: what is
    said there; `nothing`: the profile without a voice. Empty where nothing was ever observed there."""
    told: Segments = []
    for (since, asset), (until, _) in pairwise([*led, (_NEVER, None)]):
        there = ends.get(asset, []) if asset is not None else []
        earlier = [profile for time, profile in there if time <= since]
        told.append((since, earlier[-1] if earlier else nothing))
        told += [(time, profile) for time, profile in there if since < time < until]
    return told if any(profile != nothing for _, profile in told) else []
