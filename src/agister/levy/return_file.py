"""Returns as files: facts in YAML, refused with line, key and what is allowed. A refused return books nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from agister.errors import LevyError
from agister.levy.contradictions import contradictions
from agister.levy.keys import FACTS
from agister.levy.levy_return import Cell, FactValue, LevyReturn, Member, Row
from agister.levy.written_values import (
    WrongValue,
    read_count,
    read_currency,
    read_day,
    read_fraction,
    read_money,
    read_text,
    read_yes,
)
from agister.levy.yaml_lines import Fault, Node, Unreadable, one_line, parse_lines

SCHEMA = "agister.levy.return/1"

_KEYS = ("schema", "id", "party", "period", "currency", "facts", "members")
_NEEDED = ("schema", "id", "party", "period", "currency", "facts")
_MEMBER_KEYS = ("name", "controlled_by", "since", "until", "facts")
_T = TypeVar("_T")


def parse_return(text: str) -> tuple[LevyReturn | None, list[Fault]]:
    """A return and everything that is wrong with its file. The return is None if anything is."""
    try:
        root = parse_lines(text)
    except Unreadable as error:
        return None, [error.fault]
    digest = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    return return_of(root, f"sha256:{digest}")


def return_of(root: Node, digest: str) -> tuple[LevyReturn | None, list[Fault]]:
    """The same from a tree: a return may be part of another document, whose digest it bears."""
    reader = _Reader()
    found = reader.levy_return(root)
    if found is None or reader.faults:
        return None, reader.faults
    return replace(found, digest=digest), []


def load_return(text: str, name: str) -> LevyReturn:
    """A return. Raises `LevyError` with the faults of its file in one line."""
    found, faults = parse_return(text)
    if found is None:
        raise LevyError(f"{name} is refused: {one_line(faults)}")
    return found


class _Reader:
    """Collects the faults while it reads."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.currency = "EUR"

    def levy_return(self, root: Node) -> LevyReturn | None:
        schema = root.at("schema")
        if root.mapping is None or schema is None or schema.text != SCHEMA:
            self.faults.append(Fault(line=root.line, key="schema", message=f"the file must say `schema: {SCHEMA}`"))
            return None
        self._keys(root, "", _KEYS, _NEEDED)
        if self.faults:
            return None
        table = root.mapping
        self.currency = self._kept(lambda: read_currency(table["currency"]), "currency") or "EUR"
        start, end = self._period(table["period"])
        found = LevyReturn(
            id=self._kept(lambda: read_text(table["id"]), "id") or "",
            party=self._kept(lambda: read_text(table["party"]), "party") or "",
            start=start,
            end=end,
            currency=self.currency,
            facts=self._facts(table["facts"], "facts"),
            members=self._members(root.at("members")),
        )
        if not self.faults:
            self.faults.extend(Fault(line=root.line, key="", message=message) for message in contradictions(found))
        return found

    def _kept(self, read: Callable[[], _T], path: str) -> _T | None:
        try:
            return read()
        except WrongValue as error:
            self.faults.append(Fault(line=error.node.line, key=path, message=str(error)))
            return None

    def _keys(self, node: Node, path: str, known: tuple[str, ...], needed: tuple[str, ...]) -> bool:
        if node.mapping is None:
            message = f"is {node.kind}; allowed: the keys {', '.join(known)}"
            self.faults.append(Fault(line=node.line, key=path, message=message))
            return False
        before = f"{path}." if path else ""
        for key in node.mapping:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"did you mean `{near[0]}`?" if near else f"allowed: {', '.join(known)}"
                line = (node.key_lines or {}).get(key, node.line)
                self.faults.append(Fault(line=line, key=before + key, message=f"is not a known key; {hint}"))
        for key in needed:
            value = node.mapping.get(key)
            if value is None or (value.content is None and key != "facts"):
                self.faults.append(Fault(line=node.line, key=before + key, message="is missing; write it down"))
        return True

    def _period(self, node: Node) -> tuple[date, date]:
        if not self._keys(node, "period", ("start", "end"), ("start", "end")) or self.faults or node.mapping is None:
            return date.min, date.max
        table = node.mapping
        start = self._kept(lambda: read_day(table["start"]), "period.start")
        end = self._kept(lambda: read_day(table["end"]), "period.end")
        if start is None or end is None:
            return date.min, date.max
        if end < start:
            message = f"is {end}, before the start {start}"
            self.faults.append(Fault(line=table["end"].line, key="period.end", message=message))
        return start, end

    def _facts(self, node: Node | None, path: str) -> dict[str, FactValue]:
        if node is None or node.content is None or not self._keys(node, path, tuple(FACTS), ()):
            return {}
        found: dict[str, FactValue] = {}
        for name, value in (node.mapping or {}).items():
            if name not in FACTS:
                continue
            key = FACTS[name]
            at = f"{path}.{name}"
            if key.kind == "rows":
                found[name] = self._rows(value, at, dict(key.columns))
            elif (cell := self._cell(key.kind, value, at)) is not None:
                found[name] = cell
        return found

    def _rows(self, node: Node, path: str, columns: dict[str, str]) -> tuple[Row, ...]:
        if node.items is None:
            message = f"is {node.kind}; allowed: a list, each entry with {', '.join(columns)}"
            self.faults.append(Fault(line=node.line, key=path, message=message))
            return ()
        needed = tuple(column for column, kind in columns.items() if not kind.endswith("?"))
        rows = []
        for number, item in enumerate(node.items):
            at = f"{path}[{number}]"
            if not self._keys(item, at, tuple(columns), needed):
                continue
            row: dict[str, Cell] = {}
            for column, value in (item.mapping or {}).items():
                if column in columns and value.content is not None:
                    cell = self._cell(columns[column].rstrip("?"), value, f"{at}.{column}")
                    if cell is not None:
                        row[column] = cell
            rows.append(row)
        return tuple(rows)

    def _cell(self, kind: str, node: Node, path: str) -> Cell | None:
        readers: dict[str, Callable[[], Cell]] = {
            "money": lambda: read_money(node, self.currency),
            "signed": lambda: read_money(node, self.currency, signed=True),
            "count": lambda: read_count(node),
            "rate": lambda: read_fraction(node, most=1),
            "yes": lambda: read_yes(node),
            "text": lambda: read_text(node),
        }
        return self._kept(readers[kind], path)

    def _members(self, node: Node | None) -> tuple[Member, ...]:
        if node is None or node.content is None:
            return ()
        if node.items is None:
            self.faults.append(Fault(line=node.line, key="members", message=f"is {node.kind}; allowed: a list"))
            return ()
        members = []
        for number, item in enumerate(node.items):
            path = f"members[{number}]"
            before = len(self.faults)
            if not self._keys(item, path, _MEMBER_KEYS, ("name", "facts")) or len(self.faults) > before:
                continue
            members.append(self._member(item, path))
        return tuple(members)

    def _member(self, node: Node, path: str) -> Member:
        def day(key: str) -> date | None:
            found = node.at(key)
            return (
                None if found is None or found.content is None else self._kept(lambda: read_day(found), f"{path}.{key}")
            )

        def text(key: str) -> str:
            found = node.at(key)
            return (
                ""
                if found is None or found.content is None
                else self._kept(lambda: read_text(found), f"{path}.{key}") or ""
            )

        return Member(
            name=text("name"),
            controlled_by=text("controlled_by"),
            since=day("since"),
            until=day("until"),
            facts=self._facts(node.at("facts"), f"{path}.facts"),
        )
