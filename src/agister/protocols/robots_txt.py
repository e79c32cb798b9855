"""robots.txt rules per crawler token (RFC 9309), read as reservations through the tokens that a policy lists.

RFC 9309 speaks of fetching by an agent, never of use, and grants nothing: an allowed fetch is
`unknown`, not `permitted`.
"""

from __future__ import annotations

from collections.abc import Sequence

from agister.formats.path_pattern import normalise_pattern
from agister.formats.robots_repair import lenient_patterns
from agister.formats.robots_txt import Group, PathRule, precedence
from agister.protocols.protocol import NOTHING, ReadResult
from agister.protocols.robots_groups import chosen, tagged
from agister.protocols.seen import Seen
from agister.rights import (
    Outcome,
    Panel,
    PolicyKey,
    Preference,
    Problem,
    Question,
    Reading,
    Rule,
    Rulebook,
    Statement,
    Usage,
)

name = "robots_txt"
specification = "RFC 9309 Robots Exclusion Protocol (2022-09)"
well_known = ("/robots.txt",)

_EVERYONE = PolicyKey(
    name="everyone",
    values=("counts", "ignored"),
    default="counts",
    meaning=(
        "Whether rules for `User-agent: *` reserve for a listed token that has no group of its own. `counts` follows "
        "RFC 9309 §2.2.1; `ignored` reads only groups that name a listed token."
    ),
    ambiguity="A4",
)
keys = (_EVERYONE,)

# Looked up once: an attribute of an enum class costs as much as the rest of a line.
_CRAWL, _ALLOW, _DISALLOW = Usage.CRAWL, Preference.ALLOW, Preference.DISALLOW

_IMPLICIT = Rule("/robots.txt$", Outcome.UNKNOWN, None)
_WHY = "the longest match counts, allow wins a tie (RFC 9309 §2.2.2)"


def read(seen: Seen) -> ReadResult:
    """One statement for each Allow and Disallow line, and one for a group without: it shields its agents from `*`."""
    if seen.path != "/robots.txt" or not seen.body:
        return NOTHING
    statements: list[Statement] = []
    for group, reading in tagged(seen.robots):
        agents = tuple(group.agents)
        if not agents:
            continue
        if not group.rules:
            statements.append(_shield(group, agents, reading))
        for rule in group.rules:
            value = rule.value
            pattern = normalise_pattern(value)
            if value[:1] == b"/" and value[-1:] not in b">\0" and b"/index.htm" not in value and value.isascii():
                statements.append(_statement(rule, pattern, agents, reading))
                continue
            pattern = _no_url(pattern)
            lenient = [_no_url(normalise_pattern(meant)) for meant in lenient_patterns(value, rule.allow)]
            if lenient == [pattern]:
                statements.append(_statement(rule, pattern, agents, reading))
                continue
            if reading is not Reading.LENIENT:
                statements.append(_statement(rule, pattern, agents, Reading.STRICT))
            if reading is not Reading.STRICT:
                statements.extend(_statement(rule, meant, agents, Reading.LENIENT) for meant in lenient)
    return ReadResult(statements=tuple(statements), problems=(*_not_text(seen), *seen.robots.problems))


def _no_url(pattern: str) -> str:
    """A rule value that is a full URL matches no path (RFC 9309 §2.2). Its colon is escaped, so that nobody takes the pattern
    for one that names the origin it speaks of, as those of other protocols may."""
    return pattern.replace(":", "%3A", 1) if pattern[:4].lower() == "http" and "://" in pattern[:8] else pattern


def _statement(rule: PathRule, pattern: str, agents: tuple[str, ...], reading: Reading) -> Statement:
    number, allow, value = rule
    return Statement(
        protocol="robots_txt",
        usage=_CRAWL,
        preference=_ALLOW if allow or not value else _DISALLOW,
        place=f"line {number}",
        quote=("Allow: " if allow else "Disallow: ") + value[:400].decode("utf-8", "replace"),
        pattern=pattern,
        agents=agents,
        reading=reading,
        carrier="robots.txt",
        note="" if value else "empty",
    )


def _not_text(seen: Seen) -> tuple[Problem, ...]:
    """Whether the file is evidently no robots.txt. RFC 9309 §2.2: whatever lines can be read still count."""
    start = seen.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<":
        kind, message = "robots-web-page", "a web page was served instead; lines that can be read as rules still count"
    elif b"\0" in start and all(problem.kind != "robots-utf16" for problem in seen.robots.problems):
        kind, message = "robots-binary", "the file is binary; lines that can be read as rules still count"
    else:
        return ()
    return (Problem(kind=kind, place="file", message=message, clause="RFC 9309 §2.3"),)


def _shield(group: Group, agents: tuple[str, ...], reading: Reading) -> Statement:
    return Statement(
        protocol="robots_txt",
        usage=Usage.CRAWL,
        preference=Preference.ALLOW,
        place=f"line {group.first_line}",
        quote="User-agent: " + ", ".join(agents)[:400],
        agents=agents,
        reading=reading,
        carrier="robots.txt",
        note="empty",
    )


def order(statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
    """One rulebook for each distinct group that speaks to a listed token: longest first, allow before disallow."""
    books: list[Rulebook] = []
    everyone = question.choice(name, _EVERYONE) == "counts"
    for mine in chosen(statements, question.tokens, question.reading, everyone=everyone):
        rules = [s for s in mine if s.note != "empty"]
        rules.sort(key=lambda s: precedence(s.pattern, s.preference is _ALLOW))
        books.append(
            Rulebook(
                (
                    _IMPLICIT,
                    *(
                        Rule(s.pattern, Outcome.RESERVED if s.preference is Preference.DISALLOW else Outcome.UNKNOWN, s)
                        for s in rules
                    ),
                )
            )
        )
    return (Panel(tuple(books), combine=question.combine, why=_WHY),) if books else ()
