"""Documents that people book, as YAML: read by a table of what may stand in them, refused with line, key and what is allowed.

One reader for all documents of a levy office. A table of schemas is a value: whoever has further documents passes another one.
Amounts are `12345` minor units or `EUR 123.45`; days are `2027-01-31`; nothing is guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import TypeVar

from agister.errors import ProcedureError
from agister.ledger import Amount
from agister.ledger.currency import CURRENCIES
from agister.levy.procedure.document_fields import Field, Schema, TableReader, Value
from agister.levy.yaml_lines import Fault, Node, Unreadable, one_line, parse_lines

#: What stands before the word of a schema, and after it.
PREFIX, VERSION = "agister.levy.", "/1"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that was read."""

    schema: str
    """Its word: `registration` for `schema: agister.levy.registration/1`."""
    values: Mapping[str, Value]
    """What stands in it; what was left out is not there."""
    digest: str
    """`sha256:…` of its bytes."""
    name: str
    """Name of the file, for messages."""

    def has(self, key: str) -> bool:
        """Whether it says something under a key."""
        return key in self.values

    def text(self, key: str, default: str = "") -> str:
        """A text, word, identifier, currency or digest; the default where it was left out."""
        return self._is(key, str) if key in self.values else default

    def day(self, key: str) -> date:
        """A day."""
        return self._is(key, date)

    def day_or_none(self, key: str) -> date | None:
        """A day, or None where it was left out."""
        return self._is(key, date) if key in self.values else None

    def money(self, key: str) -> Amount:
        """An amount with its currency."""
        return self._is(key, Amount)

    def count(self, key: str) -> int:
        """A whole number."""
        return self._is(key, int)

    def number(self, key: str) -> Fraction:
        """A share or a number, exact."""
        return self._is(key, Fraction)

    def yes(self, key: str, *, default: bool = False) -> bool:
        """Yes or no."""
        return self._is(key, bool) if key in self.values else default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where it was left out."""
        return tuple(str(item) for item in self._is(key, tuple)) if key in self.values else ()

    def table(self, key: str) -> Mapping[str, Value]:
        """A table; empty where it was left out."""
        return self._is(key, dict) if key in self.values else {}

    def rows(self, key: str) -> tuple[Mapping[str, Value], ...]:
        """A list of tables; empty where it was left out."""
        return self._is(key, tuple) if key in self.values else ()

    def tree(self, key: str) -> Node | None:
        """What stands under a key, unread; None where it was left out."""
        return self._is(key, Node) if key in self.values else None

    def _is(self, key: str, kind: type[_T]) -> _T:
        value = self.values.get(key)
        if not isinstance(value, kind):
            raise ProcedureError(f"{self.name}: `{key}` is missing; write it down")
        return value


def digest_of(text: str) -> str:
    """`sha256:…` of a document as it was read."""
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogateescape')).hexdigest()}"


def parse_document(
    text: str, schemas: Mapping[str, Schema], *, name: str = "document", currency: str = "EUR"
) -> tuple[Document | None, list[Fault]]:
    """A document and everything that is wrong with it. The document is None if anything is.

    `currency`: of amounts in plain minor units, unless the document has a key `currency`.
    """
    try:
        root = parse_lines(text)
    except Unreadable as error:
        return None, [error.fault]
    said = root.at("schema")
    word = _word(said)
    schema = schemas.get(word)
    if schema is None:
        line = said.line if said is not None else root.line
        return None, [Fault(line=line, key="schema", message=f"{_called(said)}{_known(word, schemas)}")]
    reader = TableReader(currency)
    own = root.at("currency")
    if "currency" in schema.fields and own is not None and own.text in CURRENCIES:
        reader.currency = own.text
    values = reader.table(root, "", {"schema": Field(kind="text"), **schema.fields})
    if reader.faults:
        return None, reader.faults
    values.pop("schema", None)
    return Document(schema=word, values=values, digest=digest_of(text), name=name), []


def read_document(text: str, name: str, schemas: Mapping[str, Schema], *, currency: str = "EUR") -> Document:
    """A document. Raises `ProcedureError` with the faults of its file in one line."""
    found, faults = parse_document(text, schemas, name=name, currency=currency)
    if found is None:
        raise ProcedureError(f"{name} is refused: {one_line(faults)}")
    return found


def schema_word(text: str) -> str:
    """The word of a document's schema, `return` for `agister.levy.return/1`; empty where it says none. Never raises."""
    try:
        return _word(parse_lines(text).at("schema"))
    except Unreadable:
        return ""


def _word(node: Node | None) -> str:
    said = node.text if node is not None else None
    if not said or not said.startswith(PREFIX) or not said.endswith(VERSION):
        return ""
    return said[len(PREFIX) : -len(VERSION)]


def _called(node: Node | None) -> str:
    return "is missing; " if node is None else f"is {node.kind}; "


def _known(word: str, schemas: Mapping[str, Schema]) -> str:
    near = get_close_matches(word, schemas, n=1)
    if near:
        return f"did you mean `{PREFIX}{near[0]}{VERSION}`?"
    return f"the file must say `schema: {PREFIX}WORD{VERSION}`, WORD being one of {', '.join(schemas)}"
