"""An order of precedence as data: rules of which the first that matches counts, and how several lists combine.

Each protocol turns the statements of an origin into panels (`order`). The readable resolution and the compiled kernel
both walk the same panels; neither knows a protocol by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agister.rights.outcome import Outcome
from agister.rights.statement import Statement


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a rulebook. `pattern` as in `Statement.pattern`; an empty pattern matches every path."""

    pattern: str
    outcome: Outcome
    """RESERVED, UNREADABLE, PERMITTED or UNKNOWN (UNKNOWN stops the search and says nothing)."""
    statement: Statement | None
    """Who says so; None only for what the specification itself says (e.g. the implicit `Allow: /robots.txt`)."""
    fold_case: bool = False


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules in the order of precedence: the first that matches counts; none matches = UNKNOWN."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Several rulebooks that answer together.

    `any`: the most restrictive answer counts. `all`: the least restrictive counts (reserved only if all reserve).
    Where `guard` is given and answers RESERVED for a path, the panel says UNKNOWN for it (AIPREF attach: a URL that may
    not be crawled has no usage preference).
    """

    rulebooks: tuple[Rulebook, ...]
    combine: Literal["any", "all"] = "any"
    guard: Rulebook | None = None
    why: str = ""
    """Why a statement that is not the one counted did not count, e.g. `the longest match counts (RFC 9309 §2.2.2)`."""
