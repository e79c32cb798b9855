"""The answer for one asset and one use, with everything that led to it."""

from __future__ import annotations

from dataclasses import dataclass

from agister.rights.asset import Asset
from agister.rights.outcome import Outcome
from agister.rights.problem import Problem
from agister.rights.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCounted:
    """A statement that did not decide, and why."""

    statement: Statement
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What one protocol says of one asset: its outcome, the statement that counts, and those that do not."""

    outcome: Outcome
    because: Statement | None
    not_counted: tuple[NotCounted, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The resolution of one protocol by name."""

    protocol: str
    resolution: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Outcome for one asset and one use."""

    asset: Asset
    outcome: Outcome
    protocol: str | None
    """The first in the order of `PROTOCOLS` among those that gave the outcome; None where none decided."""
    because: Statement | None
    findings: tuple[Finding, ...] = ()
    """What every protocol said, in the order of `PROTOCOLS`."""
    problems: tuple[Problem, ...] = ()
    lifted_from: Outcome | None = None
    """`reserved` where a licence or an exception lifted it."""
    lifted_by: str = ""
    """The licence or the exception, by name and article."""
