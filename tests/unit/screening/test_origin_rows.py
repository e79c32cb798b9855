from __future__ import annotations

from pathlib import Path

from agister.screening.origin_rows import batched, by_origin
from tests.indexes import OPEN, index_of, seen


def test_batched() -> None:
    assert list(batched(iter([[], [], []]), 2)) == [[[], []], [[]]]


def test_origin_by_origin(tmp_path: Path) -> None:
    urls = ["https://b.example/robots.txt", "https://a.example/x.html", "https://a.example/robots.txt"]
    index = index_of(tmp_path, [seen(url, OPEN) for url in urls])
    assert [[row.url for row in rows] for rows in by_origin(index.table("observations"))] == [
        ["https://a.example/x.html", "https://a.example/robots.txt"],
        ["https://b.example/robots.txt"],
    ]
