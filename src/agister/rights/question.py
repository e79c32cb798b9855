"""Who asks for what: the part of a policy that a protocol's order of precedence may depend on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from agister.rights.statement import Reading
from agister.rights.usage import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyKey:
    """One choice that a protocol leaves to the policy: `[section] name = value` in the TOML file."""

    name: str
    values: tuple[str, ...]
    """The allowed values."""
    default: str
    """The cautious value that counts when the policy is silent."""
    meaning: str
    """What each value does, in one or two sentences."""
    ambiguity: str = ""
    """The number of the ambiguity in the decision records, e.g. `A8`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One use by one user, as far as protocols need to know it."""

    usage: Usage
    tokens: tuple[str, ...] = ()
    """Crawler tokens whose rules are read as speaking of this use, lower-case (`[robots_txt] tokens`)."""
    reading: Reading = Reading.STRICT
    """STRICT or LENIENT (`[robots_txt] reading`)."""
    combine: Literal["any", "all"] = "any"
    """`any`: one blocked token reserves; `all`: only if every token is blocked (`[robots_txt] combine`)."""
    intent: Literal["unreadable", "reserve"] = "unreadable"
    """What a malformed statement that evidently reserves counts as (`[malformed] intent`)."""
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Section → key → value, for the `PolicyKey`s of the protocols."""

    def choice(self, section: str, key: PolicyKey) -> str:
        """The value of a protocol's key: what the policy says, else the key's default."""
        return self.choices.get(section, {}).get(key.name, key.default)
