"""What was wrong with input from the world: where, what, and which clause says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One defect of something observed. Never raised, always counted."""

    kind: str
    """Stable slug for counting, `carrier-defect`, e.g. `tdmrep-not-an-array`, `robots-missing-colon`."""
    place: str
    """Where: `line 12`, `$[0].location`, `header x-robots-tag`, `meta robots`, `fetch`."""
    message: str
    """One sentence for the site's operator: what is wrong and what was done with it."""
    clause: str = ""
    """The clause of the specification that it offends, e.g. `RFC 9309 §2.2`."""
