"""`location` of a tdmrep.json rule: a path pattern (TDMRep § TDM File on the Origin Server)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agister.formats.path_pattern import normalise_pattern
from agister.protocols.problem_list import ProblemList

_CLAUSE = "TDMRep § TDM File on the Origin Server"
# What stands in the place of bytes that are no UTF-8, and halves of a surrogate pair.
_BROKEN = re.compile("[\ufffd\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A pattern in its compared spelling, and whether it stood there by the letter."""

    pattern: str
    understood: bool = True


def read_location(raw: object, place: str, problems: ProblemList) -> Location:
    """The pattern of a rule.

    What is no path pattern is read as what it evidently means, and is then not understood by the letter: an absolute
    URL, a path without its first slash, a regular expression, anything that is no string.
    """
    if not isinstance(raw, str):
        problems.add("tdmrep-location-type", place, "location must be one string that holds a path pattern", _CLAUSE)
        return Location(pattern="", understood=False)
    text = raw.strip()
    broken = _BROKEN.search(text)
    if broken:
        message = "letters of location are not UTF-8; what stands before them was read"
        problems.add("tdmrep-location-not-utf8", place, message, "RFC 8259 §8.1")
        return Location(pattern=_slashed(text[: broken.start()]), understood=False)
    if not text:
        problems.add("tdmrep-location-empty", place, "location is empty; write / for the whole site", _CLAUSE)
        return Location(pattern="", understood=False)
    if text.lower().startswith(("http://", "https://", "//")):
        problems.add("tdmrep-location-url", place, "location is a path, not a URL; its path was read", _CLAUSE)
        rest = text.split("//", 1)[1]
        return Location(pattern=_pattern(rest[rest.find("/") :] if "/" in rest else ""), understood=False)
    if ".*" in text or text[0] == "^":
        message = "location knows * and $ only; the regular expression was read as a pattern"
        problems.add("tdmrep-location-regular-expression", place, message, "TDMRep § Use of regular expressions")
        return Location(pattern=_slashed(text.lstrip("^").replace("\\", "").replace(".*", "*")), understood=False)
    if text[0] == "*":
        problems.add(
            "tdmrep-location-no-slash", place, "a path begins with /; the pattern was taken as it stands", _CLAUSE
        )
        return Location(pattern=_pattern(text))
    if text[0] != "/":
        message = "a path begins with /; as it stands it matches nothing"
        problems.add("tdmrep-location-no-slash", place, message, _CLAUSE)
        return Location(pattern=_slashed(text), understood=False)
    return Location(pattern=_pattern(text))


def _slashed(text: str) -> str:
    return _pattern(text if text[:1] in ("/", "*") else "/" + text)


def _pattern(text: str) -> str:
    return normalise_pattern(text.encode("utf-8", "replace"))
