"""robots.txt (RFC 9309): the parts that others use, and whether one crawler may fetch one URL, in a single call.

The protocol `robots_txt` answers the same question with evidence. Both take groups, group choice, pattern spelling,
match and precedence from the same functions; a test holds them equal.
"""

from __future__ import annotations

import re
from functools import lru_cache

from agister.formats.path_pattern import matches, normalise_path, normalise_pattern
from agister.formats.robots_file import (
    SIZE_LIMIT,
    Group,
    Line,
    PathRule,
    RobotsFile,
    cut_token,
    parse_robots,
    precedence,
    speaking,
)
from agister.formats.robots_repair import lenient_patterns

__all__ = [
    "SIZE_LIMIT",
    "Group",
    "Line",
    "PathRule",
    "RobotsFile",
    "cut_token",
    "is_allowed",
    "parse_robots",
    "path_of",
    "precedence",
    "speaking",
]

_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?]*")


def is_allowed(body: bytes, product_token: str, url: str, reading: str = "strict") -> bool:
    """Whether `product_token` may fetch `url` under the robots.txt `body` (RFC 9309 §2.2). Never raises.

    `url` is an absolute URL or a path with query; its origin is not looked at. `reading` is `strict` (the RFC) or
    `lenient` (what the file's author evidently meant). `/robots.txt` itself is always allowed (§2.2.2).
    """
    path = normalise_path(path_of(url).encode("utf-8", "surrogatepass"))
    if path == "/robots.txt":
        return True
    return next((allow for pattern, allow in _rules(body, product_token, reading) if matches(pattern, path)), True)


def path_of(url: str) -> str:
    """Path and query of an absolute URL or of a path, as written: no fragment, empty path as `/`."""
    url = url.partition("#")[0]
    absolute = _AUTHORITY.match(url)
    path = url[absolute.end() :] if absolute else url
    return path if path.startswith("/") else "/" + path


@lru_cache(maxsize=8)
def _parsed(body: bytes) -> RobotsFile:
    return parse_robots(body)


@lru_cache(maxsize=64)
def _rules(body: bytes, product_token: str, reading: str) -> tuple[tuple[str, bool], ...]:
    """Patterns in the order in which they count, for one token."""
    lenient = reading == "lenient"
    named: dict[str, list[tuple[str, bool]]] = {}
    for group in _parsed(body).groups(reading):
        rules = [
            (normalise_pattern(pattern), rule.allow)
            for rule in group.rules
            if rule.value
            for pattern in (lenient_patterns(rule.value, rule.allow) if lenient else (rule.value,))
        ]
        for agent in group.agents:
            named.setdefault(agent, []).extend(rules)
    return tuple(sorted(speaking(named, product_token), key=lambda rule: precedence(*rule)))
