"""What may stand in a document, as a table, and the reader that keeps to it and collects every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import TypeVar

from agister.ledger import Amount
from agister.levy.written_values import (
    WrongValue,
    read_count,
    read_currency,
    read_day,
    read_fraction,
    read_money,
    read_text,
    read_word,
    read_yes,
)
from agister.levy.yaml_lines import Fault, Node

#: Longest text of one value, in characters.
LONGEST_TEXT = 8000
#: Most entries of one list.
MOST_ROWS = 10_000
#: What may be part of an account: a party, a period, a payee, a case.
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]{0,79}", re.ASCII)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)

#: What a value of a document is.
Value = (
    str
    | int
    | bool
    | Node
    | date
    | Fraction
    | Amount
    | tuple[str, ...]
    | tuple["Mapping[str, Value]", ...]
    | Mapping[str, "Value"]
)
_T = TypeVar("_T")


def is_identifier(text: str) -> bool:
    """Whether a text can be part of an account."""
    return bool(_IDENTIFIER.fullmatch(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A key that may stand in a document."""

    kind: str
    """`text`, `id` (an identifier: letters, digits, `. _ / + -`), `day`, `count`, `money`, `signed` (money that may be negative),
    `share` (0 to 1), `number` (exact, not negative), `yes`, `word`, `currency`, `digest`, `texts`, `ids`, `table` (keys of its
    own), `rows` (a list of tables), `any` (a mapping of words to texts), `tree` (whatever stands there, for
    whoever asks for it to read)."""
    meaning: str = ""
    needed: bool = True
    words: tuple[str, ...] = ()
    """What is allowed, where the kind is `word`."""
    fields: Mapping[str, Field] = field(default_factory=dict)
    """Keys of the table, or of each row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A kind of document."""

    meaning: str
    fields: Mapping[str, Field]


class TableReader:
    """Collects the faults while it reads."""

    def __init__(self, currency: str) -> None:
        self.faults: list[Fault] = []
        self.currency = currency

    def table(self, node: Node, path: str, fields: Mapping[str, Field]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        if node.mapping is None:
            self._fault(node, path, f"is {node.kind}; allowed: the keys {', '.join(fields)}")
            return found
        before = f"{path}." if path else ""
        for key, value in node.mapping.items():
            if key not in fields:
                near = get_close_matches(key, fields, n=1)
                hint = f"did you mean `{near[0]}`?" if near else f"allowed: {', '.join(fields)}"
                line = (node.key_lines or {}).get(key, node.line)
                self.faults.append(Fault(line=line, key=before + key, message=f"is not a known key; {hint}"))
            elif value.content is not None and (read := self._value(value, before + key, fields[key])) is not None:
                found[key] = read
        for key, asked in fields.items():
            given = node.mapping.get(key)
            if asked.needed and (given is None or given.content is None):
                hint = f" ({asked.meaning})" if asked.meaning else ""
                self._fault(node, before + key, f"is missing; write it down{hint}")
        return found

    def _value(self, node: Node, path: str, asked: Field) -> Value | None:
        match asked.kind:
            case "table":
                return self.table(node, path, asked.fields)
            case "rows":
                return tuple(
                    self.table(item, f"{path}[{number}]", asked.fields)
                    for number, item in enumerate(self._items(node, path))
                )
            case "texts" | "ids":
                read = _text if asked.kind == "texts" else _identifier
                found = [
                    self._kept(read, item, f"{path}[{number}]") for number, item in enumerate(self._items(node, path))
                ]
                return tuple(item for item in found if item is not None)
            case "tree":
                return node
            case "any":
                if node.mapping is None:
                    self._fault(node, path, f"is {node.kind}; allowed: a mapping of words to texts")
                    return None
                texts = {key: self._kept(_text, value, f"{path}.{key}") for key, value in node.mapping.items()}
                return {key: value for key, value in texts.items() if value is not None}
            case _:
                return self._kept(lambda item: self._cell(item, asked), node, path)

    def _cell(self, node: Node, asked: Field) -> Value:
        readers: dict[str, Callable[[Node], Value]] = {
            "text": _text,
            "id": _identifier,
            "day": read_day,
            "count": read_count,
            "money": lambda item: read_money(item, self.currency),
            "signed": lambda item: read_money(item, self.currency, signed=True),
            "share": lambda item: read_fraction(item, most=1),
            "number": read_fraction,
            "yes": read_yes,
            "word": lambda item: read_word(item, asked.words),
            "currency": read_currency,
            "digest": _digest,
        }
        return readers[asked.kind](node)

    def _items(self, node: Node, path: str) -> tuple[Node, ...]:
        if node.items is None:
            self._fault(node, path, f"is {node.kind}; allowed: a list")
            return ()
        if len(node.items) > MOST_ROWS:
            self._fault(node, path, f"has {len(node.items)} entries; allowed: at most {MOST_ROWS}")
            return ()
        return node.items

    def _kept(self, read: Callable[[Node], _T], node: Node, path: str) -> _T | None:
        try:
            return read(node)
        except WrongValue as error:
            self._fault(error.node, path, str(error))
            return None

    def _fault(self, node: Node, path: str, message: str) -> None:
        self.faults.append(Fault(line=node.line, key=path, message=message))


def _text(node: Node) -> str:
    text = read_text(node)
    if len(text) > LONGEST_TEXT:
        raise WrongValue(node, f"has {len(text)} characters; allowed: at most {LONGEST_TEXT}")
    return text


def _identifier(node: Node) -> str:
    text = read_text(node)
    if not _IDENTIFIER.fullmatch(text):
        raise WrongValue(
            node,
            f"is {node.kind}; allowed: an identifier of at most 80 letters, digits and . _ / + -, such as acme or 2027-Q1",
        )
    return text


def _digest(node: Node) -> str:
    text = read_text(node)
    if not _DIGEST.fullmatch(text):
        raise WrongValue(node, f"is {node.kind}; allowed: sha256: and 64 hexadecimal digits")
    return text
