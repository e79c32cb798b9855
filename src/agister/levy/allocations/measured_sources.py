"""By measured share of sources: what a corpus holds of each collection. Collections are the unit, never single works.

A strand is a modality, a language or a licence class of the commons: within it a source weighs what was measured of it (items,
tokens or bytes) over the whole strand, and strands are weighed against each other. Caps and floors are mandatory: no source
may take all, no small one be lost. What was measured is frozen by the digests of its inputs.
"""

from __future__ import annotations

import re
from fractions import Fraction

from agister.ledger.tree import Rule
from agister.levy.allocations.section import Section
from agister.levy.allocations.weighted import Bounded, read_limits, read_rest

name = "measured_sources"
summary = "by what was measured of each collection, with mandatory floor and cap"
keys: tuple[str, ...] = ("unit", "measured", "strands", "inputs", "floor", "cap", "floors", "caps", "rest")

UNITS = ("items", "tokens", "bytes")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)


def read(section: Section) -> Rule:
    """`unit`; `measured`: strand → source → count; `strands`: strand → weight; `inputs`: name → sha256 digest; `floor`, `cap`, `rest`."""
    if (unit := section.text("unit")) not in UNITS:
        raise section.fault(f"{unit!r} is no unit; allowed: {', '.join(UNITS)}", "unit")
    for title, digest in section.texts("inputs").items():
        if not _DIGEST.fullmatch(digest):
            raise section.section("inputs").fault(
                "must be sha256: and 64 hexadecimal digits of the file measured", title
            )
    for key in ("floor", "cap"):
        if key not in section:
            raise section.fault(
                f"{key!r} is missing: a measured key needs both, so that no source takes all and none is lost"
            )
    weights = _weights(section)
    return Bounded(weights=weights, limits=read_limits(section, weights), rest=read_rest(section, weights, needed=True))


def _weights(section: Section) -> dict[str, Fraction]:
    """Source → its part of each strand × the strand's weight, added up."""
    strands = section.section("measured")
    counts = {strand: strands.counts(strand) for strand in strands.names}
    weighing = section.numbers("strands") if "strands" in section else dict.fromkeys(counts, Fraction(1))
    if "strands" not in section and len(counts) > 1:
        raise section.fault("'strands' is missing: with more than one strand, say how they weigh against each other")
    for strand in sorted(set(weighing) ^ set(counts)):
        raise section.fault(f"{strand!r} stands in only one of measured and strands", "strands")
    found: dict[str, Fraction] = {}
    for strand, sources in counts.items():
        whole = sum(sources.values())
        if not whole:
            raise strands.fault("nothing was measured in this strand: leave it out", strand)
        for source, count in sources.items():
            found[source] = found.get(source, Fraction(0)) + weighing[strand] * Fraction(count, whole)
    return found
