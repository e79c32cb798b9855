"""Two plots as SVG."""

from __future__ import annotations

from typing import Any

from defusedxml.ElementTree import fromstring

from agister.publishing.levy.charts import purpose_bars, strip, where_it_went


def test_what_became_of_the_money_is_what_was_there_and_came_in(report: dict[str, Any]) -> None:
    (flow,), (identity,) = report["flows"], report["cash_identity"]
    parts = where_it_went(flow, identity["kept_for"])
    came = flow["opening"] + flow["received"] - flow["taken_back_by_banks"] + flow["corrected"]
    assert sum(units for _, units in parts) == came


def test_a_strip_fills_its_width_and_escapes_words() -> None:
    svg = fromstring(str(strip([("<a>", 1), ("b", 2)], "label")))
    rects = list(svg)
    assert sum(float(rect.attrib["width"]) for rect in rects) == 1000
    assert rects[0][0].text == "<a>"
    assert strip([], "nothing") == ""


def test_bars_are_on_one_scale() -> None:
    row = {"purpose": "a", "received": 50, "opening": 0, "paid": 30, "returned": 10, "closing": 30}
    widths = [float(rect.attrib["width"]) for rect in fromstring(str(purpose_bars(row, 100)))]
    assert widths == [500, 200, 300]
    assert purpose_bars(row, 0) == ""
