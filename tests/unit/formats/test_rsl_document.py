from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.rsl_document import (
    DEPTH_LIMIT,
    ELEMENT_LIMIT,
    NAMESPACE,
    RslElement,
    looks_like_rsl,
    namespace_kind,
    parse_rsl,
)
from tests.strategies import hostile_bytes

ROOT = f'<rsl xmlns="{NAMESPACE}">'.encode()


def test_elements_keep_place_attributes_and_text() -> None:
    document = parse_rsl(ROOT + b'<content url="/"/><content url="/a"><license> x <terms/></license></content></rsl>')
    assert document.namespace == "right"
    assert document.error == ""
    assert document.root is not None
    first, second = document.root.named("content")
    assert first == RslElement("content", "content[1]", {"url": "/"})
    (licence,) = second.children
    assert (licence.place, licence.text) == ("content[2]/license[1]", "x")
    assert licence.children[0].place == "content[2]/license[1]/terms[1]"


def test_foreign_elements_are_left_out_with_all_they_hold() -> None:
    inner = b'<x:a xmlns:x="u">t<content xmlns="https://rslstandard.org/rsl"/></x:a><content/>'
    document = parse_rsl(ROOT + inner + b"</rsl>")
    assert document.root is not None
    assert [child.place for child in document.root.children] == ["content[1]"]
    assert document.root.text == ""


@pytest.mark.parametrize(
    ("uri", "kind"),
    [
        (NAMESPACE, "right"),
        ("", "missing"),
        ("http://rslstandard.org/rsl", "near"),
        ("https://rslstandard.org/rsl/", "near"),
        ("http://www.w3.org/1999/xhtml", "foreign"),
    ],
)
def test_namespaces(uri: str, kind: str) -> None:
    assert namespace_kind(uri) == kind
    assert parse_rsl(f'<rsl xmlns="{uri}"/>'.encode()).namespace == kind


def test_prefix() -> None:
    assert parse_rsl(f'<r:rsl xmlns:r="{NAMESPACE}"/>'.encode()).prefixed
    assert not parse_rsl(ROOT + b"</rsl>").prefixed


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "not-well-formed"),
        (b"<rsl>", "not-well-formed"),
        (b"no markup", "not-well-formed"),
        (b'<?xml version="1.0" encoding="nonsense"?><rsl/>', "not-well-formed"),
        (b"<!DOCTYPE rsl><rsl/>", "dtd"),
        (b'<!DOCTYPE rsl [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rsl>&c;</rsl>', "dtd"),
        (b'<!DOCTYPE rsl SYSTEM "file:///etc/passwd"><rsl/>', "dtd"),
        (b"<rsl>" * (DEPTH_LIMIT + 1), "too-deep"),
        (b'<rsl><a xmlns="u">' + b"<b>" * 10_000, "too-deep"),
        (b"<rsl>" + b"<a/>" * ELEMENT_LIMIT + b"</rsl>", "too-large"),
        (b"<rsl>" + b" " * 100_000_000 + b"</rsl>", "too-large"),
    ],
)
def test_what_is_not_read(body: bytes, error: str) -> None:
    document = parse_rsl(body)
    assert document.root is None
    assert document.error == error


@pytest.mark.parametrize(
    "body",
    [
        b"<rsl/>",
        b"\xef\xbb\xbf<rsl>",
        b'  <?xml version="1.0"?>\n<!-- <html> --><rsl xmlns="x">',
        b"<r:rsl xmlns:r='x'>",
        b'<!DOCTYPE rsl [<!ENTITY a "b">]><rsl>',
        "<rsl/>".encode("utf-16"),
    ],
)
def test_looks_like_rsl(body: bytes) -> None:
    assert looks_like_rsl(body)


@pytest.mark.parametrize(
    "body", [b"", b"<html><rsl/>", b"<rslx/>", b"<!-- <rsl/>", b"text <rsl/>", b"<!DOCTYPE html><html>"]
)
def test_does_not_look_like_rsl(body: bytes) -> None:
    assert not looks_like_rsl(body)


@pytest.mark.parametrize("piece", [b"<!--a-->", b"<!--", b"<?a?>", b"<?", b"<!DOCTYPE [", b" "])
def test_a_hostile_prologue_is_read_once(piece: bytes) -> None:
    assert not looks_like_rsl(piece * 200_000 + b"<x>")


_PIECES = st.lists(
    st.sampled_from(
        [
            b"<rsl>",
            ROOT,
            b"</rsl>",
            b"<content url='/'>",
            b"</content>",
            b"<license>",
            b"</license>",
            b"&a;",
            b"<!--",
            b"-->",
        ]
    ),
    max_size=20,
).map(b"".join)


@given(st.one_of(hostile_bytes, _PIECES, hostile_bytes.map(lambda body: ROOT + body + b"</rsl>")))
def test_never_raises(body: bytes) -> None:
    document = parse_rsl(body)
    assert (document.root is None) == bool(document.error)
    looks_like_rsl(body)
