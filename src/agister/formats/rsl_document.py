"""RSL documents: licensing terms in XML (RSL 1.0 §2, §3), as a plain bounded tree.

No DTD, no entities, no external anything. Foreign elements are left out with all they hold (RSL 1.0 §3). What the terms
mean is said in `agister.protocols.rsl_terms`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

#: The namespace that makes a document RSL (§2.2).
NAMESPACE = "https://rslstandard.org/rsl"
#: Longest document that is parsed, in bytes; most elements; deepest nesting; most characters of text in one element.
SIZE_LIMIT = 2 * 1024 * 1024
ELEMENT_LIMIT = 20_000
DEPTH_LIMIT = 24
TEXT_LIMIT = 20_000

#: How a body begins that is meant as an RSL document: declaration, comments, doctype, then `<rsl` with any prefix. Each
#: part is taken whole (atomic), so that a hostile prologue cannot be divided in many ways.
_BEGINS = re.compile(
    rb"(?>\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\][^>]*)?>)*+<(?:[A-Za-z_][\w.-]{0,40}:)?rsl[\s>/]",
    re.DOTALL | re.IGNORECASE,
)

Namespace = Literal["right", "near", "missing", "foreign"]


@dataclass(slots=True)
class RslElement:
    """One element of the document; children in order, foreign ones left out."""

    name: str
    """Local name as written."""
    place: str
    """`content[2]/license[1]/permits[1]`; the root is `rsl`."""
    attributes: dict[str, str]
    """Attributes without a namespace, values as written."""
    text: str = ""
    children: list[RslElement] = field(default_factory=list)

    def named(self, name: str) -> list[RslElement]:
        """Children of one name, in order."""
        return [child for child in self.children if child.name == name]


@dataclass(frozen=True, slots=True, kw_only=True)
class RslDocument:
    """What a body parses to."""

    root: RslElement | None
    """None where it cannot be read; `error` and `message` then say why."""
    namespace: Namespace = "foreign"
    """`near`: `http://`, a slash or a version at the end; `missing`: `<rsl>` without a namespace."""
    prefixed: bool = False
    """Whether the root carries a prefix, as only fragments in other files should (§2.2)."""
    error: str = ""
    """`not-well-formed`, `dtd`, `too-large`, `too-deep`; empty where it was read."""
    message: str = ""


def looks_like_rsl(body: bytes) -> bool:
    """Whether the body is meant as an RSL document: its first element is called `rsl`. Linear in the prologue."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        body = body[:200_000].decode("utf-16", "replace").encode()
    return _BEGINS.match(body) is not None


def namespace_kind(uri: str) -> Namespace:
    """How a namespace relates to that of RSL."""
    if uri == NAMESPACE:
        return "right"
    if not uri:
        return "missing"
    return "near" if "rslstandard.org" in uri.lower() else "foreign"


def parse_rsl(body: bytes) -> RslDocument:
    """Read any bytes as an RSL document. Bounded in size, elements and depth; never raises."""
    if len(body) > SIZE_LIMIT:
        return RslDocument(root=None, error="too-large", message=f"longer than {SIZE_LIMIT} bytes")
    tree = _Tree()
    parser = DefusedXMLParser(target=tree, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(body.lstrip() if body[:1].isspace() else body)
        parser.close()
    except _Refused as refused:
        return RslDocument(root=None, error=refused.kind, message=refused.message)
    except DefusedXmlException:
        return RslDocument(root=None, error="dtd", message="document types and entities are not read")
    except (ParseError, ValueError, LookupError) as error:
        return RslDocument(root=None, error="not-well-formed", message=str(error)[:200])
    root = tree.root
    if root is None:
        return RslDocument(root=None, error="not-well-formed", message="no element")
    return RslDocument(root=root, namespace=tree.namespace, prefixed=_PREFIXED.search(body[:200_000]) is not None)


_PREFIXED = re.compile(rb"<[A-Za-z_][\w.-]{0,40}:rsl[\s>/]")


class _Refused(Exception):
    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


class _Tree:
    """Target of the parser: builds the tree, and stops it where it grows beyond reason."""

    def __init__(self) -> None:
        self.root: RslElement | None = None
        self.namespace: Namespace = "foreign"
        self._uri = ""
        self._open: list[RslElement] = []
        self._counts: list[dict[str, int]] = []
        self._text: list[list[str]] = []
        self._room: list[int] = []
        self._foreign = 0
        self._elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > ELEMENT_LIMIT:
            raise _Refused("too-large", f"more than {ELEMENT_LIMIT} elements")
        if len(self._open) + self._foreign >= DEPTH_LIMIT:
            raise _Refused("too-deep", f"nested deeper than {DEPTH_LIMIT} levels")
        uri, _, name = tag.rpartition("}")
        uri = uri[1:]
        if self._foreign or (self._open and uri != self._uri):
            self._foreign += 1
            return
        place = name
        if self._open:
            counts = self._counts[-1]
            counts[name] = counts.get(name, 0) + 1
            step = f"{name[:40]}[{counts[name]}]"
            place = step if len(self._open) == 1 else f"{self._open[-1].place}/{step}"
        plain = {key: value[:TEXT_LIMIT] for key, value in attributes.items() if "}" not in key}
        element = RslElement(name, place, plain)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root, self._uri, self.namespace = element, uri, namespace_kind(uri)
        self._open.append(element)
        self._counts.append({})
        self._text.append([])
        self._room.append(TEXT_LIMIT)

    def data(self, text: str) -> None:
        if self._foreign or not self._open or self._room[-1] <= 0:
            return
        self._text[-1].append(text[: self._room[-1]])
        self._room[-1] -= len(text)

    def end(self, _tag: str) -> None:
        if self._foreign:
            self._foreign -= 1
            return
        self._open.pop().text = "".join(self._text.pop()).strip()
        self._counts.pop()
        self._room.pop()

    def close(self) -> None:
        """Nothing more: the tree is in `root`."""
