"""A finding of the scope test, and how findings are combined: what is not known is never taken for no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What one test comes to."""

    MET = "met"
    PRESUMED = "presumed"
    """Met as long as nobody shows the contrary, because nothing was published."""
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    """What was said does not settle it: silent, contradictory or unreadable."""


class Scope(StrEnum):
    """Whether a deployment is in the scope of an act."""

    IN_SCOPE = "in_scope"
    OUT_OF_SCOPE = "out_of_scope"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeFinding:
    """What one test found, on what evidence, under which rule."""

    test: str
    """`deployed`, `commercial`, `generative`, `large`, `public`, `derived`."""
    about: str
    """Id of the deployment or of the model."""
    outcome: Outcome
    evidence: str
    """What it rests on, in a sentence."""
    law: str
    place: str
    """Where the fact stands: `models[0].summary.crawled`."""
    missing: tuple[str, ...] = ()
    """What would settle it, where it is undetermined."""

    def __str__(self) -> str:
        return f"{self.test} ({self.about}): {self.outcome.replace('_', ' ')} — {self.evidence}"


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Met if all are. One that is not met decides, whatever is unknown beside it."""
    found = tuple(outcomes)
    for decisive in (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.PRESUMED):
        if decisive in found:
            return decisive
    return Outcome.MET


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Met if one is. What is unknown beside others that are not met stays unknown."""
    found = tuple(outcomes)
    for decisive in (Outcome.MET, Outcome.PRESUMED, Outcome.UNDETERMINED):
        if decisive in found:
            return decisive
    return Outcome.NOT_MET
