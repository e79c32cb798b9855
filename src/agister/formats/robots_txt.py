"""robots.txt as lines and groups (RFC 9309), in two readings, with line numbers from the first byte to the verdict.

`strict` is the RFC. `lenient` is what the author evidently meant: misspelled keys, a missing colon, tokens that hold
digits or dots, several tokens separated by commas, UTF-16. In both a User-agent value is cut at the first character that a
token cannot hold. Deviations from Google's parser are listed in docs/explanation/robots-readings.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from agister.formats.robots_repair import LENIENT_KEYS, lenient_line, lenient_tokens
from agister.rights import Problem

#: RFC 9309 §2.5: a parser must take at least 500 KiB. We take four times that and report what lies beyond.
SIZE_LIMIT = 2 * 1024 * 1024

_LINE_END = re.compile(rb"\r\n|\r|\n")
_TOKEN = re.compile(rb"[A-Za-z_-]*")
_RULE_KEYS = ("allow", "disallow")
_PROBLEMS_PER_KIND = 20


class Line(NamedTuple):
    """One `key: value` line, comment removed."""

    number: int
    key: str
    """Lower-case, blanks removed; empty where the line has no colon."""
    value: bytes
    """Without surrounding blanks; the whole line where it has no colon."""


class PathRule(NamedTuple):
    """One Allow or Disallow line of a group."""

    number: int
    allow: bool
    value: bytes


@dataclass(slots=True)
class Group:
    """Rules for some agents (RFC 9309 §2.1), as written; groups of one agent are merged by whoever reads them."""

    agents: dict[str, None] = field(default_factory=dict)
    """Tokens as cut, lower-case, in order; `*` for everybody else; an unusable value leaves none."""
    first_line: int = 0
    rules: list[PathRule] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)
    """Lines with other keys (Content-Signal, Content-Usage, License, Crawl-delay …)."""


@dataclass(slots=True)
class RobotsFile:
    """A robots.txt body, read once."""

    lines: list[Line]
    comments: list[tuple[int, str]]
    """Line number and text of every comment, `#` removed."""
    strict: list[Group]
    lenient: list[Group]
    """The same list object as `strict` where the readings do not differ."""
    outside: list[Line]
    """Lines that are no rule and stand before any group."""
    problems: list[Problem]

    def groups(self, reading: str) -> list[Group]:
        """Groups in source order in one reading, `strict` or `lenient`."""
        return self.lenient if reading == "lenient" else self.strict


def parse_robots(body: bytes) -> RobotsFile:
    """Read any bytes as robots.txt. Never raises; linear in the size of the body."""
    problems = _Problems()
    if len(body) > SIZE_LIMIT:
        problems.add("robots-too-large", "file", f"only the first {SIZE_LIMIT} bytes were read", "RFC 9309 §2.5")
        body = body[:SIZE_LIMIT]
    body, wide = _decode_marks(body, problems)
    lines: list[Line] = []
    comments: list[tuple[int, str]] = []
    deviates = wide is not None
    for number, raw in enumerate(_LINE_END.split(body), 1):
        if not raw:
            continue
        hash_at = raw.find(b"#")
        if hash_at >= 0:
            comments.append((number, raw[hash_at + 1 :].decode("utf-8", "replace").strip()))
            raw = raw[:hash_at]
        raw = raw.strip()
        if not raw:
            continue
        key, colon, value = raw.partition(b":")
        if colon:
            word = key.strip().lower().decode("latin-1")
            lines.append(Line(number, word, value.strip()))
            deviates = deviates or word in LENIENT_KEYS
        else:
            lines.append(Line(number, "", raw))
            deviates = True
    strict = _group(lines, lenient=False, problems=problems)
    if wide is not None:
        again = parse_robots(wide)
        return RobotsFile(lines, again.comments, strict, again.lenient, again.outside, problems.found + again.problems)
    if not deviates and not any(_token_deviates(line.value) for line in lines if line.key == "user-agent"):
        lenient = strict
    else:
        lenient = _group(lines, lenient=True, problems=problems)
    return RobotsFile(lines, comments, strict, lenient, _outside(lines), problems.found)


def cut_token(value: bytes) -> str:
    """The product token at the start of a User-agent value (RFC 9309 §2.2.1), lower-case; `*`; or empty."""
    if value[:1] == b"*" and (len(value) == 1 or value[1:2].isspace()):
        return "*"
    found = _TOKEN.match(value)
    return found.group().lower().decode("ascii") if found else ""


def _group(lines: list[Line], *, lenient: bool, problems: _Problems) -> list[Group]:
    groups: list[Group] = []
    current: Group | None = None
    collecting = False
    for line in lines:
        key = line.key
        if lenient and (not key or key in LENIENT_KEYS):
            repaired = lenient_line(line.key, line.value)
            if repaired is None:
                continue
            key, line = repaired[0], line._replace(key=repaired[0], value=repaired[1])
            problems.add("robots-misspelled-key", f"line {line.number}", f"read as {key!r} in the lenient reading", "RFC 9309 §2.2")
        if key == "user-agent":
            if current is None or not collecting:
                current = Group(first_line=line.number)
                groups.append(current)
                collecting = True
            tokens = lenient_tokens(line.value) if lenient else [cut_token(line.value)]
            current.agents.update(dict.fromkeys(token for token in tokens if token))
            if not lenient:
                _judge_token(line, problems)
        elif key in _RULE_KEYS:
            if current is None:
                if not lenient:
                    problems.add("robots-rule-outside-group", f"line {line.number}", "a rule before any User-agent line is ignored", "RFC 9309 §2.2.1")
                continue
            collecting = False
            current.rules.append(PathRule(line.number, key == "allow", line.value))
        elif current is not None:
            current.others.append(line)
    return groups


def _outside(lines: list[Line]) -> list[Line]:
    before: list[Line] = []
    for line in lines:
        if line.key == "user-agent":
            break
        if line.key not in _RULE_KEYS:
            before.append(line)
    return before


def _token_deviates(value: bytes) -> bool:
    found = _TOKEN.fullmatch(value)
    return found is None and value != b"*"


def _judge_token(line: Line, problems: _Problems) -> None:
    if not _token_deviates(line.value):
        if not line.value:
            problems.add("robots-empty-agent", f"line {line.number}", "a User-agent line without a token addresses nobody", "RFC 9309 §2.2.1")
        return
    if b"," in line.value:
        problems.add("robots-agent-list", f"line {line.number}", "one line may name one product token; only the first is read in the strict reading", "RFC 9309 §2.2.1")
    elif cut_token(line.value) != "*":
        problems.add("robots-illegal-token", f"line {line.number}", f"not a product token, cut to {cut_token(line.value)!r}", "RFC 9309 §2.2.1")


def _decode_marks(body: bytes, problems: _Problems) -> tuple[bytes, bytes | None]:
    """Body without byte order mark, and the same text in UTF-8 where it was UTF-16 (for the lenient reading)."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        problems.add("robots-utf16", "line 1", "the file is UTF-16; robots.txt must be UTF-8", "RFC 9309 §2.2")
        return body, body.decode("utf-16", "replace").encode()
    # Part of a mark is skipped too, as Google's parser does: no rule can start with these bytes.
    for length in (3, 2, 1):
        if body[:length] == b"\xef\xbb\xbf"[:length]:
            return body[length:], None
    return body, None


class _Problems:
    """Collects problems, at most twenty of a kind: a million bad lines must not become a million objects."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._counts: dict[str, int] = {}

    def add(self, kind: str, place: str, message: str, clause: str) -> None:
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        if count <= _PROBLEMS_PER_KIND:
            self.found.append(Problem(kind=kind, place=place, message=message, clause=clause))
