"""Scenarios as files: YAML, refused with line, key and what is allowed. Acts and keys that it names lie in its own folder or below."""

from __future__ import annotations

import hashlib
from fractions import Fraction

from agister.errors import LevyError
from agister.ledger.currency import CURRENCIES
from agister.levy.written_values import read_currency
from agister.levy.yaml_lines import Node, Unreadable, one_line, parse_lines
from agister.simulation.inputs import INPUTS, SHAPES, InputKey, Provider, Range, exactly
from agister.simulation.scenario import (
    AS_GIVEN,
    Administration,
    Case,
    Curve,
    InputChange,
    MonteCarlo,
    Scenario,
)
from agister.simulation.scenario_designs import DesignSections, ReadBeside
from agister.simulation.written_scenario import ScenarioReader

SCHEMA = "agister.levy.scenario/1"

_KEYS = ("schema", "title", "question", "currency", "exchange", "years", "providers", "designs", "changes", "cases", "key",
         "administration", "monte_carlo", "curve", "notes")  # fmt: skip
_NEEDED = ("schema", "title", "currency", "years", "providers", "designs")
#: Most of each, so that a file cannot ask for a week.
MOST_PROVIDERS, MOST_YEARS, MOST_CASES, MOST_DRAWS = 1000, 50, 20, 1_000_000


def load_scenario(text: str, name: str, beside: ReadBeside) -> Scenario:
    """A scenario. `beside` reads files that it names. Raises `LevyError` with the faults of the file in one line."""
    try:
        root = parse_lines(text)
    except Unreadable as error:
        raise LevyError(f"{name} is no scenario that can be simulated: {error.fault}") from None
    reader = ScenarioReader()
    found = _Sections(reader, beside).scenario(root, text)
    if found is None or reader.faults:
        raise LevyError(f"{name} is no scenario that can be simulated: {one_line(reader.faults)}")
    return found


