from __future__ import annotations

import pytest

from agister.protocols.problem_list import ProblemList
from agister.protocols.tdmrep_location import Location, read_location


def read(raw: object) -> tuple[Location, list[str]]:
    problems = ProblemList()
    return read_location(raw, "$[0].location", problems), [problem.kind for problem in problems.found]


@pytest.mark.parametrize(
    ("raw", "pattern"),
    [
        ("/", "/"),
        ("/a/**/b", "/a/*/b"),
        ("/%61%2f", "/a%2F"),
        ("/ä b", "/%C3%A4%20b"),
        ("/a$b$", "/a%24b$"),
        (" /a ", "/a"),
    ],
)
def test_path_patterns(raw: str, pattern: str) -> None:
    assert read(raw) == (Location(pattern=pattern), [])


def test_a_star_at_the_start_is_taken_as_it_stands() -> None:
    assert read("*.jpg") == (Location(pattern="*.jpg"), ["tdmrep-location-no-slash"])


@pytest.mark.parametrize(
    ("raw", "pattern", "kind"),
    [
        (None, "", "tdmrep-location-type"),
        (["/"], "", "tdmrep-location-type"),
        ("", "", "tdmrep-location-empty"),
        ("img/", "/img/", "tdmrep-location-no-slash"),
        ("https://example.org", "", "tdmrep-location-url"),
        ("HTTPS://example.org/a/*", "/a/*", "tdmrep-location-url"),
        ("//example.org/a", "/a", "tdmrep-location-url"),
        ("^/a/.*\\.jpg$", "/a/*.jpg$", "tdmrep-location-regular-expression"),
        (".*", "*", "tdmrep-location-regular-expression"),
        ("/.*", "/*", "tdmrep-location-regular-expression"),
    ],
)
def test_what_is_no_path_pattern_is_not_understood(raw: object, pattern: str, kind: str) -> None:
    assert read(raw) == (Location(pattern=pattern, understood=False), [kind])


@pytest.mark.parametrize("text", ["/\ud800", "/caf\ufffd/x", "\ufffd"])
def test_of_letters_that_are_no_utf8_the_path_before_them_is_read_and_is_unclear(text: str) -> None:
    location, problems = read(text)
    assert (location.pattern, location.understood) == ({"/caf\ufffd/x": "/caf"}.get(text, "/"), False)
    assert problems == ["tdmrep-location-not-utf8"]
