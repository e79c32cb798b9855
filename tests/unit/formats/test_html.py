"""Head elements of web pages: what is an element of the page, in which order, and under which names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.html import HtmlLink, HtmlPage, InlineScript, Meta, looks_like_html, parse_html


def page(text: str) -> HtmlPage:
    found = parse_html(text.encode(), ["text/html; charset=utf-8"])
    assert found is not None
    return found


def meta(name: str, content: str, place: str, attribute: str = "name", in_head: bool = True) -> Meta:
    return Meta(name=name, content=content, place=place, attribute=attribute, in_head=in_head)


def test_metas_by_name_property_and_http_equiv_are_read_in_order_with_unique_places() -> None:
    found = page(
        '<head><meta NAME=" Robots " content=" NoAI, a &amp; b "><meta property="og:title" content=x>'
        '<meta http-equiv=Content-Type content="text/html"><meta content=nameless></head><body>'
        "<p><meta name=robots content=none>"
    )
    assert found.metas == (
        meta("robots", "NoAI, a & b", "meta robots"),
        meta("og:title", "x", "meta og:title", "property"),
        meta("content-type", "text/html", "meta content-type", "http-equiv"),
        meta("robots", "none", "meta robots [2]", in_head=False),
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- <meta name=robots content=noai> -->",
        "<noscript><meta name=robots content=noai></noscript>",
        "<template><meta name=robots content=noai></template>",
        "<title><meta name=robots content=noai></title>",
        "<script><meta name=robots content=noai></script>",
    ],
)
def test_what_is_no_element_of_the_page_is_no_meta(hidden: str) -> None:
    assert page(f"<head>{hidden}</head><body>x").metas == ()


def test_links_of_all_three_elements_but_not_mere_instructions_how_to_follow() -> None:
    found = page(
        '<head><link rel="License alternate" type="application/RSL+xml; q=1" href=" /l.xml "></head>'
        '<body><a rel="nofollow" href=x>x</a><a rel="nofollow license" href=y>y</a><area rel=license href=z>'
    )
    rel = frozenset({"license", "alternate"})
    assert found.links == (
        HtmlLink(
            rel=rel,
            type="application/rsl+xml",
            href="/l.xml",
            in_head=True,
            element="link",
            place="link alternate license",
        ),
        HtmlLink(
            rel=frozenset({"nofollow", "license"}),
            type="",
            href="y",
            in_head=False,
            element="a",
            place="a license nofollow",
        ),
        HtmlLink(rel=frozenset({"license"}), type="", href="z", in_head=False, element="area", place="area license"),
    )


def test_scripts_that_hold_data() -> None:
    found = page(
        "<script>code</script><script type=module>code</script><script type='application/ld+json' src=x></script>"
        "<script type='application/rsl+xml; charset=utf-8'><rsl>&amp;</rsl></script>"
    )
    assert found.scripts == (
        InlineScript(type="application/rsl+xml", text="<rsl>&amp;</rsl>", place="script application/rsl+xml"),
    )


def test_language_title_and_base() -> None:
    found = page("<html lang=DE-at><head><title> a &amp;\n b</title><base href='/sub/'><base href=/other/>")
    assert (found.language, found.title, found.base) == ("de-at", "a & b", "/sub/")
    assert found.absolute("l.xml", "https://example.org/a/b.html") == "https://example.org/sub/l.xml"
    assert found.absolute("http://[", "https://example.org/") == ""


def test_nul_cannot_hide_a_value() -> None:
    assert page("<meta name=rob\0ots content=no\0ai>").metas == (meta("robots", "noai", "meta robots"),)


def test_a_hostile_page_is_flattened_and_keeps_its_metas_and_words() -> None:
    found = page("<div>" * 50_000 + "<meta name=robots content=noai>word<!-- note --><template><meta name=x content=y>")
    assert found.flattened
    assert [m.content for m in found.metas] == ["noai"]
    assert [block.text for block in found.text_blocks()] == ["word"]
    assert [block.text for block in found.comment_blocks()] == ["note"]


@pytest.mark.parametrize(
    ("body", "media_type", "expected"),
    [
        (b"", "text/html", True),
        (b"User-agent: *", "text/html", True),
        (b"User-agent: *", "text/plain", False),
        (b"<!DOCTYPE html>", "text/plain", True),
        (b"\xef\xbb\xbf \n<html>", "", True),
        (b"<!-- a --><?xml version='1.0'?>", "", False),
        (b"<?xml version='1.0'?>\n<!-- a -->\n<html xmlns='x'>", "", True),
        (b"<?xml version='1.0'?><rsl>", "", False),
        ("<html>".encode("utf-16"), "", True),
        (b"<html>", "application/json", False),
        (b"<html>", "image/jpeg", False),
        (b"<htmlx>", "", False),
    ],
)
def test_what_looks_like_html(body: bytes, media_type: str, expected: bool) -> None:
    assert looks_like_html(body, media_type) is expected


def test_many_comments_are_looked_at_once() -> None:
    assert not looks_like_html(b"<!-- --> " * 400, "")
    assert looks_like_html(b"<!-- --> " * 400 + b"<p>", "")


def test_an_empty_body_is_no_page() -> None:
    assert parse_html(b" \n", ["text/html"]) is None


@given(st.binary(max_size=2000), st.lists(st.text(max_size=60), max_size=1))
def test_any_bytes_under_any_label(body: bytes, content_type: list[str]) -> None:
    found = parse_html(body, content_type)
    looks_like_html(body, "")
    if found is not None:
        places = [m.place for m in found.metas] + [b.place for b in found.text_blocks()]
        assert len(places) == len(set(places))
        assert all(block.text.strip() for block in found.text_blocks())


_TAGS = ("<div>", "</div>", "<p>", "<b>", "</b>", "<table>", "<tr>", "<td>", "<footer>", "</footer>", "<select>")
_PIECES = st.sampled_from(
    (
        *_TAGS,
        "<!--",
        "-->",
        "<svg>",
        "<template>",
        "</template>",
        "<meta name=robots content=noai>",
        "word ",
        "<a x='",
        "'>",
    )
)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_nesting(text: str) -> None:
    found = page(text or "x")
    for block in found.text_blocks():
        assert block.text
    list(found.comment_blocks())
