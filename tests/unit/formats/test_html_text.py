"""Visible text in blocks, and comments."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from agister.formats.html_text import TextBlock, blocks, comments


def block(text: str, place: str, region: str = "") -> TextBlock:
    return TextBlock(text=text, place=place, region=region)


def test_one_block_for_each_element_on_its_own_lines() -> None:
    tree = LexborHTMLParser(
        "<head><title>t</title></head><body>bare<p>hi <b>th</b>ere<p>next<ul><li>a<li>b</ul>"
        "<footer>f <p>in</p>tail</footer><table><tr><td>c<td>d</table>end"
    )
    assert list(blocks(tree)) == [
        block("bare", "text 1 (body)"),
        block("hi there", "text 2 (p)"),
        block("next", "text 3 (p)"),
        block("a", "text 4 (li)"),
        block("b", "text 5 (li)"),
        block("f", "text 6 (footer)", "footer"),
        block("in", "text 7 (p in footer)", "footer"),
        block("tail", "text 8 (footer)", "footer"),
        block("c", "text 9 (td)"),
        block("d", "text 10 (td)"),
        block("end", "text 11 (body)"),
    ]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("hi<br>there", "hi\nthere"),
        (
            "Foreign Press Agency<br> of the North,<br/>Example Lane 1",
            "Foreign Press Agency\nof the North,\nExample Lane 1",
        ),
        ("Example Press<br>Copyright 2026", "Example Press\n\nCopyright 2026"),
        ("a<br><br>b", "a\n\nb"),
        ("You may not:<br>- copy<br>- sell", "You may not:\n- copy\n- sell"),
        (
            "a line that was broken because it was full<br>Of words",
            "a line that was broken because it was full\nOf words",
        ),
        ("<br><br>a<br>", "a"),
    ],
)
def test_a_line_break_ends_a_line_and_an_address_line_a_sentence(page: str, text: str) -> None:
    assert [found.text for found in blocks(LexborHTMLParser(f"<p>{page}</p>"))] == [text]


def test_lines_without_end_are_blocks_of_bounded_length() -> None:
    found = list(blocks(LexborHTMLParser("<p>" + "word word word word<br>" * 5000)))
    assert [len(block.text.split()) for block in found] == [4004, 4004, 4004, 4004, 3984]
    assert [block.place for block in found] == [f"text {number} (p)" for number in range(1, 6)]


def test_what_nobody_sees_is_no_text() -> None:
    tree = LexborHTMLParser(
        "<body>a<script>s</script><style>c</style><template>t</template><select><option>o</select><svg><text>v</svg>b"
    )
    assert [found.text for found in blocks(tree)] == ["ab"]


def test_comments_with_words() -> None:
    tree = LexborHTMLParser("<!-- one --><p><!-- --><!-- 12 --><!--\n two\n  three --></p>")
    assert list(comments(tree)) == [block("one", "comment 1"), block("two three", "comment 2")]


def test_an_empty_page() -> None:
    tree = LexborHTMLParser("")
    assert list(blocks(tree)) == [] == list(comments(tree))
