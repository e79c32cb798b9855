"""The designs of a scenario file, their changes, and the acts and keys that it names: in its own folder or below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from agister.errors import LevyError, SharingError
from agister.levy.allocations.key_file import SharingKey, parse_key
from agister.levy.instrument import Instrument
from agister.levy.instrument_file import load_instrument, shipped_instruments
from agister.levy.keys import VALUES
from agister.levy.yaml_lines import Node
from agister.simulation.act_numbers import COMPILED
from agister.simulation.scenario import FREE_SLICE, Design, DesignChange
from agister.simulation.written_scenario import ScenarioReader

_DESIGN_KEYS = ("name", "act", "base", "set", "without", "note")
#: Most designs, and most changes.
MOST_DESIGNS = 20

#: Reads a file beside the scenario by its name.
ReadBeside = Callable[[str], bytes]


class DesignSections:
    """Reads them and leaves what is wrong with the reader."""

    def __init__(self, reader: ScenarioReader, beside: ReadBeside) -> None:
        self.reader = reader
        self.beside = beside

    def designs(self, node: Node) -> list[Design]:
        found: list[Design] = []
        for path, item in self.reader.entries(node, "designs", most=MOST_DESIGNS):
            parts = self.reader.keys(item, path, _DESIGN_KEYS, ("name", "act"))
            name = self.reader.name(parts.get("name"), f"{path}.name")
            if any(design.name == name for design in found):
                self.reader.fault(item, f"{path}.name", f"{name!r} stands twice; give each design a name of its own")
            act = self._act(parts["act"], f"{path}.act") if "act" in parts else None
            if act is not None:
                found.append(self._design(parts, path, name, act))
        if not found and not self.reader.faults:
            self.reader.fault(node, "designs", "is empty; name at least one act to compare")
        return found

    def changes(self, node: Node | None, designs: list[Design]) -> list[DesignChange]:
        found = []
        by_name = {design.name: design for design in designs}
        for path, item in self.reader.entries(node, "changes", most=MOST_DESIGNS):
            parts = self.reader.keys(
                item, path, ("name", "of", "act", "base", "set", "without", "note"), ("name", "of")
            )
            name = self.reader.name(parts.get("name"), f"{path}.name")
            of = self.reader.word(parts.get("of"), f"{path}.of", tuple(by_name), otherwise="")
            if of not in by_name:
                continue
            act = self._act(parts["act"], f"{path}.act") if "act" in parts else by_name[of].act
            if act is not None:
                changed = self._design({**parts, "act": item}, path, name, act, before=by_name[of])
                found.append(DesignChange(name=name, of=of, design=changed))
        return found

    def key(self, node: Node | None) -> SharingKey | None:
        body = self._file(node, "key") if node is not None else None
        if node is None or body is None:
            return None
        try:
            return parse_key(body, file=node.text or "key")
        except SharingError as error:
            self.reader.fault(node, "key", str(error))
            return None

    def _design(
        self, parts: dict[str, Node], path: str, name: str, act: Instrument, before: Design | None = None
    ) -> Design:
        """A design; of a change, what the changed one says holds where nothing else is said."""
        reader = self.reader
        base_name = reader.word(
            parts.get("base"), f"{path}.base", act.bases, otherwise=before.base_name if before else act.bases[0]
        )
        if base_name not in COMPILED:
            reader.fault(
                parts.get("base", parts["act"]),
                f"{path}.base",
                f"{base_name!r} needs facts that a scenario does not hold; allowed: {', '.join(COMPILED)}",
            )
        given = dict(before.given) if before else {}
        for key, value in reader.keys(parts.get("set"), f"{path}.set", tuple(VALUES)).items():
            if value.text is None:
                reader.fault(
                    value, f"{path}.set.{key}", f"is {value.kind}; allowed: one value. Copy the act to change a table"
                )
            else:
                given[key] = value.text
        without = list(before.without) if before else []
        for at, item in reader.entries(parts.get("without"), f"{path}.without", most=len(VALUES)):
            without.append(reader.word(item, at, (*act.values, FREE_SLICE), otherwise=""))
        return Design(
            name=name,
            act=act,
            base_name=base_name,
            given=given,
            without=tuple(without),
            note=reader.text(parts.get("note"), f"{path}.note"),
        )

    def _act(self, node: Node, path: str) -> Instrument | None:
        """An act by id, or in a file beside the scenario."""
        word = self.reader.text(node, path)
        shipped = shipped_instruments()
        if word in shipped:
            act = shipped[word]
        elif word.endswith((".yaml", ".yml", ".json")):
            body = self._file(node, path)
            if body is None:
                return None
            try:
                act = load_instrument(body.decode("utf-8"), word)
            except (LevyError, UnicodeDecodeError) as error:
                self.reader.fault(node, path, str(error))
                return None
        else:
            self.reader.fault(node, path, f"is {node.kind}; allowed: {', '.join(shipped)}, or a file such as act.yaml")
            return None
        if act.currency != self.reader.currency:
            self.reader.fault(
                node,
                path,
                f"{word} is in {act.currency}; write the scenario in that currency, with `exchange` for others",
            )
            return None
        return act

    def _file(self, node: Node, path: str) -> bytes | None:
        name = self.reader.text(node, path)
        address = PurePosixPath(name)
        if address.is_absolute() or ".." in address.parts or "\\" in name:
            self.reader.fault(node, path, f"is {node.kind}; allowed: a file in the folder of the scenario or below")
            return None
        try:
            return self.beside(name)
        except OSError as error:
            self.reader.fault(node, path, f"{name} cannot be read: {error.strerror or error}")
            return None
