from __future__ import annotations

from agister.simulation import report_inputs
from agister.simulation.simulate import Simulation


def test_every_input_with_its_source(found: Simulation) -> None:
    entries = report_inputs.inputs(found)
    assert [(entry["name"], entry["count"]) for entry in entries] == [
        ("Large head", 1),
        ("Large branch", 1),
        ("Licensed", 1),
        ("Small", 3),
    ]
    growth = next(row for row in entries[0]["rows"] if row["name"] == "growth")
    assert (growth["texts"], growth["source"]) == (("−10 %", "20 %", "50 %"), "a test")
    assert "growth" not in [row["name"] for row in entries[2]["rows"]]  # left out: nothing to show


def test_the_provisions_of_each_design(found: Simulation) -> None:
    designs = report_inputs.law(found)
    assert [design["everywhere"] for design in designs] == [False, False, True, True]
    names = [name for name, _, _ in designs[0]["values"]]
    assert "taper" in names
    assert "file_months" not in names


def test_short_lists(found: Simulation) -> None:
    assert report_inputs.listed(["a", "b", "c"], 2) == "a, b and 1 more"
    assert report_inputs.counted(found, ["Small 1", "Licensed", "Small 3"]) == "Small (2 of 3), Licensed"
