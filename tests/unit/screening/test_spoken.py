from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from agister.protocols import PROTOCOLS
from agister.rights import Observation, Preference, Question, Standing, Statement, Usage
from agister.screening.documents import stored_documents, targets_of
from agister.screening.spoken import answering, localise, page_statements, said, site_places
from agister.screening.validity import LATEST, rows_of
from tests.indexes import BLOCKED, index_of, moved, seen

QUESTION = Question(usage=Usage.TRAIN_AI, tokens=("gptbot",))


def statement(pattern: str) -> Statement:
    return Statement(
        protocol="rsl", usage=Usage.ANY, preference=Preference.DISALLOW, place="p", quote="q", pattern=pattern
    )


@pytest.mark.parametrize(
    ("pattern", "origin", "expected"),
    [
        ("/art/*", "https://example.org", "/art/*"),
        ("", "https://example.org", ""),
        ("https://example.org/art/*", "https://example.org", "/art/*"),
        ("https://example.org", "https://example.org", "/"),
        ("https://example.org$", "https://example.org", "$"),
        ("HTTPS://EXAMPLE.org:443/a", "https://example.org", "/a"),
        ("Https://Example.org/a", "https://example.org", "/a"),
        ("HTTPS-guide/*", "https://example.org", "HTTPS-guide/*"),
        ("https://example.org?x=1", "https://example.org", "?x=1"),
        ("https://other.example/art/*", "https://example.org", None),
        ("http://example.org/", "https://example.org", None),
        ("https://example.org:8443/", "https://example.org", None),
        ("https://*.example.org/a", "https://www.example.org", "/a"),
        ("https://*.example.org/a", "https://example.org", None),
        ("https://*.example.org/a", "http://www.example.org", None),
    ],
)
def test_a_pattern_that_names_an_origin(pattern: str, origin: str, expected: str | None) -> None:
    found = localise(statement(pattern), origin)
    assert (None if found is None else found.pattern) == expected


def test_what_names_no_origin_is_returned_as_it_is() -> None:
    given = statement("/a")
    assert localise(given, "https://example.org") is given


def quotes(folder: Path, observations: Sequence[Observation], origin: str) -> list[tuple[str, str, str]]:
    """(protocol, place, standing) of everything said for an origin."""
    index = index_of(folder / "idx", observations)
    rows = rows_of(index.observations_of([origin]))
    documents, targets = stored_documents(index, QUESTION), targets_of(index.table("observations"), index)
    found = answering(site_places(rows, documents), LATEST, documents, targets)
    statements, _ = said(origin, found, LATEST, documents, targets, PROTOCOLS)
    return [(s.protocol, s.place, s.standing.value) for _, s in statements]


def test_the_rules_of_a_redirect_target_speak_for_the_origin_asked_first(tmp_path: Path) -> None:
    site = [
        moved("https://a.example/robots.txt", "https://b.example/robots.txt"),
        seen("https://b.example/robots.txt", BLOCKED),
    ]
    assert quotes(tmp_path, site, "https://a.example") == [("robots_txt", "line 2", "said")]


def test_a_redirect_into_the_dark_is_a_failure_of_all_that_live_there(tmp_path: Path) -> None:
    found = quotes(
        tmp_path, [moved("https://a.example/robots.txt", "https://b.example/robots.txt")], "https://a.example"
    )
    assert {(place, standing) for _, place, standing in found} == {("fetch", "failed")}
    assert [protocol for protocol, _, _ in found] == [p.name for p in PROTOCOLS if "/robots.txt" in p.well_known]


def test_who_serves_a_redirected_file_is_not_spoken_for_by_it(tmp_path: Path) -> None:
    site = [moved("https://a.example/robots.txt", "https://b.example/rules"), seen("https://b.example/rules", BLOCKED)]
    assert quotes(tmp_path / "a", site, "https://a.example") == [("robots_txt", "line 2", "said")]
    assert quotes(tmp_path / "b", site, "https://b.example") == []


def test_a_linked_licence_speaks_for_who_links_it(tmp_path: Path) -> None:
    licence = (
        b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">ai-train'
        b"</prohibits></license></content></rsl>"
    )
    site = [
        seen("https://a.example/robots.txt", b"License: https://b.example/l.xml\nUser-agent: *\nAllow: /\n"),
        seen("https://b.example/l.xml", licence, headers=[("Content-Type", "application/rsl+xml")]),
    ]
    assert "rsl" in {protocol for protocol, _, _ in quotes(tmp_path, site, "https://a.example")}


def test_a_document_that_is_linked_and_stands_on_the_site_speaks_once(tmp_path: Path) -> None:
    licence = (
        b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">ai-train</prohibits>'
        b"</license></content></rsl>"
    )
    site = [
        seen("https://a.example/robots.txt", b"License: https://a.example/l.xml\n"),
        seen("https://a.example/l.xml", licence),
    ]
    said_here = quotes(tmp_path, site, "https://a.example")
    assert len(said_here) == len(set(said_here)) == 3


@pytest.mark.parametrize(
    ("answer", "marked"),
    [
        (seen("https://b.example/l", b"<p>x</p>"), True),
        (seen("https://b.example/l", error="timeout"), False),
        (None, False),
    ],
)
def test_only_a_linked_document_that_was_read_is_marked_as_looked_for(
    tmp_path: Path, answer: Observation | None, marked: bool
) -> None:
    site = [seen("https://a.example/robots.txt", b"License: https://b.example/l\n"), *([answer] if answer else [])]
    assert (("rsl", "document", "said") in quotes(tmp_path, site, "https://a.example")) is marked


def test_a_page_says_what_its_own_answer_says(tmp_path: Path) -> None:
    url = "https://a.example/x.html"
    index = index_of(
        tmp_path / "idx",
        [
            seen(url, b"", headers=[("X-Robots-Tag", "noai")], at="2031-01-02"),
            seen(url, b"", status=404, at="2031-01-04"),
        ],
    )
    rows = rows_of(index.table("observations"))
    documents = stored_documents(index, QUESTION)
    assert page_statements(rows, rows[0].fetched_at - 1, documents, {}) is None
    assert [s.protocol for _, s in page_statements(rows, rows[0].fetched_at, documents, {}) or ()] == ["x_robots_tag"]
    assert page_statements(rows, LATEST, documents, {}) == []


def test_failed_is_what_the_index_says_of_a_timeout(tmp_path: Path) -> None:
    found = quotes(tmp_path, [seen("https://a.example/robots.txt", error="timeout")], "https://a.example")
    assert {standing for _, _, standing in found} == {Standing.FAILED.value}
