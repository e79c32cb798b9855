"""The reference of the simulation names every key of a scenario, every input, and every file that it leaves."""

from __future__ import annotations

import re

from agister.simulation import folder, scenario_file
from agister.simulation.assessed_rows import AssessedRow
from agister.simulation.inputs import INPUTS, SHAPES
from agister.simulation.scenario_file import load_scenario
from tests.places import ROOT

PAGE = (ROOT / "docs/reference/levy/simulation.md").read_text("utf-8")
EXAMPLE = ROOT / "examples" / "levy" / "scenario.yaml"


def test_every_key_and_input_is_explained() -> None:
    words = (*scenario_file._KEYS, *SHAPES, *AssessedRow._fields)
    assert [word for word in words if f"`{word}" not in PAGE] == []
    rows = {name: key.meaning for name, key in INPUTS.items()}
    missing = [name for name, text in rows.items() if not re.search(rf"\| `{name}` \|.*{re.escape(text)}", PAGE)]
    assert missing == []


def test_every_file_is_explained() -> None:
    names = (folder.REPORT, folder.ROWS, folder.ROWS_CSV, folder.DRAWS, folder.SUMMARY)
    assert [name for name in names if f"`{name}`" not in PAGE] == []


def test_the_example_can_be_simulated_and_every_range_has_its_source() -> None:
    found = load_scenario(EXAMPLE.read_text("utf-8"), EXAMPLE.name, lambda name: (EXAMPLE.parent / name).read_bytes())
    assert found.designs[0].name == "model act"
    sourceless = [
        (provider.name, name)
        for provider in found.providers
        for name, given in provider.inputs.items()
        if not given.certain and not given.source
    ]
    assert sourceless == []
