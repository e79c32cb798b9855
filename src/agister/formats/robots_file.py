"""robots.txt as lines and groups (RFC 9309), in two readings, with line numbers from the first byte to the verdict.

`strict` is the RFC. `lenient` is what the author evidently meant: misspelled keys, a missing colon, lost line breaks,
tokens that hold digits or dots, several tokens on a line, rules without a User-agent line, UTF-16. In both a
User-agent value is cut at the first character that a token cannot hold. Deviations from Google's parser are listed in
docs/explanation/robots-readings.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, TypeVar

from agister.formats.robots_repair import LONGEST_KEY, is_odd_key, lenient_lines, lenient_tokens
from agister.rights import Problem

#: RFC 9309 §2.5: a parser must take at least 500 KiB. We take four times that and report what lies beyond.
SIZE_LIMIT = 2 * 1024 * 1024

_TOKEN = re.compile(rb"[A-Za-z_-]*")
_RULE_KEYS = ("allow", "disallow")
#: Spellings met in nearly every file, so that their lines need no further work.
_USUAL_KEYS = {
    spelling.encode(): spelling.lower()
    for word in ("Disallow", "Allow", "User-agent", "User-Agent", "Sitemap", "Crawl-delay", "Crawl-Delay")
    for spelling in (word, word.lower())
}
_PROBLEMS_PER_KIND = 20
_AGENTS = "RFC 9309 §2.2.1"

T = TypeVar("T")


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


_value_of = itemgetter(2)
# A named tuple made from a tuple: half the time of calling its class, and made once for each line of each file.
_line = tuple.__new__
_rule = tuple.__new__


@dataclass(slots=True)
class Group:
    """Rules for some agents (RFC 9309 §2.1), as written; groups of one agent are merged by whoever reads them."""

    agents: dict[str, None] = field(default_factory=dict)
    """Tokens as cut, lower-case, in order; `*` for everybody else; an unusable value leaves none."""
    first_line: int = 0
    rules: list[PathRule] = field(default_factory=list)
    values: list[bytes] = field(default_factory=list)
    """The User-agent values as written; none where rules before any such line are read as everybody's (lenient)."""
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
        problems.add("robots-too-large", None, f"only the first {SIZE_LIMIT} bytes were read", "RFC 9309 §2.5")
        body = body[:SIZE_LIMIT]
    body, wide = _decode_marks(body, problems)
    lines: list[Line] = []
    comments: list[tuple[int, str]] = []
    deviates = wide is not None
    # One pass of a few C calls for each line: crawls hold millions of these files, and most lines are rules.
    for number, raw in enumerate(body.splitlines(), 1):
        if b"#" in raw:
            raw, _, comment = raw.partition(b"#")
            comments.append((number, comment.decode("utf-8", "replace").strip()))
        key, colon, value = raw.partition(b":")
        if colon:
            value = value.strip()
            word = _USUAL_KEYS.get(key)
            if word is None:
                word = key.strip().lower().decode("latin-1")
                deviates = deviates or (len(word) < LONGEST_KEY and is_odd_key(word))
            lines.append(_line(Line, (number, word, value)))
        elif raw := raw.strip():
            lines.append(_line(Line, (number, "", raw)))
            deviates = deviates or bool(lenient_lines("", raw))
    strict = _group(lines, lenient=False, problems=problems)
    if wide is not None:
        again = parse_robots(wide)
        return RobotsFile(lines, again.comments, strict, again.lenient, again.outside, problems.found + again.problems)
    if (
        deviates
        or problems.has("robots-rule-outside-group")
        or any(_agent(agent)[1] for group in strict for agent in group.values)
        or b"llow:" in b" ".join(map(_value_of, lines))
    ):
        lenient = _group(_repaired(lines, problems), lenient=True, problems=problems)
        lenient = strict if lenient == strict else lenient
    else:
        lenient = strict
    return RobotsFile(lines, comments, strict, lenient, _outside(lines), problems.found)


def cut_token(value: bytes) -> str:
    """The product token at the start of a User-agent value (RFC 9309 §2.2.1), lower-case; `*`; or empty."""
    return _agent(value)[0]


@lru_cache(maxsize=8192)
def _agent(value: bytes) -> tuple[str, bool]:
    """The token as cut, and whether the value is anything but a token or `*`. The same few names fill all files."""
    if value[:1] == b"*" and (len(value) == 1 or value[1:2].isspace()):
        return "*", len(value) > 1
    found = _TOKEN.match(value)
    end = found.end() if found else 0
    return value[:end].lower().decode("ascii"), end < len(value)


