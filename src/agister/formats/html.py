"""A web page as far as rights go: head elements, inline data scripts, visible text (HTML Living Standard).

Parsed by an HTML5 tree builder, so entities, character case and unclosed tags are read as a browser reads them. What
stands in comments, `<noscript>` and `<template>` is no element of the page. Metas in the body are read too, since many
pages have them there. Bytes of any kind give a page or None, never an error, in time linear in their number:
`agister.formats.html_guard` straightens pages that would make a tree builder slow or large.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from agister.formats.html_charset import decode_html
from agister.formats.html_guard import flatten, is_safe
from agister.formats.html_text import TextBlock, blocks, comments

#: Media types of web pages.
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
#: Media types that say nothing: the first bytes decide.
_VAGUE_TYPES = frozenset(
    {"", "text/plain", "application/octet-stream", "unknown/unknown", "application/unknown", "*/*"}
)
# MIME Sniffing §7.1: tags that make an unlabelled body a web page; also after an XML declaration or comments.
_LOOKS_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--(?>.{0,2000}?-->)\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|title|meta|style|h1|div|p|table|a|br|font|b)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)

_MAX_ELEMENTS = 5_000
_MAX_VALUE = 16_384
_MAX_SCRIPT = 1_048_576
_CODE_TYPES = frozenset({"", "module", "text/javascript", "application/javascript", "text/ecmascript", "importmap"})
_IDLE_RELS = frozenset({"nofollow", "noopener", "noreferrer", "external", "ugc", "sponsored"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """One `<meta>` with a name and a content."""

    name: str
    """Value of `name`, else `property`, else `http-equiv`: lower-case, blanks around it removed."""
    content: str
    """The content, blanks around it removed, entities decoded; at most 16,384 characters."""
    place: str
    """`meta robots`; the second of that name `meta robots [2]`: unique within the page."""
    attribute: str
    """`name`, `property` or `http-equiv`."""
    in_head: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlLink:
    """One `<link>`, or an `<a>` or `<area>` with a rel that says more than how to follow it."""

    rel: frozenset[str]
    """Link types, lower-case."""
    type: str
    """Declared media type without parameters, lower-case; empty where none."""
    href: str
    """As written, blanks around it removed; see `HtmlPage.absolute`."""
    in_head: bool
    element: str
    """`link`, `a` or `area`."""
    place: str
    """`link license`; the second alike `link license [2]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineScript:
    """A `<script>` that holds data, not a program: RSL, JSON-LD, …"""

    type: str
    """Media type without parameters, lower-case."""
    text: str
    place: str
    """`script application/rsl+xml`; the second alike ends in ` [2]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPage:
    """What one page says beside what it shows, and what it shows on demand."""

    metas: tuple[Meta, ...] = ()
    """In document order, also those in the body."""
    links: tuple[HtmlLink, ...] = ()
    scripts: tuple[InlineScript, ...] = ()
    language: str = ""
    """The `lang` of the root element, lower-case; empty where none."""
    title: str = ""
    base: str = ""
    """The `href` of the first `<base>` as written; empty where none."""
    encoding: str = "utf-8"
    """The encoding that the bytes were read with, by its Python name."""
    flattened: bool = False
    """Whether the page was straightened because of its depth or size: elements are kept, their nesting is not."""
    _tree: LexborHTMLParser | None = field(default=None, repr=False, compare=False)

    def absolute(self, href: str, url: str) -> str:
        """`href` resolved against the page's base and its own URL; empty where that is no URL."""
        try:
            return urljoin(urljoin(url, self.base), href)
        except ValueError:
            return ""

    def named(self, name: str) -> Iterator[Meta]:
        """The metas of one name (lower-case), in document order."""
        return (meta for meta in self.metas if meta.name == name)

    def text_blocks(self) -> Iterator[TextBlock]:
        """Visible text, one item per block element (paragraph, cell, caption, footer line, …) in document order.

        Leaves out scripts, styles, templates, noscript, form options and comments. Computed on each call.
        """
        return blocks(self._tree) if self._tree is not None else iter(())

    def comment_blocks(self) -> Iterator[TextBlock]:
        """HTML comments with words in them, in document order."""
        return comments(self._tree) if self._tree is not None else iter(())


