"""YAML 1.1 files that people write and money depends on: every scalar stays the text that was written, with its line.

Nothing is guessed: `0.1` becomes no float, `no` no truth value, `1_000` no number; whoever asked for a number reads the text
exactly. Keys that stand twice, anchors and aliases, tags and non-text keys are refused, each with its line. Bounded in size
and depth. `parse_exact_yaml` never raises on any bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from agister.rights import Problem

#: Longest file that is read, in bytes.
SIZE_LIMIT = 4 * 1024 * 1024
#: Deepest nesting that is read.
DEPTH_LIMIT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One value as written."""

    text: str
    line: int
    quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """`- a` or `[a, b]`."""

    items: tuple[ExactNode, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`key: value`, in the order written."""

    entries: dict[str, ExactNode]
    line: int
    key_lines: dict[str, int] = field(default_factory=dict)
    """Key → line."""


ExactNode = Scalar | ItemList | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactYaml:
    """A document; `root` is None where it could not be read or is empty."""

    root: ExactNode | None
    problems: tuple[Problem, ...]


class _Refused(Exception):
    def __init__(self, kind: str, line: int, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(kind=kind, place=f"line {line}", message=message)


def parse_exact_yaml(body: bytes) -> ExactYaml:
    """The one document in `body`; what is wrong with it is a `Problem` with its line."""
    try:
        return ExactYaml(root=_document(body), problems=())
    except _Refused as refused:
        return ExactYaml(root=None, problems=(refused.problem,))


def _document(body: bytes) -> ExactNode | None:
    if len(body) > SIZE_LIMIT:
        raise _Refused("too-long", 1, f"the file is longer than {SIZE_LIMIT} bytes")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise _Refused("encoding", line, "the file is not UTF-8: save it as UTF-8") from error
    try:
        return _built(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 1 if mark is None else mark.line + 1
        raise _Refused("syntax", line, f"this is no YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position) + 1
        raise _Refused("syntax", line, "a control character that YAML does not allow") from error


def _built(text: str) -> ExactNode | None:
    """Built from the parser's events: its own composer recurses, and follows aliases."""
    stack: list[_Open] = []
    root: ExactNode | None = None
    documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = 1 if event.start_mark is None else event.start_mark.line + 1
        node: ExactNode | None = None
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Refused("documents", line, "a second document begins here: one file says one thing")
        elif isinstance(event, yaml.AliasEvent):
            raise _Refused("alias", line, f"*{event.anchor} repeats another place: write it out")
        elif isinstance(event, yaml.NodeEvent):
            _plain(event, line)
            if isinstance(event, yaml.ScalarEvent):
                node = Scalar(text=event.value, line=line, quoted=event.style is not None)
            else:
                if len(stack) >= DEPTH_LIMIT:
                    raise _Refused("depth", line, f"nested more than {DEPTH_LIMIT} levels deep")
                stack.append(_Open(line=line, table=isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            node = stack.pop().closed()
        if node is not None:
            if stack:
                stack[-1].take(node)
            else:
                root = node
    if isinstance(root, Scalar) and not root.text and not root.quoted:
        return None
    return root


def _plain(event: yaml.NodeEvent, line: int) -> None:
    if event.anchor is not None:
        raise _Refused("anchor", line, f"&{event.anchor} names a place to be repeated: write it out instead")
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":
        raise _Refused("tag", line, f"the tag {tag} is not allowed: write the value alone")


class _Open:
    """A table or list that is still being read."""

    def __init__(self, *, line: int, table: bool) -> None:
        self._line = line
        self._table = table
        self._key: Scalar | None = None
        self._entries: dict[str, ExactNode] = {}
        self._lines: dict[str, int] = {}
        self._items: list[ExactNode] = []

    def take(self, node: ExactNode) -> None:
        if not self._table:
            self._items.append(node)
        elif self._key is None:
            if not isinstance(node, Scalar):
                raise _Refused("key", node.line, "a key must be a text")
            if node.text == "<<" and not node.quoted:
                raise _Refused("merge", node.line, "<< merges another place: write it out")
            if node.text in self._entries:
                first = self._lines[node.text]
                raise _Refused("repeated", node.line, f"{node.text!r} stands twice, first in line {first}: keep one")
            self._key = node
        else:
            self._entries[self._key.text] = node
            self._lines[self._key.text] = self._key.line
            self._key = None

    def closed(self) -> ExactNode:
        if self._table:
            return Table(entries=self._entries, line=self._line, key_lines=self._lines)
        return ItemList(items=tuple(self._items), line=self._line)
