"""The parts of a scenario file: texts, numbers and ranges, each refused with line, key and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import TypeVar

from agister.errors import AmountError
from agister.ledger import currency, exact
from agister.levy.written_values import WrongValue, read_count, read_fraction, read_text, read_word
from agister.levy.yaml_lines import Fault, Node
from agister.simulation.declared import MILLION
from agister.simulation.inputs import LARGEST_RATE, SHAPES, InputKey, Range
from agister.simulation.projection import LARGEST
from agister.simulation.scenario import round_half

_MONEY = re.compile(r"([A-Z]{3}) ([0-9]{1,30}(?:\.[0-9]{1,12})?)(?: ?(k|m|bn|tn))?", re.ASCII)
_SCALES = {None: 1, "k": 10**3, "m": 10**6, "bn": 10**9, "tn": 10**12}
# A table that is opened in a spreadsheet must not compute: names begin with a letter or a digit.
_NAME = re.compile(r"[^\W_][^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]{0,79}")
_T = TypeVar("_T")

#: Longest text that is kept, in characters.
LONGEST_TEXT = 600


@dataclass(slots=True)
class ScenarioReader:
    """Reads parts and collects what is wrong with them."""

    currency: str = "EUR"
    exchange: Mapping[str, tuple[Fraction, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, node: Node, key: str, message: str) -> None:
        self.faults.append(Fault(line=node.line, key=key, message=message))

    def kept(self, read: Callable[[], _T], key: str) -> _T | None:
        """What `read` finds; a fault is noted where it refuses."""
        try:
            return read()
        except WrongValue as error:
            self.fault(error.node, key, str(error))
            return None

    def keys(
        self, node: Node | None, path: str, known: tuple[str, ...], needed: tuple[str, ...] = ()
    ) -> dict[str, Node]:
        """The entries of a mapping that are known; faults for the others and for what is missing."""
        if node is None or node.content is None:
            return {}
        if node.mapping is None:
            self.fault(node, path, f"is {node.kind}; allowed: the keys {', '.join(known)}")
            return {}
        before = f"{path}." if path else ""
        for key in node.mapping:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"did you mean `{near[0]}`?" if near else f"allowed: {', '.join(known)}"
                line = (node.key_lines or {}).get(key, node.line)
                self.faults.append(Fault(line=line, key=before + key, message=f"is not a known key; {hint}"))
        for key in needed:
            if key not in node.mapping or node.mapping[key].content is None:
                self.fault(node, before + key, "is missing; write it down")
        return {key: value for key, value in node.mapping.items() if key in known and value.content is not None}

    def entries(self, node: Node | None, path: str, *, most: int) -> list[tuple[str, Node]]:
        """The items of a list, each with its path."""
        if node is None or node.content is None:
            return []
        if node.items is None:
            self.fault(node, path, f"is {node.kind}; allowed: a list")
            return []
        if len(node.items) > most:
            self.fault(node, path, f"has {len(node.items)} entries; allowed: at most {most}")
            return []
        return [(f"{path}[{number}]", item) for number, item in enumerate(node.items)]

    def text(self, node: Node | None, path: str, *, otherwise: str = "") -> str:
        if node is None:
            return otherwise
        found = self.kept(lambda: read_text(node), path) or otherwise
        if len(found) > LONGEST_TEXT:
            self.fault(node, path, f"has {len(found)} characters; allowed: at most {LONGEST_TEXT}")
        return found

    def name(self, node: Node | None, path: str) -> str:
        """A name that reports and tables can show."""
        found = self.text(node, path)
        if node is not None and found and not _NAME.fullmatch(found):
            self.fault(
                node,
                path,
                f"is {node.kind}; allowed: a name of at most 80 characters that begins with a letter or a digit",
            )
        return found

    def count(self, node: Node | None, path: str, *, least: int, most: int, otherwise: int) -> int:
        if node is None:
            return otherwise
        found = self.kept(lambda: read_count(node), path)
        if found is not None and not least <= found <= most:
            self.fault(node, path, f"is {found:,}; allowed: {least:,} to {most:,}")
        return otherwise if found is None else found

    def word(self, node: Node | None, path: str, words: tuple[str, ...], *, otherwise: str) -> str:
        if node is None:
            return otherwise
        return self.kept(lambda: read_word(node, words), path) or otherwise

    def factor(self, node: Node, path: str) -> Fraction:
        found = self.kept(lambda: read_fraction(node, most=1000), path)
        return Fraction(1) if found is None else found

    def range(self, node: Node, path: str, key: InputKey) -> Range | None:
        """`5 %`, or `{low: …, central: …, high: …, source: …}`, or `{value: …, source: …}`."""
        if node.text is not None:
            value = self.kept(lambda: self.number(node, key.kind), path)
            return None if value is None else Range(low=value, central=value, high=value)
        single = node.at("value") is not None
        names = ("value",) if single else ("low", "central", "high")
        found = self.keys(node, path, (*names, "source", "shape"), (*names, "source"))
        if not all(name in found for name in (*names, "source")):
            return None
        values = [self.kept(lambda item=found[name]: self.number(item, key.kind), f"{path}.{name}") for name in names]  # type: ignore[misc]
        source = self.text(found["source"], f"{path}.source")
        shape = self.word(found.get("shape"), f"{path}.shape", SHAPES, otherwise="")
        if any(value is None for value in values):
            return None
        numbers = [value for value in values if value is not None]
        low, central, high = numbers * 3 if single else numbers
        if not low <= central <= high:
            self.fault(node, path, "does not ascend; allowed: low ≤ central ≤ high")
            return None
        return Range(low=low, central=central, high=high, source=source, shape=shape)

    def number(self, node: Node, kind: str) -> int:
        """Minor units of the scenario's currency, or millionths. Raises `WrongValue`."""
        text = node.text or ""
        if kind == "money":
            return self._money(node, text)
        try:
            value = exact(text) * MILLION
        except AmountError:
            raise WrongValue(node, f"is {node.kind}; allowed: an exact number such as 20%, 1/5 or 0.2") from None
        if kind == "part" and not 0 <= value <= MILLION:
            raise WrongValue(node, f"is {node.kind}; allowed: a share from 0 to 100%")
        if kind == "rate" and abs(value) > LARGEST_RATE:
            raise WrongValue(node, f"is {node.kind}; allowed: at most {LARGEST_RATE // MILLION} times the whole")
        return round_half(value)

    def _money(self, node: Node, text: str) -> int:
        found = _MONEY.fullmatch(text)
        if found is None:
            raise WrongValue(
                node,
                f"is {node.kind}; allowed: the currency and the amount, such as `{self.currency} 2.62bn` or `{self.currency} 12.50`",
            )
        code = found[1]
        if code == self.currency:
            rate = Fraction(1)
        elif code in self.exchange:
            rate = self.exchange[code][0]
        else:
            raise WrongValue(
                node,
                f"is in {code}; allowed: {self.currency}, and what `exchange` has a rate for: {', '.join(self.exchange) or 'nothing'}",
            )
        units = round_half(exact(found[2]) * _SCALES[found[3]] * 10 ** currency(self.currency).exponent * rate)
        if units > LARGEST:
            raise WrongValue(node, f"is {node.kind}; allowed: at most {LARGEST:,} minor units")
        return units
