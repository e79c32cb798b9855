"""A matching pot: many small gifts weigh more than one large one (quadratic funding, Buterin, Hitzig and Weyl 2018).

The weight of a project is (Σ√gift)² − Σ gift: what n givers unlock beyond their own money. Roots are whole-number roots of
gift·10²⁴, so that every machine agrees. That each giver is one person is checked outside the formula.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from agister.ledger.tree import Rule
from agister.levy.allocations.section import Section
from agister.levy.allocations.weighted import Weighted

name = "quadratic"
summary = "matches gifts: many small ones weigh more than one large one"
keys: tuple[str, ...] = ("gifts",)

_SCALE = 10**24


def weight(gifts: tuple[int, ...]) -> Fraction:
    """(Σ√gift)² − Σ gift, in minor units; never below zero."""
    root = sum(isqrt(gift * _SCALE) for gift in gifts)
    return max(Fraction(0), Fraction(root * root, _SCALE) - sum(gifts))


def read(section: Section) -> Rule:
    """`gifts`: project → list of gifts in minor units, one for each giver."""
    return Weighted(weights={project: weight(gifts) for project, gifts in section.unit_lists("gifts").items()})