def looks_like_html(body: bytes, media_type: str) -> bool:
    """Whether a body is a web page: by its declared type; without a telling one, by its first bytes."""
    if media_type in HTML_TYPES:
        return True
    if media_type not in _VAGUE_TYPES:
        return False
    start = body[:4096].removeprefix(b"\xef\xbb\xbf")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\0", b"")[2:]
    return bool(_LOOKS_HTML.match(start))


def parse_html(body: bytes, content_type: list[str]) -> HtmlPage | None:
    """The page in `body`; None for an empty one. Of `content_type`, the Content-Type header lines, the first counts."""
    if not body.strip():
        return None
    text, encoding = decode_html(body, content_type[0] if content_type else "")
    # A NUL is dropped, so that `no\0ai` cannot hide; HTML does the same in text.
    text = text.replace("\0", "")
    safe = is_safe(text)
    tree = LexborHTMLParser(text if safe else flatten(text))
    root = tree.root
    if root is None:
        return HtmlPage(encoding=encoding)
    # The content of <template> is no part of the tree anyway; noscript is, when parsed without scripting.
    tree.strip_tags(["noscript"])
    head = tree.head
    in_head = {node.mem_id for node in head.css("meta, link")} if head is not None else set()
    base = tree.css_first("base[href]")
    title = tree.css_first("head > title") or tree.css_first("title")
    language = _attribute(tree.css_first("html"), "lang")
    return HtmlPage(
        metas=tuple(_metas(tree, in_head)),
        links=tuple(_links(tree, in_head)),
        scripts=tuple(_scripts(tree)),
        language=language.lower()[:35],
        title=" ".join(title.text()[:_MAX_VALUE].split()) if title is not None else "",
        base=_attribute(base, "href"),
        encoding=encoding,
        flattened=not safe,
        _tree=tree,
    )


def _attribute(node: LexborNode | None, name: str) -> str:
    if node is None:
        return ""
    value = node.attributes.get(name)
    return value[:_MAX_VALUE].strip() if value else ""


class _Places:
    """Names for places, numbered from the second of a kind on."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}

    def name(self, kind: str) -> str:
        """`kind`, then `kind [2]`, `kind [3]`, …"""
        kind = kind[:120].rstrip()
        number = self._count[kind] = self._count.get(kind, 0) + 1
        return kind if number == 1 else f"{kind} [{number}]"


def _metas(tree: LexborHTMLParser, in_head: set[int]) -> Iterator[Meta]:
    places = _Places()
    for node in tree.css("meta")[:_MAX_ELEMENTS]:
        for attribute in ("name", "property", "http-equiv"):
            name = " ".join(_attribute(node, attribute).lower().split())
            if name:
                yield Meta(
                    name=name,
                    content=_attribute(node, "content"),
                    place=places.name(f"meta {name}"),
                    attribute=attribute,
                    in_head=node.mem_id in in_head,
                )
                break


def _links(tree: LexborHTMLParser, in_head: set[int]) -> Iterator[HtmlLink]:
    places = _Places()
    count = 0
    for node in tree.css("link[rel], a[rel], area[rel]"):
        rel = frozenset(_attribute(node, "rel").lower().split())
        element = node.tag or ""
        if not rel or (element != "link" and rel <= _IDLE_RELS):
            continue
        count += 1
        if count > _MAX_ELEMENTS:
            return
        yield HtmlLink(
            rel=rel,
            type=_attribute(node, "type").split(";")[0].strip().lower(),
            href=_attribute(node, "href"),
            in_head=node.mem_id in in_head,
            element=element,
            place=places.name(f"{element} {' '.join(sorted(rel))}"),
        )


def _scripts(tree: LexborHTMLParser) -> Iterator[InlineScript]:
    places = _Places()
    for node in tree.css("script[type]")[:_MAX_ELEMENTS]:
        kind = _attribute(node, "type").split(";")[0].strip().lower()
        if kind in _CODE_TYPES or "src" in node.attributes:
            continue
        yield InlineScript(type=kind, text=node.text()[:_MAX_SCRIPT], place=places.name(f"script {kind}"))
