"""What an office levies, in words that can be compared: a territory, and where needed only one group or one channel of it.

`DE` is everything in Germany; `EU group=Example AG` what one group earns in the Union; `world channel=api` what comes from one
channel anywhere. Two descriptions overlap where a single euro could fall under both; a part that is not written down is open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agister.errors import ProcedureError

#: Groups of states that may stand for their members. The Union as of 2020-02-01; a charter that spans a change lists states.
_EU = frozenset(
    {
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL",
        "PL", "PT", "RO", "SK", "SI", "ES", "SE",
    }
)  # fmt: skip
GROUPS: dict[str, frozenset[str]] = {"EU": _EU, "EEA": _EU | {"IS", "LI", "NO"}}
WORLD = "world"
_CHANNELS = ("app", "api", "embedded", "licence", "advertising", "other")
_DESCRIPTION = re.compile(
    r"(EEA|world|[A-Z]{2}(?:-[A-Z0-9]{1,3})?)(?: channel=([a-z]+))?(?: group=(\S.{0,150}))?", re.ASCII | re.DOTALL
)
_ALLOWED = (
    "write a territory (two letters of ISO 3166, a part such as US-CA, EU, EEA or world), then if needed "
    f"channel=… ({', '.join(_CHANNELS)}), then if needed group=… and the name of a group"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueDescription:
    """What an office levies."""

    territory: str
    group: str = ""
    """Only of this group of companies."""
    channel: str = ""
    """Only through this channel."""

    def __str__(self) -> str:
        parts = [self.territory]
        parts += [f"channel={self.channel}"] if self.channel else []
        parts += [f"group={self.group}"] if self.group else []
        return " ".join(parts)

    def overlaps(self, other: RevenueDescription) -> bool:
        """Whether a single euro could fall under both."""
        return (
            territories_overlap(self.territory, other.territory)
            and (not self.group or not other.group or same_name(self.group, other.group))
            and (not self.channel or not other.channel or self.channel == other.channel)
        )


def read_description(text: str) -> RevenueDescription:
    """`DE`, `EU channel=api`, `world group=Example AG`. Raises `ProcedureError` with what is allowed."""
    found = _DESCRIPTION.fullmatch(" ".join(text.split()))
    if found is None or (found[2] and found[2] not in _CHANNELS):
        raise ProcedureError(f"{text[:80]!r} is no description of revenue; {_ALLOWED}")
    return RevenueDescription(territory=found[1], channel=found[2] or "", group=found[3] or "")


def territories_overlap(one: str, other: str) -> bool:
    """Whether two territories share a place."""
    if WORLD in (one, other) or one == other:
        return True
    if "-" in one and "-" in other:
        return False
    mine, theirs = one.partition("-")[0], other.partition("-")[0]
    return bool(GROUPS.get(mine, frozenset((mine,))) & GROUPS.get(theirs, frozenset((theirs,))))


def clashes(
    mine: Sequence[RevenueDescription], theirs: Sequence[RevenueDescription]
) -> Iterator[tuple[RevenueDescription, RevenueDescription]]:
    """Every two descriptions that overlap."""
    for one in mine:
        for other in theirs:
            if one.overlaps(other):
                yield one, other


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, whatever their case, blanks and compatible characters."""
    return plain_name(one) == plain_name(other)


def plain_name(text: str) -> str:
    """A name for comparing: compatible characters made one, case folded, runs of blanks made one."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
