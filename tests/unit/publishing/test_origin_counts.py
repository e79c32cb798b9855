"""Rows by origin are counted under one spelling, and memory is bounded."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from agister.publishing.origin_counts import OriginCounts, OriginRow, origin_of
from agister.screening.plan import OUTCOME_WORDS

KEPT = frozenset({"unknown", "permitted"})


def _codes(*words: str) -> np.ndarray:
    return np.array([OUTCOME_WORDS.index(word) for word in words], np.int8)


def test_spellings_of_one_origin_are_one() -> None:
    counts = OriginCounts(KEPT)
    urls = [
        "https://A.example/x",
        "https://a.example:443",
        "https://u@a.example./y",
        "https:\\\\a.example\\z",
        "//",
        None,
    ]
    counts.add(pa.array(urls), _codes("reserved", "unknown", "reserved", "unchecked", "unreadable", "unreadable"))
    assert counts.top(5) == [
        OriginRow(
            origin="https://a.example", rows=4, excluded=3, outcomes={"reserved": 2, "unknown": 1, "unchecked": 1}
        )
    ]
    assert counts.origins() == ["https://a.example"]
    assert counts.rows().tolist() == [4]


def test_order_by_rows_then_name() -> None:
    counts = OriginCounts(KEPT)
    urls = ["http://b.example/", "http://a.example/", "http://c.example/", "http://c.example/"]
    counts.add(pa.array(urls), _codes("unknown", "reserved", "unknown", "unknown"))
    assert [row.origin for row in counts.top(2)] == ["http://c.example", "http://a.example"]
    assert [row.origin for row in counts.top_excluded(9)] == ["http://a.example"]
    assert counts.top(9, "unchecked") == []


def test_nothing_counted() -> None:
    assert OriginCounts(KEPT).top(5) == []


def test_the_smaller_half_is_forgotten_and_said_so() -> None:
    counts = OriginCounts(KEPT, limit=4)
    for number in range(6):
        urls = [f"http://{number}.example/"] * (number + 1)
        counts.add(pa.array(urls), _codes(*["unknown"] * len(urls)))
    assert len(counts) <= 4
    assert counts.floor == 3
    assert counts.top(1)[0] == OriginRow(origin="http://5.example", rows=6, excluded=0, outcomes={"unknown": 6})


def test_repairs_only_where_allowed() -> None:
    assert origin_of("a.example/x") is None
    assert origin_of("a.example/x", ("missing-scheme",)) == "http://a.example"
