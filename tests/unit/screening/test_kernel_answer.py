from __future__ import annotations

import pyarrow as pa
import pytest

from agister.rights import Outcome, Panel, Rule, Rulebook
from agister.screening.rulebooks import ALWAYS, RulebookBuilder
from agister.screening.screen_column import screen_column
from tests.unit.screening.test_rulebooks import book

NOTHING = (0, -1, -1)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/4999/x", (3, 0, 1)),
        ("/b", (3, 0, 1)),
        ("/guarded/first", (3, 1, 2)),
        ("/guarded/permitted/x", (1, 2, 3)),
        ("/a", (3, 1, 2)),
        ("/else", NOTHING),
    ],
)
def test_each_panel_meets_its_own_books(path: str, expected: tuple[int, int, int]) -> None:
    builder = RulebookBuilder()
    many = book(*[f"/{number}" for number in range(5000)])
    permitting = Rulebook((Rule("/guarded/permitted/*", Outcome.PERMITTED, book("").rules[0].statement),))
    panels = [
        Panel((book(), book("/a", "/b"), many, book("/" * 5000)), guard=book("/a", "/guarded")),
        Panel((book("/a"), book("/guarded/first")), guard=many),
        Panel((permitting,)),
    ]
    numbers = [builder.panel(at, panel, lambda _, at=at: at + 1) for at, panel in enumerate(panels)]  # type: ignore[misc]
    builder.key("https://a.example", [(ALWAYS, builder.profile(numbers))])
    found = screen_column(builder.finish(), pa.array(["https://a.example" + path]))
    assert (found.outcome[0], found.protocol[0], found.statement[0]) == expected
