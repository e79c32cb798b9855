"""Reads Markdown pages: headings, links, and the blocks that are marked to be run.

A block runs if the word `run` follows its language: ```` ```console run ```` or ```` ```python run ````. Blocks of one
page share one empty folder, in which `examples` is the folder of that name. In a console block a line that begins with
`$ ` is a command (a final backslash continues it); the lines after it are what it must print, where a line `...` stands
for any lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.places import ROOT

_FENCE = re.compile(r"^( *)(`{3,})(\S*)(?: +(.*))?$")
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]`]|`[^`]*`)*\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block."""

    page: Path
    line: int
    language: str
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a console block and what it must print."""

    line: int
    command: str
    expected: str


def pages() -> list[Path]:
    """Every Markdown page of the repository that people read."""
    top = [*ROOT.glob("*.md"), *(ROOT / "conformance").glob("*.md")]
    return sorted([*top, *(ROOT / "docs").rglob("*.md"), *(ROOT / "changelog.d").glob("*.md")])


def blocks(page: Path) -> list[Block]:
    """All fenced blocks of a page."""
    found: list[Block] = []
    fence, start, inside, language, words = "", 0, [""], "", ("",)
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        match = _FENCE.match(line)
        if not fence and match:
            fence, start, inside = match.group(1) + match.group(2), number, []
            language, words = match.group(3), tuple((match.group(4) or "").split())
        elif fence and line.startswith(fence):
            found.append(Block(page, start, language, words, "\n".join(inside) + "\n"))
            fence = ""
        elif fence:
            # In a list the whole block is indented.
            inside.append(line.removeprefix(fence.rstrip("`")))
    assert not fence, f"{page}:{start}: a block is not closed"
    return found


def commands(block: Block) -> list[Command]:
    """The commands of a console block."""
    found: list[Command] = []
    lines = block.text.splitlines()
    index = 0
    while index < len(lines):
        start = index
        assert lines[index].startswith("$ "), f"{block.page}:{block.line + index + 1}: output without a command"
        command = lines[index][2:]
        while command.endswith("\\"):
            index += 1
            command = command[:-1] + lines[index].removeprefix("> ").lstrip()
        index += 1
        output: list[str] = []
        while index < len(lines) and not lines[index].startswith("$ "):
            output.append(lines[index])
            index += 1
        found.append(Command(block.line + start + 1, command, "".join(line + "\n" for line in output)))
    return found


def prose(page: Path) -> str:
    """The page without fenced blocks."""
    kept, fenced = [], False
    for line in page.read_text("utf-8").splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            kept.append(line)
    return "\n".join(kept)


def links(page: Path) -> list[str]:
    """Targets of all inline links."""
    return _LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """Headings as the anchors that forges make of them."""
    found: set[str] = set()
    for line in prose(page).splitlines():
        if re.match(r"#{1,6} ", line):
            heading = line.lstrip("#").strip().lower()
            found.add(re.sub(r"[^\w\- ]", "", heading).replace(" ", "-"))
    return found
