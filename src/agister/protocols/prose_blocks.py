"""Where words stand: blocks of comments in a robots.txt, blocks of text on a web page, and for whom a page speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from agister.formats.html import HtmlPage
from agister.formats.prose_passages import may_speak
from agister.formats.prose_terms import fold, lexicon
from agister.protocols.seen import Seen

#: About how many characters of comments are read as one block.
BLOCK_LIMIT = 20_000
#: How many short blocks after "You may not:" are read with it, and how long such blocks are at most.
_LIST_LENGTH = 12
_ITEM_LIMIT = 600
#: More lines than that between two comments end a block.
_GAP = 20

# A line of robots.txt with a # before it is a directive that somebody switched off, not a sentence.
_DIRECTIVE = re.compile(
    r"\s*(?:user[ -]?agents?|dis-?allow|allow|crawl-delay|sitemap|host|noindex|clean-param|request-rate|visit-time|"
    r"content-signal|content-usage|license)\s*:",
    re.IGNORECASE,
)
#: What people draw with around a comment.
_DRAWN = "# \t*=-_~|+<>/\\`^•·─━═│┃║╔╗╚╝╠╣┌┐└┘├┤▀▄█░▒▓—–"
_HOME = re.compile(r"(?:index|default|home)\.\w{2,5}", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Words that stand together."""

    text: str
    place: str
    """`line 3`, `lines 3-7`, `text 12 (p in footer)`, `comment 2`."""


def comment_blocks(seen: Seen) -> Iterator[Block]:
    """Comment lines of a robots.txt that stand together, with empty ones between them.

    A rule ends a block, and so does a rule that is commented out; a comment behind a rule is a block of its own. Nothing
    where no comment could speak of mining.
    """
    comments = seen.robots.comments
    if not comments or seen.body.lstrip()[:1] == b"<" or not may_speak("\n".join([text for _, text in comments])):
        return
    rules = {line.number for line in seen.robots.lines}
    raw: list[bytes] = []
    lines: list[str] = []
    first = last = size = 0
    for number, text in comments:
        if "\ufffd" in text:
            raw = raw or seen.body.splitlines()
            text = _as_windows_1252(raw, number, text)
        behind = number in rules
        directive = not behind and _DIRECTIVE.match(text) is not None
        if lines and (behind or directive or size > BLOCK_LIMIT or _ruled(rules, last, number)):
            yield Block(text="\n".join(lines), place=_place(first, last))
            lines, size = [], 0
        if behind:
            yield Block(text=text, place=_place(number, number))
        elif not directive:
            if not lines:
                first = number
            elif number > last + 1:
                lines.append("")
            lines.append(_plain(text))
            last, size = number, size + len(text)
    if lines:
        yield Block(text="\n".join(lines), place=_place(first, last))


def _plain(text: str) -> str:
    """A comment without what was drawn around it: `*** text ***`, `| text |`, `-----`. A line of drawing becomes empty."""
    return text.strip(_DRAWN)


def _ruled(rules: set[int], last: int, number: int) -> bool:
    return number - last > _GAP or any(between in rules for between in range(last + 1, number))


def _as_windows_1252(raw: list[bytes], number: int, text: str) -> str:
    """A comment that is no UTF-8: old files write § and umlauts so."""
    if number > len(raw):
        return text
    return raw[number - 1].partition(b"#")[2].decode("cp1252", "replace").strip()


def _place(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first}-{last}"


def page_blocks(page: HtmlPage) -> Iterator[Block]:
    """Visible text, then comments. Items of a list are read with the sentence that introduces them ("You may not:")."""
    lead, left, listed = "", 0, False
    for block in page.text_blocks():
        text = block.text
        introduces = text.endswith(":") and len(text) <= _ITEM_LIMIT
        item = "(li" in block.place
        if introduces and not (left and item):
            lead, left, listed = text, _LIST_LENGTH, False
        elif left and len(text) <= _ITEM_LIMIT and (item or not listed):
            left, listed = left - 1, item
            text = f"{lead} {text}"
        else:
            left = 0
        yield Block(text=text, place=block.place)
    for block in page.comment_blocks():
        yield Block(text=block.text, place=block.place)


def speaks_for_the_site(path: str) -> bool:
    """Whether a page's words are those of the whole origin: the home page, and pages named like terms or an imprint."""
    parts = [part for part in unquote(path).split("/") if part]
    if parts and _HOME.fullmatch(parts[-1]):
        parts.pop()
    if not parts:
        return True
    name = re.sub(r"[\W_]+", "-", fold(_EXTENSION.sub("", parts[-1])).lower()).strip("-")
    return len(parts) <= 4 and name in lexicon().terms_pages
