"""Runs the vectors of conformance/levies/simulation: a provider's inputs → facts by year → what is due under each design."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agister.simulation.assessed_rows import assessed_rows
from agister.simulation.scenario_file import load_scenario
from tests.conformance.vectors import KINDS
from tests.places import CONFORMANCE

FILES = sorted((CONFORMANCE / "levies" / "simulation").glob("*.json"))
CONTENTS = {path.stem: json.loads(path.read_text("utf-8")) for path in FILES}


@pytest.mark.parametrize(
    ("content", "vector"),
    [
        pytest.param(content, vector, id=f"{stem}: {vector['name']}")
        for stem, content in CONTENTS.items()
        for vector in content["vectors"]
    ],
)
def test_simulation(content: dict[str, Any], vector: dict[str, Any]) -> None:
    assert vector["kind"] in KINDS
    expected = vector["expected"]
    written = {
        "schema": "agister.levy.scenario/1", "title": vector["name"], "currency": content["currency"], "years": vector["years"],
        "providers": [{"name": "The provider", **vector["provider"]}],
        "designs": [design for design in content["designs"] if design["name"] in expected["amounts"]],
    }  # fmt: skip
    scenario = load_scenario(json.dumps(written), "vector.yaml", lambda _name: b"")
    rows = [row for row in assessed_rows(scenario) if row.level == "central"]
    for name, amounts in expected["amounts"].items():
        of_design = [row for row in rows if row.design == name]
        assert [row.amount for row in of_design] == amounts, name
        for fact in ("world_revenue", "local_revenue", "world_profit"):
            if fact in expected:
                assert [getattr(row, fact) for row in of_design] == expected[fact]


def test_the_figures_of_the_design_sheet_in_millions() -> None:
    amounts = [
        {name: units for name, (units,) in vector["expected"]["amounts"].items()}
        for vector in CONTENTS["press_figures"]["vectors"]
    ]
    # In tenths of a million, as the sheet prints the model act.
    assert [amount["model act"] / 10_000_000 for amount in amounts] == [675, 1869, 429, 2589]
    assert [round(amount["1%"] / 100_000_000) for amount in amounts] == [26, 66, 18, 90]
    assert [round(amount["1.5%"] / 100_000_000) for amount in amounts] == [39, 99, 27, 135]
    assert [round(amount["5%"] / 100_000_000) for amount in amounts] == [131, 330, 90, 450]
    assert [round(amount["7%"] / 100_000_000) for amount in amounts] == [183, 462, 126, 630]
