"""WARC-Date, as the standard has it and as crawlers write it."""

from __future__ import annotations

from datetime import UTC, datetime

# WARC 1.1 §5.4 allows less than a full time; the earliest moment it can mean is taken.
_SHAPES = ("%Y-%m-%dT%H:%MZ", "%Y-%m-%d", "%Y-%m", "%Y", "%Y%m%d%H%M%S")


def moment(written: str) -> datetime | None:
    """The time in UTC, without an offset taken as UTC; None where it is none."""
    written = written.strip()
    if len(written) >= 19:
        try:
            found = datetime.fromisoformat(written)
            if found.tzinfo is UTC:
                return found
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            written = written[:40]
    for shape in _SHAPES:
        try:
            return datetime.strptime(written, shape).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
