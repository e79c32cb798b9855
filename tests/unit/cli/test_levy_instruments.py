from __future__ import annotations

from tests.commands import Agister


def test_the_acts_with_their_status(agister: Agister) -> None:
    lines = [line for line in agister("levy", "instruments").out.splitlines() if not line.startswith(" ")]
    assert lines == [
        "essay   draft   EUR   turnover, residual_profit, windfall",
        "fr-private-copying   in force   EUR   devices",
        "model-act   draft   EUR   turnover",
        "uk-dst   in force   GBP   low_margin_turnover",
        "uk-gambling-levy-2025   in force   GBP   licence_class",
    ]
    found = agister("levy", "instruments", "--json").object
    assert found["essay"]["parameters"] == ["rate", "routine_margin", "windfall_from"]
    assert found["uk-dst"]["since"] == "2020-04-01"
