"""robots.txt rules per crawler token (RFC 9309), read as reservations through the tokens that a policy lists.

RFC 9309 speaks of fetching by an agent, never of use, and grants nothing: an allowed fetch is `unknown`, not `permitted`.
"""

from __future__ import annotations

from collections.abc import Sequence

from agister.formats.path_pattern import normalise_pattern
from agister.formats.robots_repair import lenient_path
from agister.formats.robots_txt import Group
from agister.protocols.protocol import NOTHING, ReadResult
from agister.protocols.robots_groups import chosen, tagged
from agister.protocols.seen import Seen
from agister.rights import (
    Outcome,
    Panel,
    PolicyKey,
    Preference,
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
        "Whether rules for `User-agent: *` reserve for a listed token that has no group of its own. `counts` follows RFC 9309 "
        "§2.2.1; `ignored` reads only groups that name a listed token."
    ),
    ambiguity="A4",
)
keys = (_EVERYONE,)

_IMPLICIT = Rule("/robots.txt$", Outcome.UNKNOWN, None)
_WHY = "the longest match counts, allow wins a tie (RFC 9309 §2.2.2)"


def read(seen: Seen) -> ReadResult:
    """One statement for each Allow and Disallow line, and one for each group without any: it shields its agents from `*`."""
    if seen.path != "/robots.txt" or not seen.body:
        return NOTHING
    robots = seen.robots
    statements: list[Statement] = []
    for group, reading in tagged(robots):
        agents = tuple(group.agents)
        if not agents:
            continue
        if not group.rules:
            statements.append(_shield(group, agents, reading))
        for rule in group.rules:
            value = lenient_path(rule.value) if reading is Reading.LENIENT else rule.value
            statements.append(
                Statement(
                    protocol="robots_txt",
                    usage=Usage.CRAWL,
                    preference=Preference.ALLOW if rule.allow or not value else Preference.DISALLOW,
                    place=f"line {rule.number}",
                    quote=f"{'Allow' if rule.allow else 'Disallow'}: {value[:400].decode('utf-8', 'replace')}",
                    pattern=normalise_pattern(value),
                    agents=agents,
                    reading=reading,
                    carrier="robots.txt",
                    note="" if value else "empty",
                )
            )
    return ReadResult(statements=tuple(statements), problems=tuple(robots.problems))


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
    """One rulebook for each distinct group that speaks to a listed token: longest pattern first, allow before disallow."""
    books: list[Rulebook] = []
    everyone = question.choice(name, _EVERYONE) == "counts"
    for mine in chosen(statements, question.tokens, question.reading, everyone=everyone):
        rules = [s for s in mine if s.note != "empty"]
        rules.sort(key=lambda s: (-len(s.pattern), s.preference is Preference.DISALLOW))
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
