"""What a party wishes for one usage (AIPREF vocabulary: allow, disallow, unknown)."""

from __future__ import annotations

from enum import StrEnum


class Preference(StrEnum):
    """A stated wish about one usage."""

    ALLOW = "allow"
    DISALLOW = "disallow"
    UNKNOWN = "unknown"
