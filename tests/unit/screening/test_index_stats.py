from __future__ import annotations

from pathlib import Path

from agister import version
from agister.screening.index_stats import difference, stats
from tests.indexes import BLOCKED, OPEN, SITES, index_of, seen


def test_what_an_index_holds(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", [*SITES, seen("https://open.example/x.html", b"<p>x</p>", at="2031-01-12")])
    found = stats(index)
    problems, statements = found.pop("problems"), found.pop("protocols")
    assert found == {
        "format": 1,
        "digest": index.digest,
        "code_version": version(),
        "segments": 1,
        "inputs": [["made.parquet", "sha256:00"]],
        "origins": 7,
        "documents": 8,
        "statements": index.segments[0].statements,
        "observations": {"/robots.txt": 6, "/.well-known/tdmrep.json": 1, "page": 1},
        "failures": {"timeout": 1},
        "status": {"200": 6, "404": 1},
        "time": {"first": "2031-01-10 00:00:00+00:00", "last": "2031-01-12 00:00:00+00:00"},
    }
    assert problems["fetch-failed"] == 1
    assert sum(statements.values()) == index.segments[0].statements
    assert statements["tdmrep"] == 1


def test_an_empty_index(tmp_path: Path) -> None:
    found = stats(index_of(tmp_path / "idx", []))
    assert (found["origins"], found["observations"], found["time"]) == (0, {}, {})


def test_what_changed(tmp_path: Path) -> None:
    def robots(host: str, body: bytes, at: str = "2031-01-01") -> object:
        return seen(f"https://{host}.example/robots.txt", body, at=at)

    old = index_of(tmp_path / "old", [robots("a", OPEN), robots("b", OPEN), robots("c", OPEN)])  # type: ignore[list-item]
    new = index_of(
        tmp_path / "new",
        [  # type: ignore[list-item]
            robots("b", OPEN, "2031-02-01"),
            robots("c", BLOCKED, "2031-02-01"),
            robots("c", OPEN, "2031-01-01"),
            robots("d", OPEN),
        ],
    )
    assert difference(old, new) == {
        "added": ["https://d.example"],
        "removed": ["https://a.example"],
        "changed": ["https://c.example"],
    }
    assert difference(old, old) == {"added": [], "removed": [], "changed": []}


def test_a_page_is_no_change_of_its_origin(tmp_path: Path) -> None:
    old = index_of(tmp_path / "old", [seen("https://a.example/robots.txt", OPEN)])
    new = index_of(
        tmp_path / "new",
        [
            seen("https://a.example/robots.txt", OPEN),
            seen("https://a.example/x", b"", headers=[("X-Robots-Tag", "noai")]),
        ],
    )
    assert difference(old, new) == {"added": [], "removed": [], "changed": []}
