"""Acts and returns as a tree of texts with line numbers, and faults that say where (`agister.formats.exact_yaml` reads)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from agister.formats.exact_yaml import ExactNode, ItemList, Scalar, parse_exact_yaml

_NULLS = {"", "~", "null", "Null", "NULL"}
# A quoted "\e[31m" or "\0" passes YAML: it would colour a caseworker's terminal or break a database text. Direction marks
# such as U+202E make an amount or a name read otherwise than it is booked. Joiners stay: several scripts need them.
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in a file: where, and what is allowed there."""

    line: int
    """Counted from 1."""
    key: str
    """Path of keys, `values.rate[2].since`; empty for the file as a whole."""
    message: str

    def __str__(self) -> str:
        return f"line {self.line}, `{self.key}`: {self.message}" if self.key else f"line {self.line}: {self.message}"


class Unreadable(Exception):
    """The text is no YAML that is read here; holds the one fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the file."""

    line: int
    content: str | tuple[Node, ...] | dict[str, Node] | None
    """A text, a list, a mapping, or None for an empty value."""
    key_lines: dict[str, int] | None = None

    @property
    def text(self) -> str | None:
        """The text, or None where it is no scalar."""
        return self.content if isinstance(self.content, str) else None

    @property
    def mapping(self) -> dict[str, Node] | None:
        """The mapping, or None where it is none."""
        return self.content if isinstance(self.content, dict) else None

    @property
    def items(self) -> tuple[Node, ...] | None:
        """The list, or None where it is none."""
        return self.content if isinstance(self.content, tuple) else None

    def at(self, key: str) -> Node | None:
        """The value of a key of a mapping; None where there is none."""
        return self.mapping.get(key) if self.mapping is not None else None

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if self.content is None:
            return "nothing"
        if isinstance(self.content, str):
            return f"the text {self.content[:40]!r}"
        return "a list" if isinstance(self.content, tuple) else "a mapping"


def parse_lines(text: str) -> Node:
    """The tree of a file. Raises `Unreadable` with line and reason."""
    found = parse_exact_yaml(text.encode("utf-8", "surrogateescape"))
    for problem in found.problems:
        raise Unreadable(Fault(line=int(problem.place.removeprefix("line ")), key="", message=problem.message))
    if found.root is None:
        raise Unreadable(Fault(line=1, key="", message="the file is empty"))
    return _node(found.root)


def _node(node: ExactNode) -> Node:
    if isinstance(node, Scalar):
        _visible(node.text, node.line, "\n\t")
        return Node(node.line, None if not node.quoted and node.text in _NULLS else node.text)
    if isinstance(node, ItemList):
        return Node(node.line, tuple(_node(item) for item in node.items))
    for key in node.entries:
        _visible(key, node.key_lines.get(key, node.line))
    return Node(node.line, {key: _node(value) for key, value in node.entries.items()}, node.key_lines)


def _visible(text: str, line: int, allowed: str = "") -> None:
    for character in text:
        hidden = unicodedata.category(character) == "Cc" or unicodedata.bidirectional(character) in _TURNING
        if hidden and character not in allowed:
            message = f"holds the invisible character U+{ord(character):04X} (a control character or a direction mark): leave it out"
            raise Unreadable(Fault(line=line, key="", message=message))


def one_line(faults: Iterator[Fault] | list[Fault], limit: int = 5) -> str:
    """Several faults in one line for an error message."""
    found = [str(fault) for fault in faults]
    more = f" (and {len(found) - limit} more)" if len(found) > limit else ""
    return "; ".join(found[:limit]) + more
