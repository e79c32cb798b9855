from __future__ import annotations

import pyarrow as pa
import pytest

from agister.rights import Outcome, Panel, Preference, Rule, Rulebook, Statement, Usage
from agister.screening.rulebooks import ALWAYS, RulebookBuilder
from agister.screening.screen_column import screen_column

SAID = Statement(protocol="x", usage=Usage.ANY, preference=Preference.DISALLOW, place="line 1", quote="")
U, P, N, R = Outcome.UNKNOWN, Outcome.PERMITTED, Outcome.UNREADABLE, Outcome.RESERVED


def book(*rules: tuple[str, Outcome]) -> Rulebook:
    return Rulebook(tuple(Rule(pattern, outcome, SAID) for pattern, outcome in rules))


def screen(panels: list[tuple[int, Panel]], *urls: str) -> list[tuple[int, int, int]]:
    builder = RulebookBuilder()
    numbers = [builder.panel(protocol, panel, lambda _, at=at: at) for at, (protocol, panel) in enumerate(panels)]  # type: ignore[misc]
    builder.key("https://example.org", [(ALWAYS, builder.profile(numbers))])
    found = screen_column(builder.finish(), pa.array(["https://example.org" + url for url in urls]))
    return list(zip(found.outcome.tolist(), found.protocol.tolist(), found.statement.tolist(), strict=True))


@pytest.mark.parametrize(
    ("combine", "outcomes", "rank"),
    [
        ("any", [U, R], 3),
        ("any", [P, N], 2),
        ("all", [U, R], 0),
        ("all", [R, P], 1),
        ("all", [R, R], 3),
        ("any", [], 0),
        ("all", [], 0),
    ],
)
def test_books_of_a_panel(combine: str, outcomes: list[Outcome], rank: int) -> None:
    panel = Panel(tuple(book(("/a", outcome)) for outcome in outcomes), combine)  # type: ignore[arg-type]
    assert screen([(4, panel)], "/a")[0] == ((rank, 4, 0) if rank else (0, -1, -1))


def test_the_first_panel_of_the_highest_rank_is_named() -> None:
    panels = [(0, Panel((book(("/", P)),))), (1, Panel((book(("/a", R)),))), (2, Panel((book(("/", R)),)))]
    assert screen(panels, "/a", "/b") == [(3, 1, 1), (3, 2, 2)]


def test_a_guard_that_reserves_silences_its_panel() -> None:
    panel = Panel((book(("/", R)),), guard=book(("/a/b", U), ("/a", R)))
    assert screen([(0, panel)], "/a/c", "/a/b", "/x") == [(0, -1, -1), (3, 0, 0), (3, 0, 0)]


def test_a_rule_of_unknown_stops_the_search() -> None:
    assert screen([(0, Panel((book(("/a/b", U), ("/a", R)),)))], "/a/b", "/a/c") == [(0, -1, -1), (3, 0, 0)]


def test_one_statement_for_every_spelling() -> None:
    spellings = [
        "/private/x",
        "/%70rivate/x",
        ":443/private/x",
        "/a/../private/x",
        "/private/x#a",
        "/private\\x",
        ":/private/x",
        "./private/x",
    ]
    assert set(screen([(0, Panel((book(("/private", R)),)))], *spellings)) == {(3, 0, 0)}


def test_a_file_of_38000_rules() -> None:
    rules = [(f"/section-{number}/page", R if number % 2 else U) for number in range(38_000)]
    mixed = [("/*.pdf$", P), *rules, ("/section-7", N), ("", U)]
    urls = [f"/section-{number}/page/x" for number in range(0, 38_000, 7)]
    found = screen([(0, Panel((book(*mixed),)))], *urls, "/section-77", "/section-3/page.pdf", "/else")
    assert [rank for rank, _, _ in found] == [3 if number % 2 else 0 for number in range(0, 38_000, 7)] + [2, 1, 0]


def test_a_thousand_hostile_patterns() -> None:
    patterns = [("/" + "*a" * 200 + f"*{number}b", R) for number in range(1000)]
    path = "/" + "a" * 5000
    assert screen([(0, Panel((book(*patterns),)))], path, path + "7b") == [(0, -1, -1), (3, 0, 0)]
