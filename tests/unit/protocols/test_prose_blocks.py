from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.html import parse_html
from agister.protocols import Seen
from agister.protocols.prose_blocks import Block, comment_blocks, page_blocks, speaks_for_the_site
from agister.rights import Observation


def comments(body: bytes) -> list[tuple[str, str]]:
    seen = Seen(Observation(url="https://e.org/robots.txt", body=body))
    return [(block.place, block.text) for block in comment_blocks(seen)]


def texts(body: str) -> list[str]:
    page = parse_html(body.encode(), ["text/html; charset=utf-8"])
    assert page is not None
    return [block.text for block in page_blocks(page)]


def test_lines_that_stand_together_are_a_block() -> None:
    assert comments(b"# AI\n# one\n#\n# two\nUser-agent: *\n# three\n") == [
        ("lines 1-4", "AI\none\n\ntwo"),
        ("line 6", "three"),
    ]


def test_an_empty_line_separates_sentences_not_blocks() -> None:
    assert comments(b"# AI one\n\n# two\n") == [("lines 1-3", "AI one\n\ntwo")]


def test_a_long_gap_ends_a_block() -> None:
    assert comments(b"# AI" + b"\n" * 30 + b"# two\n") == [("line 1", "AI"), ("line 31", "two")]


def test_a_comment_behind_a_rule_stands_alone() -> None:
    assert comments(b"# AI\nDisallow: / # two\n# three\n") == [("line 1", "AI"), ("line 2", "two"), ("line 3", "three")]


def test_a_rule_that_is_commented_out_is_left_out_and_ends_a_block() -> None:
    assert comments(b"# AI\n# Disallow: /\n# three\n") == [("line 1", "AI"), ("line 3", "three")]


def test_comments_without_any_hint_are_passed_over() -> None:
    assert comments(b"# hello\n# world\n") == []


def test_frames_are_taken_off() -> None:
    assert comments(b"####\n## AI ##\n") == [("lines 1-2", "\nAI")]


@pytest.mark.parametrize(
    "drawn",
    [
        "# *** AI ***",
        "#=== AI ===#",
        "# | AI |",
        "#-- AI --",
        "# ║ AI ║",
        "# ~~ AI ~~",
        "#> AI",
        "# ## AI ##",
        "# • AI",
    ],
)
def test_drawings_are_taken_off(drawn: str) -> None:
    assert comments(drawn.encode()) == [("line 1", "AI")]


def test_a_line_of_drawing_separates_sentences() -> None:
    assert comments("# AI\n# ----\n# two\n# ════\n".encode()) == [("lines 1-4", "AI\n\ntwo\n")]


def test_comments_that_are_no_utf_8_are_read_as_windows_1252() -> None:
    assert comments("# KI für § 44b\n".encode("cp1252")) == [("line 1", "KI für § 44b")]


def test_a_web_page_in_place_of_robots_has_no_comments() -> None:
    assert comments(b" <!doctype html>\n<a href='#AI'>x</a>\n# AI\n") == []


def test_a_million_comments_stay_blocks_of_bounded_length() -> None:
    blocks = comments(b"# AI " + b"x" * 95 + b"\n" + b"# " + b"y" * 98 + b"\n" * 1 + (b"# " + b"z" * 98 + b"\n") * 1000)
    assert max(len(text) for _, text in blocks) < 21_000


def test_items_are_read_with_the_sentence_that_introduces_them() -> None:
    assert texts("<p>You may not:</p><ul><li>copy,</li><li>train AI.</li></ul>") == [
        "You may not:",
        "You may not: copy,",
        "You may not: train AI.",
    ]


def test_what_follows_a_list_is_no_item() -> None:
    assert texts("<p>You may not:</p><ul><li>copy,</li></ul><p>We train AI.</p><p>News.</p>") == [
        "You may not:",
        "You may not: copy,",
        "We train AI.",
        "News.",
    ]


def test_an_item_that_ends_in_a_colon_introduces_nothing() -> None:
    assert texts("<p>You may not:</p><ul><li>use this for:</li><li>AI.</li></ul>")[1:] == [
        "You may not: use this for:",
        "You may not: AI.",
    ]


def test_a_long_block_ends_a_list() -> None:
    assert texts(f"<p>You may not:</p><p>{'x' * 700}</p><p>train AI.</p>")[2] == "train AI."


def test_comments_of_a_page_come_last() -> None:
    assert texts("<!-- no AI --><p>News.</p>") == ["News.", "no AI"]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/index.html",
        "/INDEX.PHP",
        "/terms",
        "/terms/",
        "/legal/terms-of-use.html",
        "/de/impressum",
        "/Mentions-Légales",
        "/mentions%20legales",
        "/agb.aspx",
        "/terms/index.html",
        "/tdm-policy.html",
        "/en/about/legal/copyright",
    ],
)
def test_pages_that_speak_for_the_site(path: str) -> None:
    assert speaks_for_the_site(path)


@pytest.mark.parametrize(
    "path", ["/blog", "/blog/terms-of-war", "/legal/2026/ruling", "/a/b/c/d/terms", "/%ff%fe", "/about.html"]
)
def test_pages_that_speak_for_themselves(path: str) -> None:
    assert not speaks_for_the_site(path)


@given(st.binary())
def test_any_bytes_give_blocks(body: bytes) -> None:
    for url in ("https://e.org/robots.txt", "https://e.org/"):
        seen = Seen(Observation(url=url, body=b"# AI\n" + body))
        assert all(isinstance(block, Block) for block in comment_blocks(seen))


@given(st.text())
def test_any_path_is_judged(path: str) -> None:
    assert speaks_for_the_site(path) in (True, False)
