"""The Link header field (RFC 8288)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.link_header import WebLink, parse_link


def link(target: str, rel: str = "", type: str = "", line: int = 0) -> WebLink:
    return WebLink(target=target, rel=frozenset(rel.split()), type=type, line=line)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["<https://example.org/l.xml>; rel=license"], [link("https://example.org/l.xml", "license")]),
        (["</a,b;c>; rel=next"], [link("/a,b;c", "next")]),
        (['<a>; rel="License  Next"; rel=other'], [link("a", "license next")]),
        (['<a>; title="x, <b>; rel=no"; REL=license, <c>; rel=up'], [link("a", "license"), link("c", "up")]),
        (['<a>; title="q\\"x, <z>"; rel=up'], [link("a", "up")]),
        (['<a>; rel="license"; type="application/RSL+xml; v=1"'], [link("a", "license", "application/rsl+xml")]),
        (['<a>; rel=license; anchor="/other"'], []),
        (["<a>;rel=up", ",, <b> ; rel = down ,"], [link("a", "up"), link("b", "down", line=1)]),
        (["<a>"], [link("a")]),
        (["a; rel=license"], []),
        (["<a"], []),
        (["<a> junk; rel=up, <b>; rel=next"], [link("a"), link("b", "next")]),
        (['<a>; rel="license'], [link("a", "license")]),
        (["<a>; =; rel=up"], [link("a", "up")]),
        (["< a >; rel=up"], [link("a", "up")]),
    ],
)
def test_links(values: list[str], expected: list[WebLink]) -> None:
    assert parse_link(values) == expected


def test_a_header_bomb_is_bounded() -> None:
    assert len(parse_link(["<a>," * 100_000])) == 1_000
    assert parse_link(["<a>" + ";" * 1_000_000 + '"' * 1_000_000]) == [link("a")]


@given(st.lists(st.text(alphabet='<>;,="\\ relanchortyp', max_size=80), max_size=3))
def test_any_text(values: list[str]) -> None:
    assert all(found.line < len(values) for found in parse_link(values))
