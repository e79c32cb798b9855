"""Acts as files: read from YAML, checked with messages that a lawyer understands (line, key, what is allowed)."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from agister.errors import LevyError
from agister.levy.bases import BASES
from agister.levy.instrument import CONFIDENCE, STATUS, DatedValue, Instrument, Parameter
from agister.levy.keys import VALUES
from agister.levy.timeline import gaps_and_overlaps, uncovered
from agister.levy.written_values import (
    Value,
    WrongValue,
    read_currency,
    read_day,
    read_text,
    read_value,
    read_word,
    read_yes,
)
from agister.levy.yaml_lines import Fault, Node, Unreadable, one_line, parse_lines

SCHEMA = "agister.levy.instrument/1"

_KEYS = ("schema", "instrument", "title", "status", "jurisdiction", "citation", "link", "currency", "since", "until",
         "bases", "about", "values", "parameters")  # fmt: skip
_OPTIONAL = ("until", "parameters")
_VALUE_KEYS = ("value", "since", "until", "known_since", "law", "link", "confidence", "retroactive", "note")
_VALUE_NEEDED = ("value", "since", "known_since", "law", "link", "confidence")
_PARAMETER_KEYS = ("question", "law", "link", "bases")


def read_instrument(text: str) -> tuple[Instrument | None, list[Fault]]:
    """An act and everything that is wrong with its file. The act is None if anything is."""
    try:
        root = parse_lines(text)
    except Unreadable as error:
        return None, [error.fault]
    reader = _Reader()
    act = reader.act(root)
    return (None if reader.faults else act), reader.faults


def load_instrument(text: str, name: str) -> Instrument:
    """An act. Raises `LevyError` with the faults of its file in one line."""
    act, faults = read_instrument(text)
    if act is None:
        raise LevyError(f"{name} is no act that can be used: {one_line(faults)}")
    return act


@cache
def shipped_instruments() -> dict[str, Instrument]:
    """The acts that come with agister, by id."""
    folder = files("agister.levy") / "instruments"
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda entry: entry.name
    )
    acts = [load_instrument(entry.read_text("utf-8"), entry.name) for entry in entries]
    return {act.id: act for act in acts}


class _Reader:
    """Collects the faults while it reads."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, node: Node, key: str, message: str) -> None:
        self.faults.append(Fault(line=node.line, key=key, message=message))

    def keys(self, node: Node, path: str, known: tuple[str, ...], needed: tuple[str, ...]) -> bool:
        """Whether it is a mapping; unknown and missing keys are faults."""
        if node.mapping is None:
            self.fault(node, path, f"is {node.kind}; allowed: the keys {', '.join(known)}")
            return False
        before = f"{path}." if path else ""
        for key in node.mapping:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"; did you mean `{near[0]}`?" if near else f"; allowed: {', '.join(known)}"
                line = (node.key_lines or {}).get(key, node.line)
                self.faults.append(Fault(line=line, key=before + key, message="is not a known key" + hint))
        for key in needed:
            if key not in node.mapping or node.mapping[key].content is None:
                self.fault(node.mapping.get(key, node), before + key, "is missing; each act must say it")
        return True

    def text(self, node: Node | None, path: str) -> str:
        if node is None or node.content is None:
            return ""
        try:
            return read_text(node)
        except WrongValue as error:
            self.fault(error.node, path, str(error))
            return ""

    def word(self, node: Node | None, path: str, words: tuple[str, ...], *, listed: bool = False) -> str:
        if node is None or (node.content is None and not listed):
            return ""
        try:
            return read_word(node, words)
        except WrongValue as error:
            self.fault(error.node, path, str(error))
            return ""

    def currency(self, node: Node | None) -> str:
        if node is None or node.content is None:
            return ""
        try:
            return read_currency(node)
        except WrongValue as error:
            self.fault(error.node, "currency", str(error))
            return ""

    def day(self, node: Node | None, path: str) -> date | None:
        if node is None or node.content is None:
            return None
        try:
            return read_day(node)
        except WrongValue as error:
            self.fault(error.node, path, str(error))
            return None

    def link(self, node: Node | None, path: str) -> str:
        text = self.text(node, path)
        if node is not None and text and not text.startswith(("https://", "http://")):
            self.fault(node, path, f"is {node.kind}; allowed: a link that begins with https://")
        return text

    def act(self, root: Node) -> Instrument | None:
        if root.at("schema") is None or root.mapping is None or root.mapping["schema"].text != SCHEMA:
            self.fault(root, "schema", f"the file must say `schema: {SCHEMA}`")
            return None
        self.keys(root, "", _KEYS, tuple(key for key in _KEYS if key not in _OPTIONAL))
        since, until = self.day(root.at("since"), "since"), self.day(root.at("until"), "until")
        if since and until and until <= since:
            self.fault(root.mapping["until"], "until", f"is {until}, not after `since` {since}")
        currency = self.currency(root.at("currency"))
        bases = self._bases(root.at("bases"))
        act = Instrument(
            id=self.text(root.at("instrument"), "instrument"),
            title=self.text(root.at("title"), "title"),
            status=self.word(root.at("status"), "status", STATUS),
            jurisdiction=self.text(root.at("jurisdiction"), "jurisdiction"),
            citation=self.text(root.at("citation"), "citation"),
            link=self.link(root.at("link"), "link"),
            currency=currency,
            since=since or date.min,
            until=until,
            bases=bases,
            about=self.text(root.at("about"), "about"),
            values=self._values(root.at("values"), currency or "EUR", until),
            parameters=self._parameters(root.at("parameters"), bases),
        )
        if since and not self.faults:
            self._complete(act, root)
        return act

    def _bases(self, node: Node | None) -> tuple[str, ...]:
        if node is None or node.content is None:
            return ()
        if not node.items:
            self.fault(node, "bases", f"is {node.kind}; allowed: a list of {', '.join(b.name for b in BASES)}")
            return ()
        names = tuple(base.name for base in BASES)
        return tuple(self.word(item, f"bases[{number}]", names, listed=True) for number, item in enumerate(node.items))

    def _values(self, node: Node | None, currency: str, until: date | None) -> dict[str, tuple[DatedValue, ...]]:
        if node is None or node.content is None or not self.keys(node, "values", tuple(VALUES), ()):
            return {}
        found: dict[str, tuple[DatedValue, ...]] = {}
        for name, entries in (node.mapping or {}).items():
            path = f"values.{name}"
            if name not in VALUES:
                continue
            if not entries.items:
                self.fault(entries, path, f"is {entries.kind}; allowed: a list of values, each with `since` and `law`")
                continue
            values = []
            for number, entry in enumerate(entries.items):
                value = self._value(name, entry, f"{path}[{number}]", currency)
                if value is not None:
                    values.append(value)
                    if until is not None and value.since >= until:
                        self.fault(
                            entry, f"{path}[{number}].since", f"is {value.since}, when the act is over ({until})"
                        )
            for number, message in gaps_and_overlaps(values):
                self.fault(entries.items[number], f"{path}[{number}]", message)
            found[name] = tuple(values)
        return found

    def _value(self, name: str, node: Node, path: str, currency: str) -> DatedValue | None:
        before = len(self.faults)
        if not self.keys(node, path, _VALUE_KEYS, _VALUE_NEEDED) or len(self.faults) > before:
            return None
        key = VALUES[name]
        value: Value = 0
        retroactive = False
        entry = node.mapping or {}
        try:
            value = read_value(key.kind, entry["value"], currency, key.words)
            retroactive = read_yes(entry["retroactive"]) if "retroactive" in entry else False
        except WrongValue as error:
            self.fault(error.node, f"{path}.value", str(error))
        since, until = self.day(entry["since"], f"{path}.since"), self.day(entry.get("until"), f"{path}.until")
        known = self.day(entry["known_since"], f"{path}.known_since")
        dated = DatedValue(
            name=name, value=value, since=since or date.min, until=until, known_since=known or date.min,
            law=self.text(entry["law"], f"{path}.law"), link=self.link(entry["link"], f"{path}.link"),
            confidence=self.word(entry["confidence"], f"{path}.confidence", CONFIDENCE),
            retroactive=retroactive, note=self.text(entry.get("note"), f"{path}.note"),
        )  # fmt: skip
        if until is not None and since is not None and until <= since:
            self.fault(entry["until"], f"{path}.until", f"is {until}, not after `since` {since}")
        return dated if len(self.faults) == before else None

    def _parameters(self, node: Node | None, bases: tuple[str, ...]) -> dict[str, Parameter]:
        if node is None or node.content is None or not self.keys(node, "parameters", tuple(VALUES), ()):
            return {}
        found: dict[str, Parameter] = {}
        for name, entry in (node.mapping or {}).items():
            path = f"parameters.{name}"
            if name not in VALUES or not self.keys(entry, path, _PARAMETER_KEYS, ("question", "law", "link")):
                continue
            only = entry.at("bases")
            if only is not None and not only.items:
                self.fault(only, f"{path}.bases", f"is {only.kind}; allowed: a list of {', '.join(bases)}")
            words = (only.items or ()) if only is not None else ()
            found[name] = Parameter(
                name=name,
                question=self.text(entry.at("question"), f"{path}.question"),
                law=self.text(entry.at("law"), f"{path}.law"),
                link=self.link(entry.at("link"), f"{path}.link"),
                bases=tuple(self.word(item, f"{path}.bases", bases, listed=True) for item in words),
            )
        return found

    def _complete(self, act: Instrument, root: Node) -> None:
        """Each base must find what it needs on every day of the act."""
        by_name = {base.name: base for base in BASES}
        for name in act.bases:
            for choices in (*by_name[name].needs, ("rounding",)):
                if any(choice in act.parameters for choice in choices):
                    continue
                holds = [choice for choice in choices if choice in act.values]
                wanted = " or ".join(f"`{choice}`" for choice in choices)
                if not holds:
                    self.fault(root, "values", f"{wanted} is missing; the base {name} needs it")
                    continue
                for choice in holds:
                    for message in uncovered(act.values[choice], act.since, act.until):
                        self.fault((root.at("values") or root).at(choice) or root, f"values.{choice}", message)
