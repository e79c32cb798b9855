from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from agister.errors import InputError, StatementIndexError
from agister.protocols import PROTOCOLS, robots_txt
from agister.rights import Observation, Scope, Standing
from agister.screening.index_build import build, failure_kind, micros
from agister.stores.index_tables import ANY_TIME
from agister.stores.statement_index import StatementIndex
from tests.indexes import BLOCKED, OPEN, SITES, index_of, moved, seen, us


def rows(index: StatementIndex, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[c] for c in columns) for row in index.table("observations", columns).to_pylist()]


def test_a_build_says_what_it_read(tmp_path: Path) -> None:
    segment, report = build(tmp_path / "idx", SITES, [("made.parquet", "sha256:00")])
    assert (report.observations, report.origins, report.documents) == (7, 7, 7)
    assert (segment.observations, segment.documents, segment.statements) == (7, 7, report.statements)
    assert segment.inputs == (("made.parquet", "sha256:00"),)
    assert report.failures == {"timeout": 1}
    assert report.problems["http-404"] == 1
    assert report.protocols["tdmrep"] == 1


def test_equal_documents_are_stored_once(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", [seen(f"https://h{n}.example/robots.txt", BLOCKED) for n in range(5)])
    assert (index.segments[0].observations, index.segments[0].documents) == (5, 1)


def test_headers_that_speak_make_a_document_of_their_own(tmp_path: Path) -> None:
    url = "https://a.example/robots.txt"
    silent, speaking = [("Server", "x"), ("Date", "y")], [("X-Robots-Tag", "noai")]
    index = index_of(tmp_path, [seen(url, BLOCKED, headers=h) for h in ((), silent, speaking)])
    assert index.segments[0].documents == 2


def test_a_page_that_says_nothing_shares_one_document(tmp_path: Path) -> None:
    index = index_of(tmp_path, [seen(f"https://a.example/{n}.html", b"<p>x</p>" * n) for n in range(1, 5)])
    assert (index.segments[0].observations, index.segments[0].documents) == (4, 1)


def test_a_failure_speaks_for_every_protocol_that_lives_there(tmp_path: Path) -> None:
    index = index_of(tmp_path, [seen("https://a.example/robots.txt", error="timeout")])
    said = [s for _, s in index.statements_of(0)]
    assert "robots_txt" in {s.protocol for s in said}
    assert {s.standing for s in said} == {Standing.FAILED}
    assert {s.scope for s in said} == {Scope.ORIGIN}
    assert {(s.place, s.quote, s.carrier) for s in said} == {("fetch", "timeout", "/robots.txt")}
    assert "tdmrep" not in {s.protocol for s in said}


def test_a_failed_page_speaks_only_of_itself(tmp_path: Path) -> None:
    index = index_of(tmp_path, [seen("https://a.example/x.html", b"", status=503)])
    said = [s for _, s in index.statements_of(0)]
    assert {s.protocol for s in said} == {p.name for p in PROTOCOLS if not p.well_known}
    assert {s.scope for s in said} == {Scope.URL}


@pytest.mark.parametrize(
    ("observation", "kind"),
    [
        (seen("https://a/", b"x"), None),
        (seen("https://a/", b"x", status=None), None),
        (seen("https://a/", None), "body-not-kept"),
        (seen("https://a/", None, status=204), None),
        (seen("https://a/", gzip.compress(b"User-agent: *")), "compressed"),
        (seen("https://a/", b"\x28\xb5\x2f\xfd\x20\x01\x09\x00\x00a"), "compressed"),
        (seen("https://a/", b"", status=404), None),
        (seen("https://a/", b"", status=429), None),
        (seen("https://a/", b"", status=503), "http-503"),
        (seen("https://a/", b"", status=101), "http-101"),
        (seen("https://a/", b"", status=999), "http-999"),
        (seen("https://a/", error="dns"), "dns"),
        (seen("https://a/", error="x" * 300), "x" * 200),
        (moved("https://a/", "/b"), None),
        (moved("https://a/", " "), "redirect-without-target"),
        (seen("https://a/", b"", status=302), "redirect-without-target"),
    ],
)
def test_kinds_of_failure(observation: Observation, kind: str | None) -> None:
    assert failure_kind(observation, site_wide=True) == kind


def test_a_page_without_a_body_was_read() -> None:
    assert failure_kind(seen("https://a/", None), site_wide=False) is None


def test_not_modified_keeps_the_earlier_answer(tmp_path: Path) -> None:
    url = "https://a.example/robots.txt"
    first = seen(url, BLOCKED, at="2031-01-01")
    _, report = build(tmp_path / "idx", [first, seen(url, b"", status=304, at="2031-01-02")], [])
    assert report.problems == {"http-304": 1}
    assert rows(StatementIndex(tmp_path / "idx"), "fetched_at", "status") == [(us("2031-01-01"), 200)]


def test_urls_are_kept_in_canonical_spelling(tmp_path: Path) -> None:
    index = index_of(tmp_path, [seen("HTTPS://A.Example.:443/robots.txt#x", BLOCKED)])
    assert rows(index, "origin", "path", "read_as", "url") == [
        ("https://a.example", "/robots.txt", "/robots.txt", "HTTPS://A.Example.:443/robots.txt#x")
    ]


def test_an_observation_without_a_usable_url_is_counted(tmp_path: Path) -> None:
    _, report = build(tmp_path / "idx", [seen("mailto:x@example.org"), seen("")], [])
    assert (report.observations, report.problems) == (2, {"observation-without-usable-url": 2})


def test_the_target_of_a_redirect_is_read_under_the_path_that_led_there(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        [moved("https://a.example/robots.txt", "https://b.example/rules"), seen("https://b.example/rules", BLOCKED)],
    )
    assert rows(index, "origin", "path", "read_as", "redirect_to") == [
        ("https://a.example", "/robots.txt", "/robots.txt", "https://b.example/rules"),
        ("https://b.example", "/rules", "", None),
        ("https://b.example", "/rules", "/robots.txt", None),
    ]


def test_a_target_seen_before_the_redirect_is_read_under_the_path_that_leads_there(tmp_path: Path) -> None:
    robots, target = "https://a.example/robots.txt", "https://a.example/r.txt"
    index = index_of(tmp_path, [seen(target, BLOCKED), moved("https://a.example/q", target), moved(robots, "/q")])
    assert rows(index, "path", "read_as", "redirect_to") == [
        ("/q", "", target),
        ("/r.txt", "", None),
        ("/q", "/robots.txt", target),
        ("/r.txt", "/robots.txt", None),
        ("/robots.txt", "/robots.txt", "https://a.example/q"),
    ]


def test_one_page_may_be_what_several_files_redirect_to(tmp_path: Path) -> None:
    home = "https://a.example/"
    files = ["/robots.txt", "/ai.txt", "/trust.txt"]
    index = index_of(tmp_path, [*(moved("https://a.example" + file, "/") for file in files), seen(home)])
    assert [read_as for path, read_as in rows(index, "path", "read_as") if path == "/"] == ["", *sorted(files)]


def test_a_target_of_the_same_name_is_read_once(tmp_path: Path) -> None:
    here, there = (f"{scheme}://a.example/robots.txt" for scheme in ("http", "https"))
    index = index_of(tmp_path, [seen(there, BLOCKED), moved(here, there), seen(there, BLOCKED)])
    assert rows(index, "origin", "read_as") == [
        ("http://a.example", "/robots.txt"),
        *[("https://a.example", "/robots.txt")] * 2,
    ]


def test_an_update_knows_the_redirects_of_earlier_runs(tmp_path: Path) -> None:
    robots, target = "https://a.example/robots.txt", "https://b.example/r.txt"
    index_of(tmp_path / "idx", [moved(robots, target, at="2031-01-01")])
    index = index_of(tmp_path / "idx", [seen(target, BLOCKED, at="2031-01-02")], update=True)
    assert rows(index, "path", "read_as") == [
        ("/robots.txt", "/robots.txt"),
        ("/r.txt", ""),
        ("/r.txt", "/robots.txt"),
    ]


def test_redirects_in_a_ring_end(tmp_path: Path) -> None:
    first, second = "https://a.example/x", "https://a.example/y"
    ring = [moved(first, second), moved(second, first), moved("https://a.example/robots.txt", first)]
    index = index_of(tmp_path, [*ring, *ring])
    assert sorted(rows(index, "path", "read_as")) == [
        *[(path, read_as) for path in ("/robots.txt",) for read_as in ("/robots.txt",) * 2],
        *[(path, read_as) for path in ("/x", "/y") for read_as in ("", "", "/robots.txt", "/robots.txt")],
    ]


def test_a_file_that_was_cut_off_is_another_document_than_the_same_octets_whole(tmp_path: Path) -> None:
    whole = seen("https://a.example/.well-known/tdmrep.json", b"[]")
    cut = replace(whole, url="https://b.example/.well-known/tdmrep.json", truncated=True)
    index = index_of(tmp_path, [whole, cut])
    assert rows(index, "document") == [(0,), (1,)]
    assert [(n, s.standing.value) for n, s in index.statements_of(1)] == [(0, "unclear")]


def test_a_relative_redirect_is_resolved(tmp_path: Path) -> None:
    index = index_of(tmp_path, [moved("https://a.example/robots.txt", "../r.txt")])
    assert rows(index, "redirect_to") == [("https://a.example/r.txt",)]


def test_times(tmp_path: Path) -> None:
    index = index_of(tmp_path, [seen("https://a.example/robots.txt", BLOCKED), seen("https://b.example/robots.txt")])
    assert rows(index, "fetched_at") == [(ANY_TIME,), (ANY_TIME,)]
    assert micros(datetime(1970, 1, 1, 0, 0, 1, 5)) == 1_000_005  # noqa: DTZ001  a time without a zone is UTC
    assert micros(datetime(1970, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))) == 0
    assert micros(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)) == -1_000_000


