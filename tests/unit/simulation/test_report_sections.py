from __future__ import annotations

from dataclasses import replace

from agister.simulation import report_sections
from agister.simulation.simulate import Simulation


def test_the_answer_before_everything_else(found: Simulation) -> None:
    rows = report_sections.glance(found)
    assert [row["name"] for row in rows] == ["model act", "one percent", "residual", "windfall"]
    assert rows[0]["cliff"] == "EUR 100.04"
    assert rows[1]["effective"] == "1.00 %"


def test_a_year_in_words(found: Simulation) -> None:
    text = report_sections.year_text(found, "one percent", 2027)
    assert text["payers"] == "5 of 5"
    assert text["few"] == "100.0 %"
    assert " to " in text["corners"]
    assert text["median"] != "–"
    without = replace(found, spreads=())
    assert report_sections.year_text(without, "one percent", 2027)["median"] == "–"


def test_plots_for_every_design(found: Simulation) -> None:
    assert [row["name"] for row in report_sections.yields(found)] == [
        "model act",
        "one percent",
        "residual",
        "windfall",
    ]
    payers = report_sections.payers(found)
    assert [year for year, _ in payers[0]["years"]] == [2027, 2029]
    assert "Small (3 of 3)" in payers[1]["years"][0][1]
    assert report_sections.curve(found).startswith("<svg")
    assert [row["still"] for row in report_sections.tornadoes(found)][1] == ["profit margin"]


def test_cases_and_changes_have_their_signs(found: Simulation) -> None:
    half, loss = report_sections.cases(found)
    assert [cell["sign"] for cell in half["cells"]] == ["less", "less", "less", "less"]
    assert [cell["sign"] for cell in loss["cells"]] == ["the same", "the same", "less", "less"]
    assert [row["sign"] for row in report_sections.changes(found)] == ["more", "more", "more"]


def test_groups_are_called_by_their_entry_where_they_are_alike(found: Simulation) -> None:
    assert [report_sections.called(found, group) for group in found.scenario.groups] == [
        "Large",
        "Licensed",
        "Small",
        "Small",
        "Small",
    ]
