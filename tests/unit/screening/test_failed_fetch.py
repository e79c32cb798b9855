"""A fetch that failed makes unreadable what lives at its place, and nothing else."""

from __future__ import annotations

from agister.protocols import PROTOCOLS
from agister.rights import Preference, Scope, Standing
from agister.screening.failed_fetch import failed_problem, failed_statements


def test_every_protocol_of_the_place_is_unreadable() -> None:
    statements = failed_statements("timeout", "/.well-known/tdmrep.json", PROTOCOLS)
    assert [(s.protocol, s.place, s.quote, s.carrier) for s in statements] == [
        ("tdmrep", "fetch", "timeout", "/.well-known/tdmrep.json")
    ]
    assert {(s.preference, s.scope, s.standing) for s in statements} == {
        (Preference.UNKNOWN, Scope.ORIGIN, Standing.FAILED)
    }


def test_a_page_holds_what_has_no_file_of_its_own() -> None:
    statements = failed_statements("http-503", "", PROTOCOLS)
    assert {"x_robots_tag", "robots_meta"} <= {s.protocol for s in statements}
    assert "tdmrep" not in {s.protocol for s in statements}
    assert {(s.scope, s.carrier) for s in statements} == {(Scope.URL, "page")}


def test_the_problem_names_the_place() -> None:
    assert failed_problem("timeout", "/ai.txt").message == "/ai.txt could not be fetched or read: timeout"
    assert failed_problem("timeout", "").message == "the page could not be fetched or read: timeout"