def test_an_update_adds_a_segment(tmp_path: Path) -> None:
    url = "https://a.example/robots.txt"
    index_of(tmp_path / "idx", [seen(url, BLOCKED, at="2031-01-01")])
    index = index_of(tmp_path / "idx", [seen(url, OPEN, at="2031-01-02")], update=True)
    assert [s.name for s in index.segments] == ["segment-0000", "segment-0001"]
    assert rows(index, "document") == [(0,), (1,)]


def test_a_build_refuses_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_text("mine")
    with pytest.raises(StatementIndexError, match="other exists and is not an index: choose another name or remove it"):
        build(tmp_path / "other", SITES, [])
    assert [p.name for p in (tmp_path / "other").iterdir()] == ["a.txt"]
    index_of(tmp_path / "idx", SITES)
    with pytest.raises(StatementIndexError, match="is an index already: use `agister index update`, or remove it"):
        build(tmp_path / "idx", SITES, [])


def test_a_build_refuses_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StatementIndexError, match="file exists and is not an index"):
        build(tmp_path / "file", SITES, [])


def test_an_update_needs_an_index(tmp_path: Path) -> None:
    with pytest.raises(StatementIndexError, match="is not a statement index: build one with"):
        build(tmp_path / "idx", SITES, [], update=True)
    assert not (tmp_path / "idx").exists()


