from __future__ import annotations

import pytest

from agister.protocols.precedence import answer
from agister.protocols.usage_panels import usage_panels
from agister.rights import RANK, Outcome, Panel, Rule, Rulebook

YES = Rulebook((Rule("", Outcome.PERMITTED, None),))
NO = Rulebook((Rule("", Outcome.RESERVED, None),))
SILENT = Rulebook(())
SHUT = Rulebook((Rule("/shut", Outcome.RESERVED, None),))
ELSEWHERE = Rulebook((Rule("/elsewhere", Outcome.RESERVED, None),))


def outcome(panels: tuple[Panel, ...], path: str) -> str:
    return max((answer(panel, path)[0] for panel in panels), key=RANK.__getitem__, default=Outcome.UNKNOWN).value


@pytest.mark.parametrize(
    ("books", "combine", "expected"),
    [
        ([], "any", "unknown"),
        ([YES], "any", "permitted"),
        ([NO], "any", "reserved"),
        ([YES, SILENT], "any", "unknown"),
        ([YES, YES], "any", "permitted"),
        ([YES, NO], "any", "reserved"),
        ([NO, SILENT], "any", "reserved"),
        ([NO, SILENT], "all", "unknown"),
        ([NO, NO], "all", "reserved"),
        ([YES, YES], "all", "permitted"),
    ],
)
def test_a_permission_counts_only_where_every_agent_has_it(books: list[Rulebook], combine: str, expected: str) -> None:
    assert outcome(usage_panels(books, combine="all" if combine == "all" else "any", why=""), "/") == expected


@pytest.mark.parametrize(
    ("book", "strict", "path", "expected"),
    [
        (YES, False, "/open", "permitted"),
        (YES, False, "/shut", "unknown"),
        (NO, False, "/shut", "reserved"),
        (NO, True, "/shut", "unknown"),
        (NO, True, "/open", "reserved"),
    ],
)
def test_what_may_not_be_fetched(book: Rulebook, strict: bool, path: str, expected: str) -> None:
    panels = usage_panels([book], [SHUT], combine="any", guard_reservations=strict, why="")
    assert outcome(panels, path) == expected


@pytest.mark.parametrize(
    ("combine", "path", "expected"),
    [("any", "/shut", "reserved"), ("any", "/open", "reserved"), ("all", "/shut", "reserved")],
)
def test_differing_guards_fall_where_each_stands(combine: str, path: str, expected: str) -> None:
    combined = usage_panels(
        [NO, NO], [SHUT, ELSEWHERE], combine="all" if combine == "all" else "any", guard_reservations=True, why=""
    )
    assert outcome(combined, path) == expected


def test_differing_guards_permit_nothing() -> None:
    assert outcome(usage_panels([YES, YES], [SHUT, None], combine="any", why=""), "/open") == "unknown"
    assert outcome(usage_panels([YES, YES], [SHUT, SHUT], combine="any", why=""), "/open") == "permitted"
