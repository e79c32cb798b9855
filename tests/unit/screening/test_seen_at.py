from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from agister.screening.seen_at import SeenAt, moment, seen_at
from agister.screening.validity import InForce, Row, rows_of
from agister.stores.index_tables import ANY_TIME
from agister.stores.statement_index import StatementIndex
from tests.indexes import BLOCKED, day, index_of, moved, seen


def test_moments() -> None:
    assert moment(ANY_TIME) is None
    assert moment(1_000_000) == day("1970-01-01T00:00:01")


def _built(folder: Path) -> tuple[StatementIndex, dict[str, Row]]:
    index = index_of(
        folder,
        [
            seen("https://a.example/robots.txt", BLOCKED, at="2031-01-10", source="a.warc.gz", offset=18340),
            moved("https://b.example/robots.txt", "https://a.example/robots.txt", at="2031-01-11"),
            seen("https://c.example/robots.txt", b"", status=404),
            seen("https://d.example/robots.txt", b"", status=503),
        ],
    )
    return index, {row.origin: row for row in rows_of(index.table("observations"))}


def test_what_was_read(tmp_path: Path) -> None:
    index, rows = _built(tmp_path)
    row = rows["https://a.example"]
    expected = SeenAt(
        url="https://a.example/robots.txt",
        read_as="/robots.txt",
        when=day("2031-01-10"),
        what="200",
        digest="sha256:" + hashlib.sha256(BLOCKED).hexdigest(),
        source="a.warc.gz",
        offset=18340,
        document=row.document,
        later_failure=None,
        problems=(),
    )
    assert seen_at(InForce(row, row, None), index) == expected
    later = rows["https://d.example"]._replace(fetched_at=row.fetched_at + 1_000_000)
    assert seen_at(InForce(row, row, later), index) == replace(expected, later_failure=day("2031-01-10T00:00:01"))


def test_a_redirect_shows_what_its_target_said(tmp_path: Path) -> None:
    index, rows = _built(tmp_path)
    there, here = rows["https://a.example"], rows["https://b.example"]
    found = seen_at(InForce(here, there, None), index)
    assert (found.url, found.what) == (
        "https://b.example/robots.txt",
        "301: redirected to https://a.example/robots.txt",
    )
    assert (found.when, found.source, found.offset) == (day("2031-01-10"), "a.warc.gz", 18340)
    dark = seen_at(InForce(here, None, None), index)
    assert dark.what == "301: redirected to https://a.example/robots.txt, which was not observed"
    assert dark.when == day("2031-01-11")


def test_what_said_nothing_and_what_failed(tmp_path: Path) -> None:
    index, rows = _built(tmp_path)
    words = {origin: seen_at(InForce(row, row, None), index).what for origin, row in rows.items()}
    assert words["https://c.example"] == "404: nothing said"
    assert words["https://d.example"] == "failed: http-503"
    unknown = rows["https://a.example"]._replace(status=None)
    assert seen_at(InForce(unknown, unknown, None), index).what == "read"
