"""One table of a key file, read key by key, with messages that name line, key and what is allowed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from fractions import Fraction
from math import lcm

from agister.errors import AmountError, SharingError
from agister.formats.exact_yaml import ExactNode, ItemList, Scalar, Table
from agister.ledger.amount import minor_units
from agister.ledger.exact import exact

#: Longest name of a payee.
NAME_LIMIT = 200
#: Longest common denominator of the numbers of one table, in bits: far beyond any law, and still quick.
DENOMINATOR_BITS = 4096


class Section:
    """A table of a key file. Every reader raises `SharingError` with the place of what is wrong."""

    def __init__(self, table: Table, *, file: str, path: tuple[str, ...] = ()) -> None:
        self._table = table
        self._file = file
        self._path = path

    @property
    def names(self) -> tuple[str, ...]:
        """The keys, as written."""
        return tuple(self._table.entries)

    def __contains__(self, key: str) -> bool:
        return key in self._table.entries

    def fault(self, message: str, key: str = "", line: int | None = None) -> SharingError:
        """What is wrong, with its place in front: `key.yaml, line 3, weights → heritage: …`."""
        if line is None:
            line = self._table.key_lines.get(key, self._table.line)
        words = [f"{self._file}, line {line}", " → ".join([*self._path, *([key] if key else [])])]
        # One line, and nothing that a terminal obeys, whatever a name holds.
        words[1] = "".join(character if character.isprintable() else "?" for character in words[1])
        return SharingError(f"{', '.join(word for word in words if word)}: {message}")

    def only(self, allowed: Iterable[str]) -> None:
        """Refuse keys that nobody reads: a mistyped `floor` must not silently be no floor."""
        known = sorted(allowed)
        for key in self._table.entries:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]!r}? " if near else ""
                raise self.fault(f"this key is not known here; {hint}allowed: {', '.join(known)}", key)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty."""
        return _name(self, self.scalar(key).text, key) if key in self or default is None else default

    def number(self, key: str, default: Fraction | None = None) -> Fraction:
        """An exact number that is not negative."""
        if key not in self and default is not None:
            return default
        return _exact(self, self.scalar(key), key)

    def units(self, key: str, default: int | None = None) -> int:
        """Whole minor units that are not negative."""
        if key not in self and default is not None:
            return default
        return _units(self, self.scalar(key), key)

    def numbers(self, key: str) -> dict[str, Fraction]:
        """Payee → exact number, none negative, at least one; in per cent all or none."""
        inner = self.section(key)
        percent = {name: "%" in inner.scalar(name).text for name in inner.names}
        if len(set(percent.values())) > 1:
            odd = next(name for name, value in percent.items() if value != next(iter(percent.values())))
            raise inner.fault("some are in per cent and others not: write all of them alike", odd)
        found = {name: inner.number(name) for name in inner.names}
        together = 1
        for name, value in found.items():
            together = lcm(together, value.denominator)
            if together.bit_length() > DENOMINATOR_BITS:
                raise inner.fault("too many different fractions to compute with exactly: write them as decimals", name)
        return found

    def counts(self, key: str) -> dict[str, int]:
        """Payee → whole number that is not negative."""
        inner = self.section(key)
        return {name: inner.units(name) for name in inner.names}

    def unit_lists(self, key: str) -> dict[str, tuple[int, ...]]:
        """Payee → list of whole numbers that are not negative, possibly empty."""
        found = {}
        inner = self.section(key)
        for name, node in inner.entries():
            if not isinstance(node, ItemList):
                raise inner.fault("must be a list such as [900, 400, 100]", name)
            found[name] = tuple(_units(inner, _scalar(inner, item, name), name) for item in node.items)
        return found

    def texts(self, key: str) -> dict[str, str]:
        """Name → text that is not empty."""
        inner = self.section(key)
        return {name: inner.text(name) for name in inner.names}

    def section(self, key: str) -> Section:
        """A table below this one, whose keys are names of payees or the like."""
        node = self._node(key)
        if not isinstance(node, Table):
            raise self.fault("must hold names with values, such as {creators: 3, heritage: 1/2}", key)
        inner = Section(node, file=self._file, path=(*self._path, key))
        if not node.entries:
            raise self.fault("is empty: name at least one", key)
        for name in node.entries:
            _name(inner, name, name)
        return inner

    def entries(self) -> Iterable[tuple[str, ExactNode]]:
        """Keys and what they hold."""
        return self._table.entries.items()

    def scalar(self, key: str) -> Scalar:
        """A single value as written, not empty."""
        return _scalar(self, self._node(key), key)

    def _node(self, key: str) -> ExactNode:
        if key not in self._table.entries:
            raise self.fault(f"{key!r} is missing; this kind of key cannot do without it")
        return self._table.entries[key]


def _scalar(section: Section, node: ExactNode, key: str) -> Scalar:
    if not isinstance(node, Scalar):
        raise section.fault("must be a single value", key, node.line)
    if not node.text.strip():
        raise section.fault("has no value; between {} a comma ends an entry, a decimal is written 1.5", key, node.line)
    return node


def _exact(section: Section, scalar: Scalar, key: str) -> Fraction:
    try:
        value = exact(scalar.text)
    except AmountError as error:
        raise section.fault(str(error), key, scalar.line) from error
    if value < 0:
        raise section.fault(f"{scalar.text} is negative; it must be zero or more", key, scalar.line)
    return value


def _units(section: Section, scalar: Scalar, key: str) -> int:
    try:
        value = minor_units(scalar.text)
    except AmountError as error:
        raise section.fault(f"{scalar.text[:60]!r} is no whole number", key, scalar.line) from error
    if value < 0:
        raise section.fault(f"{scalar.text} is negative; it must be zero or more", key, scalar.line)
    return value


def _name(section: Section, text: str, key: str) -> str:
    odd = [character for character in text if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")]
    if not text.strip() or text != text.strip() or len(text) > NAME_LIMIT or odd:
        raise section.fault(
            f"a name must have 1 to {NAME_LIMIT} visible characters, without blanks around it", key[:NAME_LIMIT]
        )
    return text
