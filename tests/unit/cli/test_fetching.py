from __future__ import annotations

import pytest

from agister.cli.fetching import fetch_site, linked, signal_paths
from agister.errors import UsageError
from agister.protocols import PROTOCOLS
from tests.collect.server import Site, ok
from tests.commands import Agister
from tests.indexes import BLOCKED, TDM_RESERVED, seen


def test_every_path_that_a_protocol_reads_once() -> None:
    paths = signal_paths()
    assert paths[0] == "/robots.txt"
    assert len(set(paths)) == len(paths)
    assert set(paths) == {path for protocol in PROTOCOLS for path in protocol.well_known}


def test_documents_that_an_answer_links_to() -> None:
    robots = b"License: https://a.example/l.xml\nUser-agent: *\nLicense: https://a.example/l.xml\n"
    assert list(linked(seen("https://a.example/robots.txt", robots))) == ["https://a.example/l.xml"]
    assert list(linked(seen("https://a.example/robots.txt", BLOCKED))) == []
    assert list(linked(seen("nonsense", robots))) == []


def test_one_site_now() -> None:
    with Site({"/robots.txt": ok(BLOCKED), "/.well-known/tdmrep.json": ok(TDM_RESERVED), "/x": ok(b"x")}) as site:
        origin = site.origin
        found = {
            o.url: (o.status, o.body) for o in fetch_site(f"{origin}/x", contact="a@b.example", allow_private=True)
        }
    assert found[f"{origin}/robots.txt"] == (200, BLOCKED)
    assert found[f"{origin}/.well-known/tdmrep.json"] == (200, TDM_RESERVED)
    assert found[f"{origin}/ai.txt"][0] == 404


def test_a_url_is_checked(agister: Agister) -> None:
    with Site({"/robots.txt": ok(BLOCKED)}) as site:
        origin = site.origin
        found = agister("check", origin, "--contact", "a@b.example", "--allow-private", "--json").object
    assert found["answers"]["train-ai"]["outcome"] == "reserved"


def test_what_is_no_url() -> None:
    with pytest.raises(UsageError, match="'ftp://x' is not an http or https URL"):
        next(iter(fetch_site("ftp://x", contact="a@b.example", allow_private=False)))
