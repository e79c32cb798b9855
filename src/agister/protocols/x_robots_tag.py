"""`X-Robots-Tag` response headers: `noai`, `noimageai`, `noml` and what search rules say of AI use, for one resource.

Each field line is read by itself: an agent prefix lasts to the end of its line and no further.
"""

from __future__ import annotations

from collections.abc import Sequence

from agister.formats.robots_tokens import MAX_VALUE, read_list
from agister.protocols.problem_list import ProblemList
from agister.protocols.protocol import NOTHING, ReadResult
from agister.protocols.robots_directives import KEYS, is_image, order_of, statements_of
from agister.protocols.seen import Seen
from agister.rights import Panel, Question, Statement

name = "x_robots_tag"
specification = "X-Robots-Tag as Google documents it (2025), with noai and noimageai (DeviantArt 2022) and noml (2023)"
well_known = ()
keys = KEYS

_MAX_LINES = 100


def read(seen: Seen) -> ReadResult:
    """Statements of the header lines of one answer, for its URL alone, whatever its media type."""
    lines = seen.header_lines("x-robots-tag") if seen.readable else []
    if not lines:
        return NOTHING
    problems = ProblemList()
    statements: list[Statement] = []
    for number, value in enumerate(lines[:_MAX_LINES], 1):
        place = "header x-robots-tag" if number == 1 else f"header x-robots-tag [{number}]"
        if len(value) > MAX_VALUE:
            problems.add("x-robots-tag-too-long", place, f"only the first {MAX_VALUE} characters were read")
        statements += statements_of(
            name,
            read_list(value, prefixes=True),
            carrier="header",
            place=place,
            image=is_image(seen),
            problems=problems,
        )
    if len(lines) > _MAX_LINES:
        problems.add("x-robots-tag-too-many", "header x-robots-tag", f"only the first {_MAX_LINES} lines were read")
    return ReadResult(statements=tuple(statements), problems=problems.found)


def order(statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
    """All lines add up; a rule for one crawler counts as `[x_robots_tag] agents` says."""
    return order_of(name, statements, question)
