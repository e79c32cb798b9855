"""Visible text in blocks, and comments."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from agister.formats.html_text import TextBlock, blocks, comments


def block(text: str, place: str, region: str = "") -> TextBlock:
    return TextBlock(text=text, place=place, region=region)


def test_one_block_for_each_element_on_its_own_lines() -> None:
    tree = LexborHTMLParser(
        "<head><title>t</title></head><body>bare<p>hi <b>th</b>ere<br>next<ul><li>a<li>b</ul>"
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
