"""Scenarios for tests, through the same files that people write: JSON is YAML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from agister.simulation.scenario import Scenario
from agister.simulation.scenario_file import load_scenario

KEY = (
    b"kind: first_cut\nfirst: {administration: 2%}\nthen: purposes\n"
    b"within: {purposes: {kind: fixed, weights: {commons: 3, adaptation: 1}}}\n"
)


def given(low: str, central: str, high: str, **more: str) -> dict[str, str]:
    """A range with a source."""
    return {"low": low, "central": central, "high": high, "source": "a test", **more}


#: Three groups: one of two members that makes a loss, one that licenses, one that is small.
CONTENT: dict[str, Any] = {
    "schema": "agister.levy.scenario/1",
    "title": "A small world",
    "question": "What comes in?",
    "currency": "EUR",
    "exchange": {"USD": {"rate": "9/10", "source": "a test"}},
    "years": {"first": 2027, "last": 2029},
    "providers": [
        {
            "name": "Large head", "group": "Large", "world_revenue": "USD 3bn", "growth": given("-10%", "20%", "50%"),
            "territorial_share": given("10%", "20%", "30%"), "profit_margin": given("-30%", "-10%", "20%"), "public_share": "80%",
        },
        {"name": "Large branch", "group": "Large", "world_revenue": "EUR 1bn", "territorial_share": "30%", "profit_margin": "-5%",
         "public_share": "80%", "licence_payments": "0.1%"},
        {"name": "Licensed", "world_revenue": "EUR 4bn", "territorial_share": "20%", "licence_payments": "3%", "profit_margin": "15%"},
        {"name": "Small", "count": 3, "world_revenue": given("EUR 20m", "EUR 40m", "EUR 90m", shape="lognormal"),
         "territorial_share": "50%", "profit_margin": "5%"},
    ],
    "designs": [
        {"name": "model act", "act": "model-act"},
        {"name": "one percent", "act": "essay", "set": {"rate": "1/100"}},
        {"name": "residual", "act": "essay", "base": "residual_profit", "set": {"rate": "1/10", "routine_margin": "1/10"}},
        {"name": "windfall", "act": "essay", "base": "windfall", "set": {"rate": "1/10", "windfall_from": "10000000000"}},
    ],
    "changes": [
        {"name": "no credit", "of": "model act", "without": ["credit_cap"]},
        {"name": "two percent", "of": "one percent", "set": {"rate": "2/100"}},
        {"name": "no free slice", "of": "model act", "without": ["allowance"]},
    ],
    "cases": [
        {"name": "half the revenue", "source": "a test", "changes": [{"times": {"world_revenue": "1/2"}}]},
        {"name": "Licensed makes a loss", "changes": [{"providers": ["Licensed"], "put": {"profit_margin": "-10%"}}]},
    ],
    "key": "key.yaml",
    "administration": {"set_up": "EUR 2m", "yearly": given("EUR 1m", "EUR 2m", "EUR 3m"), "per_payer": "EUR 10k"},
    "monte_carlo": {"draws": 200, "seed": 7},
    "notes": ["a note"],
}  # fmt: skip


def scenario_text(**changes: Any) -> str:
    """The file of the small world, with other sections."""
    return json.dumps({key: value for key, value in {**CONTENT, **changes}.items() if value is not None})


def scenario(files: Mapping[str, bytes] | None = None, **changes: Any) -> Scenario:
    """The small world, with other sections."""
    beside = {"key.yaml": KEY, **(files or {})}

    def read(name: str) -> bytes:
        if name not in beside:
            raise FileNotFoundError(2, "No such file or directory", name)
        return beside[name]

    return load_scenario(scenario_text(**changes), "scenario.yaml", read)
