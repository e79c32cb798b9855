from __future__ import annotations

from pathlib import Path

import numpy as np

from agister.screening.plan import OUTCOME_WORDS
from agister.screening.reasons import Reasons
from tests.indexes import BLOCKED, index_of, seen


def test_one_line_for_each_row(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", [seen("https://a.example/robots.txt", BLOCKED)])
    reasons = Reasons(str(index.path), ("robots_txt", "tdmrep"))
    words = ["reserved", "unchecked", "reserved", "unreadable", "unknown", "reserved"]
    column = reasons.column(
        np.array([OUTCOME_WORDS.index(w) for w in words], np.int8),
        np.array([0, -1, 0, -1, -1, 1]),
        np.array([0, -1, 0, -1, -1, -1]),
    )
    assert column.to_pylist() == [
        "reserved by robots_txt: robots.txt line 2: Disallow: / (statement 0)",
        "unchecked: nothing of this origin was ever observed",
        "reserved by robots_txt: robots.txt line 2: Disallow: / (statement 0)",
        "unreadable: the row has no usable http(s) URL, or its origin's signals could not be read",
        "unknown: no reservation found",
        "reserved by tdmrep",
    ]
    assert len(column.dictionary) == 5


def test_no_rows(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", [])
    none = np.array([], np.int64)
    assert Reasons(str(index.path), ()).column(none.astype(np.int8), none, none).to_pylist() == []


def test_long_words_are_cut(tmp_path: Path) -> None:
    body = b"User-agent: GPTBot\nDisallow: /" + b"a" * 400 + b"\n"
    index = index_of(tmp_path / "idx", [seen("https://a.example/robots.txt", body)])
    found = Reasons(str(index.path), ("robots_txt",)).column(np.zeros(1, np.int8), np.zeros(1, int), np.zeros(1, int))
    quote = ("Disallow: /" + "a" * 400)[:200]
    assert found.to_pylist() == [f"reserved by robots_txt: robots.txt line 2: {quote} (statement 0)"]