def broken_off(observations: tuple[Observation, ...]) -> Iterator[Observation]:
    yield from observations
    raise KeyboardInterrupt


def test_an_interrupted_build_leaves_no_half_index_and_can_be_repeated(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "idx", broken_off(SITES), [])
    assert not (tmp_path / "idx").exists()
    assert index_of(tmp_path / "idx", SITES).digest == index_of(tmp_path / "whole", SITES).digest


def test_what_a_killed_build_left_is_built_over(tmp_path: Path) -> None:
    (tmp_path / "idx" / "segment-0000.part").mkdir(parents=True)
    (tmp_path / "idx" / "segment-0000").mkdir()
    (tmp_path / "idx" / "index.json.part").write_text("{")
    assert index_of(tmp_path / "idx", SITES).digest == index_of(tmp_path / "whole", SITES).digest


def test_an_interrupted_update_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    before = index_of(tmp_path / "idx", SITES[:3]).digest
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "idx", broken_off(SITES[3:]), [], update=True)
    assert StatementIndex(tmp_path / "idx").digest == before
    assert sorted(p.name for p in (tmp_path / "idx").iterdir()) == ["index.json", "segment-0000"]
    assert len(index_of(tmp_path / "idx", SITES[3:], update=True).segments) == 2


def test_protocols_can_be_chosen(tmp_path: Path) -> None:
    _, report = build(tmp_path / "idx", SITES, [], protocols=(robots_txt,))
    assert set(report.protocols) == {"robots_txt"}


def test_urls_alone_are_no_observations(tmp_path: Path) -> None:
    bare = [Observation(url=f"https://a.example/{n}") for n in range(3)]
    with pytest.raises(InputError, match="3 URLs but no answers"):
        build(tmp_path / "idx", bare, [])
    assert not (tmp_path / "idx").exists()
    _, report = build(tmp_path / "idx", [*bare, Observation(url="https://a.example/robots.txt", body=b"")], [])
    assert report.problems["observation-without-content"] == 3
