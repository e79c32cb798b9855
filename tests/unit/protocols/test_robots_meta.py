"""Robots metas of one page."""

from __future__ import annotations

import pytest
from hypothesis import given

from agister.protocols import robots_meta
from agister.protocols.protocol import NOTHING
from agister.protocols.seen import Seen
from agister.rights import Observation, Scope, Standing
from tests.strategies import hostile_bytes

URL = "https://example.org/a.html"


def seen(body: str | bytes, media_type: str = "text/html", status: int = 200) -> Seen:
    raw = body.encode() if isinstance(body, str) else body
    return Seen(Observation(url=URL, status=status, headers=(("Content-Type", media_type),), body=raw))


def test_metas_of_everybody_and_of_one_crawler() -> None:
    result = robots_meta.read(
        seen('<meta name=robots content="noai, noimageai"><meta name="Google-Extended" content=noai>')
    )
    assert [(s.place, s.agents, s.note, s.scope) for s in result.statements] == [
        ("meta robots: noai", (), "everybody", Scope.URL),
        ("meta robots: noimageai", (), "images only", Scope.URL),
        ("meta google-extended: google-extended: noai", ("google-extended",), "everybody", Scope.URL),
    ]
    assert result.problems == ()


@pytest.mark.parametrize(
    "meta",
    [
        '<meta property=robots content="noai">',
        "<meta name=ai content=noai>",
        "<meta name=robot content='noai, noindex'>",
        "<meta http-equiv=x-robots-tag content=noai>",
    ],
)
def test_rules_under_a_wrong_name_are_intent(meta: str) -> None:
    result = robots_meta.read(seen(meta))
    assert [s.standing for s in result.statements] == [Standing.UNCLEAR]
    assert [p.kind for p in result.problems] == ["robots-meta-name", "robots-meta-rule-unknown"]


@pytest.mark.parametrize(
    "meta",
    [
        "<meta name=description content='How noai works'>",
        "<meta name=keywords content='noai, noimageai'>",
        "<meta name=subjects content='noai, how it works'>",
        "<meta property='og:title' content=noai>",
        "<meta name=referrer content=none>",
        "<meta name=viewport content='none'>",
        "<meta name=pinterest content=nopin>",
    ],
)
def test_metas_that_are_no_rules(meta: str) -> None:
    assert robots_meta.read(seen(meta)) is NOTHING


def test_what_is_no_page() -> None:
    page = "<meta name=robots content=noai>"
    assert robots_meta.read(seen(page, "application/json")) is NOTHING
    assert robots_meta.read(seen(page, status=500)) is NOTHING


@given(hostile_bytes)
def test_any_bytes(body: bytes) -> None:
    robots_meta.read(seen(body))
