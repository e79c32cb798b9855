"""ISO 20022 messages in XML, read within bounds: no document type, no entities, limited in size, depth, elements and text.

The namespace says which message it is and in which version; elements of other namespaces are read by their local names all the
same, because banks wrap messages in envelopes and misspell namespaces. An element can be taken out as soon as it is complete, so that
a long statement is never held whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from agister.errors import PaymentError

#: Longest message, in bytes; most elements; deepest nesting; most characters of one element.
SIZE_LIMIT = 256 * 1024 * 1024
ELEMENT_LIMIT = 20_000_000
DEPTH_LIMIT = 40
TEXT_LIMIT = 20_000
#: Most elements that are held at one time: what is taken out counts no more.
HELD_LIMIT = 400_000

_MESSAGE = re.compile(r"([a-z]{4}\.[0-9]{3})\.([0-9]{3})\.([0-9]{2})(?![0-9])", re.ASCII)
_CHUNK = 1 << 20


class Element:
    """An element: its name without namespace, its text, the attribute `Ccy`, what stands in it."""

    __slots__ = ("children", "currency", "index", "name", "parent", "text")

    def __init__(self, name: str, index: int, parent: Element | None, code: str) -> None:
        self.name = name
        self.index = index
        self.parent = parent
        self.currency = code
        self.children: list[Element] = []
        self.text = ""

    @property
    def place(self) -> str:
        """`Stmt[1]/Ntry[3]/Amt[1]`, counted below the message."""
        steps = []
        at: Element | None = self
        while at is not None and at.parent is not None and at.parent.parent is not None:
            steps.append(f"{at.name[:40]}[{at.index}]")
            at = at.parent
        return "/".join(reversed(steps)) or self.name[:40]

    def all(self, path: str) -> Iterator[Element]:
        """All elements at a path of names below this one, in their order."""
        first, _, rest = path.partition("/")
        for child in self.children:
            if child.name == first:
                if rest:
                    yield from child.all(rest)
                else:
                    yield child

    def first(self, *paths: str) -> Element | None:
        """The first element at the first of these paths that has one."""
        for path in paths:
            for found in self.all(path):
                return found
        return None

    def said(self, *paths: str) -> str:
        """Its text, in one line; empty where there is none."""
        for path in paths:
            for found in self.all(path):
                if found.text:
                    return found.text
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlMessage:
    """A message: which, and its content."""

    message: str
    """`camt.053.001.08`; `camt.053` where the namespace does not say the version."""
    body: Element
    """The one element in `Document`: `BkToCstmrStmt`."""


def read_xml(
    data: bytes,
    name: str,
    bodies: dict[str, str],
    take: dict[str, Callable[[Element], None]] | None = None,
) -> XmlMessage:
    """Read a message of one of the given kinds.

    `bodies`: beginning of the name of the element in `Document` → message, `BkToCstmrStmt` → `camt.053`. `take`: name of an
    element two below that → what to do with it when it is complete; it is not kept. Raises `PaymentError` with the reason.
    """
    if len(data) > SIZE_LIMIT:
        raise PaymentError(f"{name}: longer than {SIZE_LIMIT} bytes; ask the bank for shorter statements")
    tree = _Tree(name, bodies, take or {})
    parser = DefusedXMLParser(target=tree, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        # White space before the declaration is an error of XML and a habit of banks.
        for at in range(_blanks(data), len(data), _CHUNK):
            parser.feed(data[at : at + _CHUNK])
        parser.close()
    except DefusedXmlException:
        raise PaymentError(
            f"{name}: has a document type or entities; a bank message has none, so it is not read"
        ) from None
    except PaymentError as error:
        raise (error if str(error).startswith(f"{name}: ") else PaymentError(f"{name}: {error}")) from None
    except (ParseError, ValueError, LookupError) as error:
        raise PaymentError(f"{name}: is no well-formed XML ({str(error)[:120]}); ask for the file again") from None
    if tree.body is None:
        raise PaymentError(f"{name}: holds no bank message of a kind that is read here ({_kinds(bodies.values())})")
    return XmlMessage(message=tree.message, body=tree.body)


class _Tree:
    """Target of the parser: builds what lies in `Document`, and stops it where it grows beyond reason."""

    def __init__(self, name: str, bodies: dict[str, str], take: dict[str, Callable[[Element], None]]) -> None:
        self.body: Element | None = None
        self.message = ""
        self._name = name
        self._bodies = bodies
        self._take = take
        self._open: list[Element] = []
        self._counts: list[dict[str, int]] = []
        self._text: list[list[str]] = []
        self._room = 0
        self._outside = 0
        self._elements = 0
        self._held = 0
        self._before = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if len(self._open) == 3:
            self._before = self._held
        self._held += 1
        if self._elements > ELEMENT_LIMIT or self._held > HELD_LIMIT:
            raise PaymentError(
                f"{self._name}: has more elements than are read ({self._elements}); it is refused as a whole"
            )
        if len(self._open) + self._outside >= DEPTH_LIMIT:
            raise PaymentError(f"{self._name}: is nested deeper than {DEPTH_LIMIT} levels, as no bank message is")
        uri, _, name = tag.rpartition("}")
        if not self._open:
            if name != "Document":
                self._outside += 1  # an envelope, or what stands beside the message in it
                return
            if self.body is not None:
                raise PaymentError(f"{self._name}: holds several messages in one envelope; split it")
        if self._open:
            counts = self._counts[-1]
            index = counts[name] = counts.get(name, 0) + 1
        else:
            index = 1
        parent = self._open[-1] if self._open else None
        element = Element(name, index, parent, attributes.get("Ccy", "")[:80])
        if len(self._open) == 1:
            self._begin(element, uri)
        if parent is not None:
            parent.children.append(element)
        self._open.append(element)
        self._counts.append({})
        self._text.append([])
        self._room = TEXT_LIMIT

    def data(self, text: str) -> None:
        if not self._open or self._room <= 0:
            return
        self._text[-1].append(text[: self._room])
        self._room -= len(text)

    def end(self, _tag: str) -> None:
        if not self._open:
            self._outside -= 1
            return
        element = self._open.pop()
        self._counts.pop()
        pieces = self._text.pop()
        element.text = " ".join("".join(pieces).split()) if pieces else ""
        if len(self._open) == 3 and (take := self._take.get(element.name)) is not None:
            take(element)
            self._open[-1].children.pop()
            self._held = self._before

    def close(self) -> None:
        """Nothing more: the message is in `body`."""

    def _begin(self, element: Element, uri: str) -> None:
        if self.body is not None:
            raise PaymentError(f"{self._name}: holds two messages in one document; split it")
        for beginning, kind in self._bodies.items():
            if element.name.startswith(beginning):
                match = _MESSAGE.search(uri)
                if match is not None and match[1] != kind:
                    raise PaymentError(
                        f"{self._name}: its namespace says {match[0]}, its content ({element.name}) is that of {kind}; "
                        "ask the sender which it is"
                    )
                self.message = match[0] if match else kind
                self.body = element
                return
        said = _MESSAGE.search(uri)
        raise PaymentError(
            f"{self._name}: is {said[0] if said else f'a message {element.name[:40]!r}'}, and not "
            f"{_kinds(self._bodies.values())}; nothing was read"
        )


def _blanks(data: bytes) -> int:
    at = 0
    while at < len(data) and data[at] in b" \t\r\n":
        at += 1
    return at


def _kinds(kinds: Collection[str]) -> str:
    return " or ".join(sorted(set(kinds)))
