"""Pages that are safe for a tree builder, and what is left of those that are not."""

from __future__ import annotations

import pytest

from agister.formats.html_guard import flatten, is_safe


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>" * 50_000,
        "<li>word" * 50_000,
        "<div><p>a</p></div>" * 20_000,
        "<b>a</b>" * 20_000,
        "<img src='data:" + "A" * 100_000 + "'>",
        "<script>" + "if (a < b) c();" * 20_000 + "</script>",
        "<!-- " + "<div>" * 100_000 + " -->",
    ],
    ids=["empty", "p", "li", "div", "b", "image", "script", "comment"],
)
def test_large_but_ordinary(text: str) -> None:
    assert is_safe(text)


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 50_000,
        "<ul><li>" * 50_000,
        "<p>" + "".join(f"<font c={i}>" for i in range(5_000)) + "</p>" + "<p>x" * 5_000,
        "<a " + " ".join(f"x{i}=1" for i in range(20_000)) + ">",
    ],
    ids=["deep", "lists", "formatting", "attributes"],
)
def test_hostile(text: str) -> None:
    assert not is_safe(text)


def test_flattening_keeps_elements_words_and_comments() -> None:
    text = (
        "a<div class='>'>b <b>c</b></div><!-- d --><meta name=robots content='noai'><title><i></title>"
        "<template><meta name=x><template></template></template><noscript>n</noscript>"
        "<script type=application/rsl+xml><rsl></SCRIPT><style>s</style><p"
    )
    assert flatten(text) == (
        "<!doctype html>a<br>b c<br><!-- d --><meta name=robots content='noai'><title><i></title><br>"
        "<script type=application/rsl+xml><rsl></script><br><br><br>"
    )


def test_flattening_cuts_attributes_and_escapes_stray_brackets() -> None:
    text = "<meta name=robots " + " ".join(f"x{i}=1" for i in range(2_000)) + ">1 < 2"
    flat = flatten(text)
    assert flat.count("=1") == 399
    assert flat.endswith(" x398=1>1 &lt; 2")
