"""Visible text of a web page, in blocks that stand on lines of their own (HTML §15.3), and its comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_BLOCK = 65_536
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "select", "svg", "math", "iframe", "object"})
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hgroup", "hr", "html", "label", "legend", "li", "listing", "main", "menu", "nav",
        "ol", "optgroup", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "ul", "xmp",
    }
)  # fmt: skip
#: Stands for a `<br>` until a block is complete; no text keeps it.
_BREAK = "\x1f"
#: Lines of about so many characters are a block, even where no element ends it.
_LINES = 20_000
#: A line that long was broken because it was full, not because it was finished.
_FULL_LINE = 40
#: Elements that say where on the page a block stands.
_REGIONS = frozenset({"footer", "header", "nav", "main", "aside", "article"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """The words of one block element."""

    text: str
    """Runs of white space are one blank, `<br>` is a line break, and one that ends a paragraph an empty line; at most
    65,536 characters."""
    place: str
    """`text 12 (p in footer)` or `comment 3`: unique within the page."""
    region: str = ""
    """The nearest `footer`, `header`, `nav`, `main`, `aside` or `article` around it; empty where none."""


def blocks(tree: LexborHTMLParser) -> Iterator[TextBlock]:
    """Visible text in document order. Walks the tree once, without recursion."""
    start = tree.body
    if start is None:
        return
    parts: list[str] = []
    number = size = 0
    # Names of the open block elements, and of the open regions.
    open_blocks: list[str] = ["body"]
    open_regions: list[str] = []

    def flush() -> Iterator[TextBlock]:
        nonlocal number, size
        text = _lines("".join(parts)[:_MAX_BLOCK])
        parts.clear()
        size = 0
        if text:
            number += 1
            region = open_regions[-1] if open_regions else ""
            where = f"{open_blocks[-1]} in {region}" if region and region != open_blocks[-1] else open_blocks[-1]
            yield TextBlock(text=text, place=f"text {number} ({where})", region=region)

    node = start.first_child
    depth = 0
    while node is not None:
        tag = node.tag or ""
        down: LexborNode | None = None
        if node.is_text_node:
            words = node.text_content or ""
            parts.append(words)
            size += len(words)
        elif tag == "br":
            parts.append(_BREAK)
            size += 1
            if size > _LINES:
                yield from flush()
        elif node.is_element_node and tag not in _UNSEEN:
            down = node.first_child
            if tag in _BLOCKS:
                yield from flush()
                if down is not None:
                    open_blocks.append(tag)
                    if tag in _REGIONS:
                        open_regions.append(tag)
        if down is not None:
            node, depth = down, depth + 1
            continue
        while node.next is None and depth:
            parent = node.parent
            if parent is None:
                break
            node, depth = parent, depth - 1
            tag = node.tag or ""
            if tag in _BLOCKS:
                yield from flush()
                open_blocks.pop()
                if tag in _REGIONS:
                    open_regions.pop()
        node = node.next
    yield from flush()


def _lines(text: str) -> str:
    """Lines as a page shows them. An empty line between two says that the first was complete: its end was short, and
    what follows begins anew, as in an address; or two `<br>` stood there."""
    if _BREAK not in text:
        return " ".join(text.split())
    shown: list[str] = []
    last = ""
    for line in (" ".join(part.split()) for part in text.split(_BREAK)):
        if line and shown:
            goes_on = last and (len(last) >= _FULL_LINE or last[-1] in ",:;-–&(" or not line[0].isupper())
            shown.append("\n" if goes_on else "\n\n")
        if line:
            shown.append(line)
        last = line
    return "".join(shown)


def comments(tree: LexborHTMLParser) -> Iterator[TextBlock]:
    """Comments with at least one letter, in document order."""
    root = tree.root
    if root is None:
        return
    number = 0
    # The document, not its root element: notices like to stand before <html>.
    for node in (root.parent or root).traverse(include_text=True):
        if node.is_comment_node:
            text = " ".join((node.comment_content or "")[:_MAX_BLOCK].split())
            if any(letter.isalpha() for letter in text):
                number += 1
                yield TextBlock(text=text, place=f"comment {number}")
