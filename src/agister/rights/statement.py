"""One preference for one usage within one scope, and the place in the bytes that says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agister.rights.preference import Preference
from agister.rights.usage import Usage


class Scope(StrEnum):
    """How far a statement reaches before its pattern narrows it."""

    ORIGIN = "origin"
    URL = "url"


class Reading(StrEnum):
    """Under which reading of robots.txt a statement stands (strict = RFC 9309, lenient = what was evidently meant)."""

    BOTH = "both"
    STRICT = "strict"
    LENIENT = "lenient"


class Standing(StrEnum):
    """Whether a statement could be understood."""

    SAID = "said"
    """Well-formed, or well-formed enough for its specification."""
    UNCLEAR = "unclear"
    """Malformed, yet evidently speaks of reservations: `unreadable`, or `reserved` where the policy counts intent."""
    FAILED = "failed"
    """The carrier could not be fetched or decoded: `unreadable`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Where permission can be had (TDMRep policy, RSL licence or payment, licence contact)."""

    url: str = ""
    """Policy, licence or licence-server URL; may be empty when only a contact is given."""
    kind: str = ""
    """`tdm-policy`, `rsl`, `payment`, `licence`, `contact` …"""
    contact: str = ""
    """Mail address, telephone or page of whoever licenses."""
    terms: str = ""
    """Short text: payment type, amount, conditions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one place in one document says. Neutral of any policy; its document and origin are known to the index."""

    protocol: str
    """File name in `agister.protocols`."""
    usage: Usage
    preference: Preference
    place: str
    """`line 12`, `$[0]`, `header tdm-reservation`, `meta robots`, …"""
    quote: str
    """The words or bytes that say so, at most 500 characters."""
    scope: Scope = Scope.ORIGIN
    """ORIGIN: every URL of the origin that the pattern matches. URL: the observed URL alone."""
    pattern: str = ""
    """Path pattern with `*` and `$`, percent-normalised (RFC 9309 §2.2.2, §2.2.3); empty = everything in scope."""
    fold_case: bool = False
    """Whether the pattern is compared without regard to ASCII case."""
    agents: tuple[str, ...] = ()
    """Crawler tokens of the group, lower-case, as cut; `*` = the default group; () = addressed to everybody."""
    reading: Reading = Reading.BOTH
    standing: Standing = Standing.SAID
    carrier: str = ""
    """`robots.txt`, `header`, `html`, `tdmrep.json`, `rsl.xml`, …: what decides supersession inside a protocol."""
    note: str = ""
    """Anything that `order` or a reader needs: vocabulary version, ceiling, `by closed list`."""
    offer: Offer | None = None
