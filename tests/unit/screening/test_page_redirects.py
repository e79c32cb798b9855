from __future__ import annotations

from pathlib import Path

from agister.rights import Asset
from agister.screening.page_redirects import paths_led_to, told_elsewhere
from agister.stores.index_tables import ANY_TIME
from tests.indexes import index_of, moved, seen

B = Asset(origin="https://b.example", path="/x")
C = Asset(origin="https://c.example", path="/y")
NOTHING = 7


def test_where_pages_lead_to(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        [
            moved("https://a.example/1", "https://B.example:443/x"),
            moved("https://a.example/2", "/y#part"),
            moved("https://a.example/3", "https://b.example/x"),
            moved("https://a.example/4", "mailto:a@b.example"),
            # A well-known file is no page.
            moved("https://a.example/robots.txt", "https://c.example/robots.txt"),
            seen("https://a.example/5", b""),
        ],
    )
    assert paths_led_to(index.table("observations")) == {"https://a.example": ["/y"], "https://b.example": ["/x"]}


def test_at_one_time() -> None:
    assert told_elsewhere([(ANY_TIME, B)], {B: [(ANY_TIME, 3)]}, nothing=NOTHING) == [(ANY_TIME, 3)]


def test_what_is_said_there_counts_while_it_leads_there() -> None:
    ends = {B: [(2, 3), (5, 4), (9, 5)], C: [(1, 6)]}
    assert told_elsewhere([(1, None), (3, B), (7, C), (8, None)], ends, nothing=NOTHING) == [
        (1, NOTHING),
        (3, 3),
        (5, 4),
        (7, 6),
        (8, NOTHING),
    ]


def test_before_it_was_observed_nothing_is_said_there() -> None:
    assert told_elsewhere([(1, B)], {B: [(2, 3)]}, nothing=NOTHING) == [(1, NOTHING), (2, 3)]


def test_nothing_said_there_adds_nothing() -> None:
    assert told_elsewhere([(1, B)], {}, nothing=NOTHING) == []
    assert told_elsewhere([(1, B)], {B: [(0, NOTHING)]}, nothing=NOTHING) == []
    assert told_elsewhere([(1, None)], {B: [(0, 3)]}, nothing=NOTHING) == []