def speaking(named: Mapping[str, list[T]], product_token: str, *, everyone: bool = True) -> list[T]:
    """Rules that speak to a token (RFC 9309 §2.2.1): its own groups' merged; where it has none, those of `*`."""
    own = named.get(product_token.lower())
    if own is not None:
        return own
    return named.get("*", []) if everyone else []


def precedence(pattern: str, allow: bool) -> tuple[int, bool]:
    """Sort key of a rule among those that speak to a token: longest first, allow before disallow (RFC 9309 §2.2.2)."""
    return -len(pattern), not allow


def _repaired(lines: list[Line], problems: _Problems) -> Iterator[Line]:
    """The lines of the lenient reading."""
    for line in lines:
        number, key, value = line
        if (key == "disallow" or key == "allow") and b":" not in value:
            yield line
            continue
        meant = lenient_lines(key, value)
        if len(meant) > 1 or (meant and meant[0][0] == key and meant[0][1] != value):
            message = "several keys on one line; the lenient reading takes its parts as lines"
            problems.add("robots-joined-lines", number, message, "RFC 9309 §2.2")
        elif meant and meant[0][0] != key:
            message = f"read as {meant[0][0]!r} in the lenient reading"
            problems.add("robots-misspelled-key", number, message, "RFC 9309 §2.2")
        for word, rest in meant:
            yield line if word == key and rest == value else _line(Line, (number, word, rest))


def _group(lines: Iterable[Line], *, lenient: bool, problems: _Problems) -> list[Group]:
    groups: list[Group] = []
    current: Group | None = None
    collecting = False
    # Rules before any User-agent line: nobody's by the RFC, evidently meant for everybody.
    everybody: Group | None = None
    for line in lines:
        number, key, value = line
        if key == "disallow" or key == "allow":
            if current is None:
                if not lenient:
                    message = "a rule before any User-agent line is ignored"
                    problems.add("robots-rule-outside-group", number, message, _AGENTS)
                    continue
                everybody = current = Group(agents={"*": None}, first_line=number)
                groups.append(current)
            collecting = False
            current.rules.append(_rule(PathRule, (number, key == "allow", value)))
        elif key == "user-agent":
            if current is None or not collecting:
                current = Group(first_line=number)
                groups.append(current)
                collecting = True
            current.values.append(value)
            if lenient:
                current.agents.update(dict.fromkeys(lenient_tokens(value)))
                continue
            token, deviates = _agent(value)
            if token:
                current.agents[token] = None
            if deviates or not value:
                _judge_agent(number, value, token, problems)
        elif current is not everybody and current is not None:
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


def _judge_agent(number: int, value: bytes, token: str, problems: _Problems) -> None:
    if not value:
        problems.add("robots-empty-agent", number, "a User-agent line without a token addresses nobody", _AGENTS)
    elif b"," in value:
        problems.add("robots-agent-list", number, "a line names one token; the strict reading takes the first", _AGENTS)
    elif token != "*":
        problems.add("robots-illegal-token", number, f"not a product token, cut to {token!r}", _AGENTS)


def _decode_marks(body: bytes, problems: _Problems) -> tuple[bytes, bytes | None]:
    """Body without byte order mark, and the same text in UTF-8 where it was UTF-16 (for the lenient reading)."""
    codec = _wide_codec(body[:4])
    if codec:
        problems.add("robots-utf16", 1, "the file is UTF-16; robots.txt must be UTF-8", "RFC 9309 §2.2")
        return body, body.decode(codec, "replace").encode()
    # Part of a mark is skipped too, as Google's parser does: no rule can start with these bytes.
    for length in (3, 2, 1):
        if body[:length] == b"\xef\xbb\xbf"[:length]:
            return body[length:], None
    return body, None


def _wide_codec(start: bytes) -> str:
    """The codec of a file in UTF-16, by its mark or because every other octet is zero; empty for all others."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if len(start) == 4 and start.count(0) == 2:
        if start[1] == start[3] == 0:
            return "utf-16-le"
        if start[0] == start[2] == 0:
            return "utf-16-be"
    return ""


class _Problems:
    """Collects problems, at most twenty of a kind: a million bad lines must not become a million objects."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._counts: dict[str, int] = {}

    def has(self, kind: str) -> bool:
        """Whether one of this kind was found."""
        return kind in self._counts

    def add(self, kind: str, number: int | None, message: str, clause: str) -> None:
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        if count <= _PROBLEMS_PER_KIND:
            place = "file" if number is None else f"line {number}"
            self.found.append(Problem(kind=kind, place=place, message=message, clause=clause))
