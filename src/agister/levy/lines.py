"""What an assessment consists of: lines that each name the law and the fact they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from agister.levy.instrument import DatedValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One step from fact to amount."""

    step: str
    """A word for the step: `revenue`, `threshold`, `bracket`, …"""
    text: str
    """The step in words."""
    amount: Fraction | None
    """Minor units of the currency of the assessment, exact; None where the step is a test or a choice."""
    law: str
    link: str
    fact: str
    """Where in the return the fact stands, e.g. `members[Search Ltd].activities[0].revenue`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a base, or a relief, makes of facts and law."""

    amount: Fraction
    """Minor units, exact."""
    lines: tuple[Line, ...]


def line(step: str, text: str, amount: Fraction | int | None, value: DatedValue, fact: str) -> Line:
    """A line that rests on a value of the act."""
    exact = Fraction(amount) if isinstance(amount, int) else amount
    return Line(step=step, text=text, amount=exact, law=value.law, link=value.link, fact=fact)
