"""Sizes of training data as summaries state them: the ranges of the template for Art. 53(1)(d) AI Act, or an amount in words.

`1 billion to 10 trillion tokens`, `More than 1 billion images`, `Less than 10 000 hours`, `up to 19.2 billion tokens`. A range is
compared with a threshold only where all of it lies on one side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from agister.levy.scope.finding import Outcome


class Modality(StrEnum):
    """Kinds of content, as the template has them."""

    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    OTHER = "other"


#: What each kind is counted in.
UNITS = {Modality.TEXT: "tokens", Modality.IMAGE: "images", Modality.AUDIO: "hours", Modality.VIDEO: "hours"}

_SCALES = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NUMBER = r"([0-9]{1,15}(?:[ ,][0-9]{3})*(?:\.[0-9]{1,6})?)\s*(thousand|million|billion|trillion)?s?"
_RANGE = re.compile(
    r"(?P<sign>less than|below|under|<|more than|over|above|>|up to|at least)?\s*"
    rf"{_NUMBER}(?P<plus>\s*\+)?(?:\s*(?P<to>to|-|–)\s*{_NUMBER})?\s*(?P<unit>[a-z]+)",
)
_LESS, _MORE = ("less than", "below", "under", "<"), ("more than", "over", "above", ">", "at least")


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRange:
    """A range of sizes: how many tokens, images or hours."""

    low: Fraction
    high: Fraction | None
    """None: no end."""
    high_open: bool = False
    """The end itself does not belong to it: less than."""

    def reaches(self, threshold: int) -> Outcome:
        """Whether the size is at least a threshold, for every size in the range."""
        if self.low >= threshold:
            return Outcome.MET
        if self.high is not None and (self.high < threshold or (self.high == threshold and self.high_open)):
            return Outcome.NOT_MET
        return Outcome.UNDETERMINED


def read_size(text: str, modality: Modality) -> SizeRange | None:
    """The range that a text states for a kind of content, or None where it states none in its unit."""
    plain = re.sub(r"[\u200b\u00a0\u202f\u2009]+", " ", text).lower().replace(" trillions", " trillion")
    plain = re.sub(r"(?<=[0-9])\+\s*", " + ", " ".join(plain.split()).strip(" ."))
    # `10+ trillion tokens` is `more than 10 trillion tokens`.
    plain = re.sub(r"^([0-9.]+) \+ (thousand|million|billion|trillion)", r"more than \1 \2", plain)
    found = _RANGE.fullmatch(plain)
    if found is None or found["unit"] not in _units(modality):
        return None
    sign, digits, scale, plus, to, last_digits, last_scale, _ = found.groups()
    first = _value(digits, scale)
    if to:
        last = _value(last_digits, last_scale)
        return SizeRange(low=first, high=last) if not sign and not plus and first <= last else None
    if sign in _MORE or (plus and not sign):
        return SizeRange(low=first, high=None)
    if plus:
        return None
    if sign in _LESS:
        return SizeRange(low=Fraction(0), high=first, high_open=True)
    return SizeRange(low=Fraction(0) if sign else first, high=first)


def _value(digits: str, scale: str | None) -> Fraction:
    return Fraction(digits.replace(",", "").replace(" ", "")) * _SCALES[scale or ""]


def _units(modality: Modality) -> tuple[str, ...]:
    unit = UNITS.get(modality)
    return () if unit is None else (unit, unit.removesuffix("s"))
