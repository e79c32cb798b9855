from __future__ import annotations

import pytest

from agister.protocols.problem_list import ProblemList
from agister.protocols.rsl_association import from_header, from_page, from_robots
from agister.protocols.seen import Seen
from agister.rights import Observation, Reading, Scope, Statement


def robots(body: str) -> tuple[list[Statement], list[str], list[str]]:
    problems = ProblemList()
    seen = Seen(Observation(url="https://example.org/robots.txt", status=200, body=body.encode()))
    statements, links = from_robots(seen, problems)
    return statements, links, [problem.kind for problem in problems.found]


@pytest.mark.parametrize(
    ("value", "links", "kinds"),
    [
        ("https://example.net/a.xml", ["https://example.net/a.xml"], []),
        ("https://example.net/a.xml#part", ["https://example.net/a.xml"], []),
        ("<https://example.net/a.xml>", ["https://example.net/a.xml"], []),
        ("/a.xml", ["https://example.org/a.xml"], ["rsl-license-relative"]),
        ("http://example.org/a.xml", ["http://example.org/a.xml"], ["rsl-license-not-https"]),
        ("https://name/a.xml", ["https://name/a.xml"], ["rsl-license-host"]),
        ("MIT", [], ["rsl-license-not-a-url"]),
        ("CC BY 4.0", [], ["rsl-license-not-a-url"]),
        ("", [], ["rsl-license-not-a-url"]),
        ("mailto:a@example.org", [], ["rsl-license-not-a-url"]),
        ("https://[x/a.xml", [], ["rsl-license-not-a-url"]),
        ("https://creativecommons.org/licenses/by/4.0/", [], ["rsl-license-not-rsl"]),
        ("https://example.org/LICENSE.txt", [], ["rsl-license-not-rsl"]),
    ],
)
def test_values(value: str, links: list[str], kinds: list[str]) -> None:
    statements, found, problems = robots(f"License: {value}\nUser-agent: *\nAllow: /\n")
    assert (found, problems) == (links, kinds)
    assert [s.note for s in statements] == ["association"] * len(links)


def test_groups_without_a_line_are_marked_where_another_has_one() -> None:
    body = "User-agent: a\nAllow: /\nLicense: https://example.org/a.xml\nUser-agent: b\nAllow: /\n"
    statements, _, _ = robots(body)
    assert [(s.agents, s.note) for s in statements] == [(("a",), "association"), (("b",), "group without a licence")]


def test_a_line_after_a_gap_is_the_sites_in_the_lenient_reading() -> None:
    statements, links, _ = robots("User-agent: a\nDisallow: /\n\nLicense: https://example.org/a.xml\n")
    assert [(s.agents, s.reading, s.place) for s in statements] == [
        (("a",), Reading.BOTH, "line 4"),
        ((), Reading.LENIENT, "line 4 (whole site)"),
    ]
    assert links == ["https://example.org/a.xml"]


def test_invented_lines() -> None:
    statements, links, problems = robots("User-agent: *\nAllow: /\nPermits: search\nProhibits: ai-train\n")
    assert [s.standing.value for s in statements if s.note == "unclear"] == ["unclear"]
    assert links == []
    assert problems == ["rsl-invented-line", "rsl-invented-line"]


def page(body: str, *links: str) -> Seen:
    lines = (("Content-Type", "text/html"), *(("Link", link) for link in links))
    return Seen(Observation(url="https://example.org/a/b.html", status=200, headers=lines, body=body.encode()))


def test_headers() -> None:
    problems = ProblemList()
    kind = '; rel="license"; type="application/rsl+xml"'
    found = from_header(
        page("", f"<https://example.org/a.xml>{kind}, </b.xml>{kind}", '<https://example.org/c>; rel="license"'),
        problems,
    )
    assert [(s.place, s.offer.url, s.scope) for s in found if s.offer] == [
        ("header link", "https://example.org/a.xml", Scope.URL),
        ("header link [2]", "https://example.org/b.xml", Scope.URL),
    ]
    assert [problem.kind for problem in problems.found] == ["rsl-license-relative"]


def test_link_elements_and_scripts() -> None:
    problems = ProblemList()
    found = from_page(
        page(
            '<link rel="license" type="application/rsl+xml" href="rsl.xml">'
            '<link rel="license" href="https://example.org/terms">'
            '<script type="application/rsl+xml"><rsl xmlns="https://rslstandard.org/rsl"><content url=""><license>'
            '<prohibits type="usage">search</prohibits></license></content></rsl></script>'
        ),
        problems,
    )
    assert [s.offer.url for s in found if s.note == "association" and s.offer] == ["https://example.org/a/rsl.xml"]
    assert [s.note.partition(" in ")[0] for s in found] == ["association", "document", "prohibits"]
    assert {s.scope for s in found} == {Scope.URL}


def test_a_page_without_the_media_type_is_not_parsed() -> None:
    seen = page('<link rel="license" href="https://example.org/terms">')
    assert from_page(seen, ProblemList()) == []
    assert "html" not in vars(seen)
