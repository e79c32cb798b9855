"""tdmrep.json: an array of rules (TDMRep § TDM File on the Origin Server), and whatever else stands under that name.

A quarter of the files in the wild are no array of rules. Each such form has its own problem, and where it evidently
speaks of reservations it becomes an unclear statement, whichever way it leans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agister.formats.strict_json import JsonDocument, JsonObject, JsonValue, parse_json
from agister.protocols.problem_list import ProblemList
from agister.protocols.seen import BODY_LIMIT, Seen
from agister.protocols.tdmrep_intent import invented_form, mentions, says_nothing
from agister.protocols.tdmrep_location import Location, read_location
from agister.protocols.tdmrep_value import Value, read_policy, read_value
from agister.rights import Preference, Standing, Statement, Usage

_CLAUSE = "TDMRep § TDM File on the Origin Server"
_KEYS = ("location", "tdm-reservation", "tdm-policy")
_SPELLINGS = {
    "tdmreservation": "tdm-reservation",
    "reservation": "tdm-reservation",
    "tdmpolicy": "tdm-policy",
    "policy": "tdm-policy",
    "location": "location",
    "locations": "location",
    "path": "location",
    "pattern": "location",
}
_DEAD_RULES_LOOKED_AT = 1000
#: First bytes of gzip, Zstandard, bzip2, xz and zip.
_COMPRESSED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ", b"PK\x03\x04")
_NO_TEXT = re.compile("[\0-\x08\x0e-\x1f\ufffd]")


def read_file(seen: Seen, problems: ProblemList, *, misplaced: bool) -> list[Statement]:
    """Statements of the file. `misplaced`: it stands at `/tdmrep.json`, where no agent looks; all is unclear."""
    whole = seen.observation.body or b""
    if len(whole) > BODY_LIMIT or seen.observation.truncated:
        message = f"longer than {BODY_LIMIT} bytes or cut off, not read"
        problems.add("tdmrep-too-large", "file", message, _CLAUSE)
        return [_unclear("file", "", seen.body[:500])] if whole else []
    document = parse_json(whole)
    if not document.parsed:
        return _not_json(document, seen, problems)
    problems.extend(tuple(p for p in document.problems if p.kind != "json-not-a-number"))
    reader = _Reader(seen, problems, misplaced=misplaced)
    if isinstance(document.value, list):
        statements = reader.rules(document.value, "$", understood=True)
        if not document.value:
            problems.add("tdmrep-no-rules", "$", "the array holds no rule", _CLAUSE)
    else:
        statements = reader.not_an_array(document)
    if misplaced and statements:
        message = "agents look for this file at /.well-known/tdmrep.json only"
        problems.add("tdmrep-wrong-place", "file", message, "TDMRep § TDM File on the Origin Server; RFC 8615 §3")
    return statements


def _not_json(document: JsonDocument, seen: Seen, problems: ProblemList) -> list[Statement]:
    text = document.text.lstrip("\0 \t\r\n")
    if not text:
        problems.add("tdmrep-empty", "file", "the file is empty and says nothing", _CLAUSE)
        return []
    if text[0] == "<" or seen.media_type in ("text/html", "application/xhtml+xml"):
        message = "a web page answers instead of the file: the server has no tdmrep.json"
        problems.add("tdmrep-html-page", "file", message, "RFC 8615 §3")
        return []
    if seen.body.startswith(_COMPRESSED):
        message = "the bytes are compressed, and nothing says so; serve plain JSON, or name the Content-Encoding"
        problems.add("tdmrep-compressed", "file", message, "RFC 9110 §8.4")
        return [_unclear("file", "", "compressed bytes")]
    problems.extend(document.problems)
    problems.add("tdmrep-not-json", document.problems[0].place, "the file is not JSON that can be read", _CLAUSE)
    # Somebody put rules here and broke them: what they were cannot be known, so it is not "nothing said".
    if text[0] in "[{" or mentions(text):
        return [_unclear("file", "", text[:500])]
    return [_unclear("file", "", "bytes that are no text")] if _NO_TEXT.search(text) else []


class _Reader:
    def __init__(self, seen: Seen, problems: ProblemList, *, misplaced: bool) -> None:
        self._url = seen.url
        self._problems = problems
        self._misplaced = misplaced
        self._open: dict[str, tuple[Preference, str]] = {}
        self._lengths: set[int] = set()
        self._looked_at = 0

    def rules(self, items: list[JsonValue], place: str, *, understood: bool) -> list[Statement]:
        """Each item of an array of rules; in an array that is not at the top nothing is understood by the letter."""
        statements: list[Statement] = []
        for index, item in enumerate(items):
            at = f"{place}[{index}]"
            if isinstance(item, JsonObject):
                statements += self.rule(item, at, understood=understood)
            elif isinstance(item, list) and any(isinstance(inner, dict) for inner in item):
                self._problems.add("tdmrep-nested-array", at, "rules stand in an array within the array", _CLAUSE)
                statements += self.rules(item, at, understood=False)
            else:
                self._problems.add(
                    "tdmrep-not-a-rule", at, "a rule is an object with location and tdm-reservation", _CLAUSE
                )
                if not says_nothing(item):
                    statements.append(_unclear(at, "", item))
        return statements

    def rule(self, item: JsonObject, place: str, *, understood: bool) -> list[Statement]:
        """One rule; several statements where one rule names several locations."""
        fields, right = self._fields(item, place)
        if "tdm-reservation" not in fields:
            return self._without_reservation(item, fields, place)
        value = self._value(item, fields["tdm-reservation"], place)
        policy = None
        if fields.get("tdm-policy") is not None and value.preference is not Preference.ALLOW:
            policy = read_policy(fields["tdm-policy"], self._url, f"{place}.tdm-policy", self._problems)
        understood = understood and right and value.understood and not self._misplaced
        statements = []
        # Written once: a hostile rule may name a hundred thousand locations.
        quote = _quote(item)
        for at, location in self._locations(fields, place):
            clear = understood and location.understood
            if clear:
                self._note_if_dead(location.pattern, value.preference, at)
            statements.append(
                Statement(
                    protocol="tdmrep",
                    usage=Usage.TDM,
                    preference=value.preference,
                    place=at,
                    quote=quote,
                    pattern=location.pattern,
                    standing=Standing.SAID if clear else Standing.UNCLEAR,
                    carrier="tdmrep.json",
                    offer=policy,
                )
            )
        return statements

    def _fields(self, item: JsonObject, place: str) -> tuple[dict[str, JsonValue], bool]:
        fields: dict[str, JsonValue] = {key: item[key] for key in _KEYS if key in item}
        right = True
        for key, value in item.items():
            if key in _KEYS:
                continue
            bare = "".join(c for c in key.lower() if c.isalnum())
            meant = _SPELLINGS.get(bare)
            if meant is None or meant in fields or (bare == "policy" and "tdm-reservation" not in fields):
                continue
            message = f"{key[:60]!r} was read as {meant!r}; JSON names are compared letter by letter"
            self._problems.add("tdmrep-property-name", f"{place}.{key[:60]}", message, _CLAUSE)
            fields[meant] = value
            right = right and meant == "tdm-policy"
        return fields, right

    def _value(self, item: JsonObject, raw: JsonValue, place: str) -> Value:
        repeated = item.repeated.get("tdm-reservation", [raw])
        values = [read_value(one, f"{place}.tdm-reservation", self._problems) for one in repeated[:20]]
        if len({value.preference for value in values}) > 1:
            message = "tdm-reservation stands twice with different values; the restrictive one was taken"
            self._problems.add("tdmrep-conflicting-values", place, message, "RFC 8259 §4")
        return max(values, key=Value.restriction)

    def _locations(self, fields: dict[str, JsonValue], place: str) -> Iterator[tuple[str, Location]]:
        if "location" not in fields:
            message = "location is mandatory; the rule was taken to mean the whole site"
            self._problems.add("tdmrep-location-missing", place, message, _CLAUSE)
            yield place, Location(pattern="", understood=False)
            return
        raw = fields["location"]
        if isinstance(raw, list) and raw:
            message = "location must be one string; write one rule for each path"
            self._problems.add("tdmrep-location-type", f"{place}.location", message, _CLAUSE)
            for index, one in enumerate(raw):
                at = f"{place}.location[{index}]"
                yield at, Location(pattern=read_location(one, at, self._problems).pattern, understood=False)
            return
        yield place, read_location(raw, f"{place}.location", self._problems)

    def _without_reservation(self, item: JsonObject, fields: dict[str, JsonValue], place: str) -> list[Statement]:
        kind, message = invented_form(item)
        if kind:
            self._problems.add(kind, place, message, _CLAUSE)
        else:
            self._problems.add("tdmrep-reservation-missing", place, "tdm-reservation is mandatory in a rule", _CLAUSE)
        if not kind and not fields and says_nothing(item):
            return []
        pattern = ""
        if isinstance(fields.get("location"), str):
            pattern = read_location(fields["location"], f"{place}.location", self._problems).pattern
        return [_unclear(place, pattern, item)]

    def not_an_array(self, document: JsonDocument) -> list[Statement]:
        """Everything at the top that is no array: a bare rule, a wrapper, an invented vocabulary, words."""
        value = document.value
        self._problems.add("tdmrep-not-an-array", "$", "the file must be an array of rules, also for one rule", _CLAUSE)
        if not isinstance(value, JsonObject):
            return [] if says_nothing(value) else [_unclear("$", "", value)]
        if self._fields_name_a_reservation(value):
            self._problems.add("tdmrep-bare-object", "$", "one rule without brackets: write [ … ] around it", _CLAUSE)
            return self.rule(value, "$", understood=False)
        for key, inner in value.items():
            if isinstance(inner, list) and any(
                isinstance(one, JsonObject) and self._fields_name_a_reservation(one) for one in inner
            ):
                message = f"the rules stand inside {key[:60]!r}: the array itself must be the file"
                self._problems.add("tdmrep-wrapped-array", f"$.{key[:60]}", message, _CLAUSE)
                return self.rules(inner, f"$.{key[:60]}", understood=False)
        kind, message = invented_form(value)
        if not kind and says_nothing(value):
            return []
        if not kind:
            kind, message = "tdmrep-not-rules", "no rule stands here; write location and tdm-reservation: 1 or 0"
        self._problems.add(kind, "$", message, _CLAUSE)
        return [_unclear("$", "", value)]

    @staticmethod
    def _fields_name_a_reservation(item: JsonObject) -> bool:
        return any("".join(c for c in key.lower() if c.isalnum()) == "tdmreservation" for key in item)

    def _note_if_dead(self, pattern: str, preference: Preference, place: str) -> None:
        """Report a rule that an earlier, broader one with another value hides: first and longest match disagree."""
        self._looked_at += 1
        if self._looked_at > _DEAD_RULES_LOOKED_AT:
            return
        for length in self._lengths:
            earlier = self._open.get(pattern[:length]) if length < len(pattern) else None
            if earlier and earlier[0] is not preference:
                message = (
                    f"hidden by the broader rule {earlier[1]} before it, since the first rule that matches counts; "
                    "put the narrower rule first"
                )
                self._problems.add("tdmrep-hidden-rule", place, message, "TDMRep § TDM File on the Origin Server")
                break
        plain = pattern.rstrip("*")
        if "*" not in plain and not plain.endswith("$"):
            self._open.setdefault(plain, (preference, place))
            self._lengths.add(len(plain))


def _unclear(place: str, pattern: str, quote: object) -> Statement:
    return Statement(
        protocol="tdmrep",
        usage=Usage.TDM,
        preference=Preference.UNKNOWN,
        place=place,
        quote=_quote(quote),
        pattern=pattern,
        standing=Standing.UNCLEAR,
        carrier="tdmrep.json",
    )


def _quote(value: object) -> str:
    """Words of a value, bounded: a hostile file must not be written out again for each of its rules."""
    if isinstance(value, bytes):
        return value[:500].decode("utf-8", "replace")[:500]
    return _written(value, 0, 500)[:500]


def _written(value: object, depth: int, room: int) -> str:
    if isinstance(value, str):
        return '"' + value[:room] + '"' if depth else value[:room]
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return str(value)[:60] if not isinstance(value, int) or abs(value) < 10**60 else "…"
    if depth > 4 or room <= 0 or not isinstance(value, dict | list):
        return "…"
    parts: list[str] = []
    pairs = value.items() if isinstance(value, dict) else ((None, one) for one in value)
    for key, inner in pairs:
        text = (f'"{key[:80]}": ' if isinstance(key, str) else "") + _written(inner, depth + 1, room)
        parts.append(text)
        room -= len(text) + 2
        if room <= 0:
            break
    joined = ", ".join(parts)
    return "{" + joined + "}" if isinstance(value, dict) else "[" + joined + "]"
