"""JSON as it is found (RFC 8259): bounded in size and depth, duplicate names reported, a byte order mark accepted.

`parse_json` never raises: whatever 100 MB of bytes or 10,000 levels of brackets hold, the answer is a `JsonDocument`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from agister.rights import Problem

#: Longest body that is parsed, in bytes.
SIZE_LIMIT = 4 * 1024 * 1024
#: Deepest nesting of arrays and objects that is parsed.
DEPTH_LIMIT = 64

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]

# A string is consumed whole, also one that never ends: brackets inside it do not count and no byte is read twice.
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_LONG_NUMBER = 300


class JsonObject(dict[str, JsonValue]):
    """An object; of a name that stands twice the last value counts (as most parsers do) and all are kept."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, JsonValue]]) -> None:
        super().__init__(pairs)
        self.repeated: dict[str, list[JsonValue]] = {}
        """Name → its values in order, for the names that stand more than once."""
        if len(self) != len(pairs):
            every: dict[str, list[JsonValue]] = {}
            for name, value in pairs:
                every.setdefault(name, []).append(value)
            self.repeated = {name: values for name, values in every.items() if len(values) > 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonDocument:
    """What a body parses to."""

    parsed: bool
    """Whether it is JSON within the limits; `value` is None otherwise."""
    value: JsonValue = None
    text: str = ""
    """The body as text without byte order mark, cut at the size limit."""
    problems: tuple[Problem, ...] = ()
    """`json-empty`, `json-too-large`, `json-too-deep`, `json-not-utf8`, `json-syntax`, `json-not-a-number`,
    `json-duplicate-name`."""


def parse_json(body: bytes) -> JsonDocument:
    """Read any bytes as JSON. Linear in the size of the body, which is cut at `SIZE_LIMIT`; never raises."""
    if len(body) > SIZE_LIMIT:
        text, _ = _decode(body[:SIZE_LIMIT])
        return _refused(text, "json-too-large", "file", f"longer than {SIZE_LIMIT} bytes, not read", "RFC 8259 §9")
    text, problems = _decode(body)
    if not text.strip(" \t\r\n\0"):
        return _refused(text, "json-empty", "file", "the file is empty", "RFC 8259 §2")
    if not _depth_is_bounded(text):
        return _refused(text, "json-too-deep", "$", f"nested deeper than {DEPTH_LIMIT} levels, not read", "RFC 8259 §9")
    notes: dict[str, Problem] = {}

    def pairs_hook(pairs: list[tuple[str, JsonValue]]) -> JsonObject:
        found = JsonObject(pairs)
        for name in found.repeated:
            message = f"the name {name[:80]!r} stands more than once in one object"
            notes.setdefault("json-duplicate-name", _problem("json-duplicate-name", "$", message, "RFC 8259 §4"))
        return found

    def constant(word: str) -> float:
        message = f"{word} is no JSON number"
        notes.setdefault("json-not-a-number", _problem("json-not-a-number", "$", message, "RFC 8259 §6"))
        return float(word.replace("Infinity", "inf"))

    try:
        value = json.loads(text, object_pairs_hook=pairs_hook, parse_int=_integer, parse_constant=constant)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        return _refused(text, "json-syntax", place, f"not JSON: {error.msg}", "RFC 8259 §2")
    except (RecursionError, ValueError):
        return _refused(text, "json-syntax", "$", "not JSON that can be read", "RFC 8259 §2")
    return JsonDocument(parsed=True, value=value, text=text, problems=(*problems, *notes.values()))


def _integer(digits: str) -> int | float:
    # Python refuses to convert thousands of digits; such a number is as good as its rounded value.
    return int(digits) if len(digits) <= _LONG_NUMBER else float(digits)


def _decode(body: bytes) -> tuple[str, tuple[Problem, ...]]:
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        problem = _problem("json-not-utf8", "file", "the file is UTF-16; JSON on the web is UTF-8", "RFC 8259 §8.1")
        return body.decode("utf-16", "replace"), (problem,)
    try:
        return body.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        problem = _problem("json-not-utf8", f"byte {error.start}", "broken UTF-8 was replaced", "RFC 8259 §8.1")
        return body.decode("utf-8-sig", "replace"), (problem,)


def _depth_is_bounded(text: str) -> bool:
    if text.count("[") + text.count("{") <= DEPTH_LIMIT:
        return True
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        mark = text[found.start()]
        if mark in "[{":
            depth += 1
            if depth > DEPTH_LIMIT:
                return False
        elif mark in "]}":
            depth -= 1
    return True


def _refused(text: str, kind: str, place: str, message: str, clause: str) -> JsonDocument:
    return JsonDocument(parsed=False, text=text, problems=(_problem(kind, place, message, clause),))


def _problem(kind: str, place: str, message: str, clause: str) -> Problem:
    return Problem(kind=kind, place=place, message=message, clause=clause)