class _Sections:
    """One method for each section of the file."""

    def __init__(self, reader: ScenarioReader, beside: ReadBeside) -> None:
        self.reader = reader
        self.named = DesignSections(reader, beside)

    def scenario(self, root: Node, text: str) -> Scenario | None:
        reader = self.reader
        schema = root.at("schema")
        if root.mapping is None or schema is None or schema.text != SCHEMA:
            reader.fault(root, "schema", f"the file must say `schema: {SCHEMA}`")
            return None
        found = reader.keys(root, "", _KEYS, _NEEDED)
        if reader.faults:
            return None
        reader.currency = reader.kept(lambda: read_currency(found["currency"]), "currency") or "EUR"
        reader.exchange = self._exchange(found.get("exchange"))
        first, last = self._years(found["years"])
        providers = self._providers(found["providers"])
        designs = self.named.designs(found["designs"])
        entries = tuple(dict.fromkeys(provider.entry for provider in providers))
        key = self.named.key(found.get("key"))
        return Scenario(
            title=reader.text(found["title"], "title"),
            question=reader.text(found.get("question"), "question"),
            currency=reader.currency,
            first_year=first,
            last_year=last,
            providers=tuple(providers),
            designs=tuple(designs),
            cases=(Case(name=AS_GIVEN), *self._cases(found.get("cases"), entries)),
            changes=tuple(self.named.changes(found.get("changes"), designs)),
            key=key,
            key_file=reader.text(found.get("key"), "key"),
            administration=self._administration(found.get("administration")),
            monte_carlo=self._monte_carlo(found.get("monte_carlo")),
            curve=self._curve(found.get("curve")),
            exchange=reader.exchange,
            notes=tuple(reader.text(item, path) for path, item in reader.entries(found.get("notes"), "notes", most=50)),
            digest=f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogateescape')).hexdigest()}",
        )

    def _exchange(self, node: Node | None) -> dict[str, tuple[Fraction, str]]:
        """Units of the scenario's currency for one unit of another."""
        found: dict[str, tuple[Fraction, str]] = {}
        for code, entry in self.reader.keys(node, "exchange", tuple(CURRENCIES)).items():
            path = f"exchange.{code}"
            parts = self.reader.keys(entry, path, ("rate", "source"), ("rate", "source"))
            if len(parts) == 2 and code != self.reader.currency:
                found[code] = (
                    self.reader.factor(parts["rate"], f"{path}.rate"),
                    self.reader.text(parts["source"], f"{path}.source"),
                )
        return found

    def _years(self, node: Node) -> tuple[int, int]:
        parts = self.reader.keys(node, "years", ("first", "last"), ("first", "last"))
        first = self.reader.count(parts.get("first"), "years.first", least=1900, most=2999, otherwise=2027)
        last = self.reader.count(parts.get("last"), "years.last", least=1900, most=2999, otherwise=first)
        if not 0 <= last - first < MOST_YEARS:
            self.reader.fault(
                node, "years", f"runs from {first} to {last}; allowed: one to {MOST_YEARS} years, the first one first"
            )
            return first, first
        return first, last

    def _providers(self, node: Node) -> list[Provider]:
        reader = self.reader
        found: list[Provider] = []
        needed = tuple(name for name, key in INPUTS.items() if key.otherwise is None)
        for path, item in reader.entries(node, "providers", most=MOST_PROVIDERS):
            parts = reader.keys(item, path, ("name", "group", "count", "note", *INPUTS), ("name", *needed))
            entry = reader.name(parts.get("name"), f"{path}.name")
            inputs = {name: exactly(key.otherwise or 0) for name, key in INPUTS.items()}
            inputs.update(self._inputs(parts, path))
            count = reader.count(parts.get("count"), f"{path}.count", least=1, most=MOST_PROVIDERS, otherwise=1)
            group, note = (
                reader.name(parts.get("group"), f"{path}.group"),
                reader.text(parts.get("note"), f"{path}.note"),
            )
            # More than are allowed are not made first and refused afterwards.
            for number in range(1, min(count, MOST_PROVIDERS + 1 - len(found)) + 1):
                name = entry if count == 1 else f"{entry} {number}"
                found.append(Provider(name=name, entry=entry, group=group or name, inputs=inputs, note=note))
        names = [provider.name for provider in found]
        if (
            twice := sorted({name for name in names if name and names.count(name) > 1})[:3]
            if len(set(names)) < len(names)
            else []
        ):
            reader.fault(node, "providers", f"has {', '.join(twice)} twice; give each provider a name of its own")
        if not found and not reader.faults:
            reader.fault(node, "providers", "is empty; name at least one provider")
        if len(found) > MOST_PROVIDERS:
            reader.fault(node, "providers", f"are too many in all; allowed: at most {MOST_PROVIDERS:,}")
        self._one_public_share(node, found)
        return found

    def _one_public_share(self, node: Node, providers: list[Provider]) -> None:
        """A group declares one share of public content."""
        shares: dict[str, Range] = {}
        for provider in providers:
            share = provider.inputs["public_share"]
            if shares.setdefault(provider.group, share) != share:
                self.reader.fault(
                    node,
                    "providers",
                    f"has different `public_share` in the group {provider.group!r}; a group declares one",
                )
                return

    def _inputs(self, parts: dict[str, Node], path: str) -> dict[str, Range]:
        found = {}
        for name, key in INPUTS.items():
            if name in parts and (given := self.reader.range(parts[name], f"{path}.{name}", key)) is not None:
                found[name] = given
        return found

    def _cases(self, node: Node | None, entries: tuple[str, ...]) -> list[Case]:
        reader = self.reader
        found: list[Case] = []
        for path, item in reader.entries(node, "cases", most=MOST_CASES):
            parts = reader.keys(item, path, ("name", "source", "changes"), ("name", "changes"))
            name = reader.name(parts.get("name"), f"{path}.name")
            if name == AS_GIVEN or any(case.name == name for case in found):
                reader.fault(item, f"{path}.name", f"{name!r} stands twice ({AS_GIVEN!r} is the case without changes)")
            changes = [
                self._input_change(at, change, entries)
                for at, change in reader.entries(parts.get("changes"), f"{path}.changes", most=100)
            ]
            found.append(
                Case(name=name, changes=tuple(changes), source=reader.text(parts.get("source"), f"{path}.source"))
            )
        return found

    def _input_change(self, path: str, node: Node, entries: tuple[str, ...]) -> InputChange:
        reader = self.reader
        parts = reader.keys(node, path, ("providers", "put", "times"))
        if "put" not in parts and "times" not in parts:
            reader.fault(node, path, "changes nothing; allowed: `put` (input: value) and `times` (input: factor)")
        names = [
            reader.word(item, at, entries, otherwise="")
            for at, item in reader.entries(parts.get("providers"), f"{path}.providers", most=MOST_PROVIDERS)
        ]  # fmt: skip
        put = self._inputs(reader.keys(parts.get("put"), f"{path}.put", tuple(INPUTS)), f"{path}.put")
        factors = reader.keys(parts.get("times"), f"{path}.times", tuple(INPUTS))
        times = {name: reader.factor(value, f"{path}.times.{name}") for name, value in factors.items()}
        return InputChange(providers=frozenset(names), put=put, times=times)

    def _administration(self, node: Node | None) -> Administration:
        money = InputKey(kind="money", meaning="a cost")
        parts = self.reader.keys(node, "administration", ("set_up", "yearly", "per_payer"))
        ranges = {
            name: self.reader.range(value, f"administration.{name}", money) or exactly(0)
            for name, value in parts.items()
        }
        return Administration(**{name: ranges.get(name, exactly(0)) for name in ("set_up", "yearly", "per_payer")})

    def _monte_carlo(self, node: Node | None) -> MonteCarlo:
        reader = self.reader
        parts = reader.keys(node, "monte_carlo", ("draws", "seed", "shape", "providers", "growth"))
        providers = reader.word(
            parts.get("providers"), "monte_carlo.providers", ("independent", "together"), otherwise="independent"
        )
        growth = reader.word(parts.get("growth"), "monte_carlo.growth", ("once", "each_year"), otherwise="once")
        return MonteCarlo(
            draws=reader.count(parts.get("draws"), "monte_carlo.draws", least=0, most=MOST_DRAWS, otherwise=10_000),
            seed=reader.count(parts.get("seed"), "monte_carlo.seed", least=0, most=2**63, otherwise=1),
            shape=reader.word(parts.get("shape"), "monte_carlo.shape", SHAPES, otherwise="triangular"),
            together=providers == "together",
            each_year=growth == "each_year",
        )

    def _curve(self, node: Node | None) -> Curve:
        parts = self.reader.keys(node, "curve", ("territorial_share", "profit_margin"))
        values = {name: given.central for name, given in self._inputs(parts, "curve").items()}
        if values.get("territorial_share") == 0 and node is not None:
            self.reader.fault(
                node, "curve.territorial_share", "is zero; allowed: more than nothing of revenue in the territory"
            )
        return Curve(**values)
