from __future__ import annotations

import re

import pytest
from defusedxml import ElementTree

from agister.simulation import plots
from agister.simulation.plots import Curve, lines, sample, stacked, ticks, tornado


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter() if element.tag == "text"]


@pytest.mark.parametrize("most", [0.0, 1.0, 3.0, 9.99, 10.0, 11.0, 123456.0, 5e17])
def test_ticks_are_round_and_reach_the_top(most: float) -> None:
    found = ticks(most)
    assert found[0] == 0
    assert found[-1] >= most
    assert 2 <= len(found) <= 6


def test_lines_with_a_band() -> None:
    curve = Curve(points=[(2027, 1), (2028, 3)], band=[(2027, 0, 2), (2028, 2, 5)], number=1)
    found = lines([curve], label="yield", x_ticks=[2027, 2028], x_text=lambda x: str(int(x)), y_text=lambda y: f"{y:g}")
    assert {"2027", "2028", "0"} <= set(texts(found))
    assert "polygon" in found
    assert plots.colour(1) in found


def test_one_year_is_a_point_and_sizes_can_be_logarithmic() -> None:
    one = lines([Curve(points=[(2027, 1)])], label="x", x_ticks=[2027], x_text=str, y_text=str)
    assert "circle" in one
    sizes = lines(
        [Curve(points=[(10, 0.1), (1000, 0.2)]), Curve(points=[(10, 0), (1000, 0)], number=1)],
        label="x", x_ticks=[10, 100, 1000], logarithmic=True, x_text=lambda x: f"{x:g}", y_text=lambda y: f"{y:g}",
    )  # fmt: skip
    places = [float(x) for x in re.findall(r'<text x="([0-9.]+)" y="[0-9.]+" text-anchor="middle"', sizes)]
    assert round(places[1] - places[0], 1) == round(places[2] - places[1], 1)
    assert 'stroke-dasharray="7 3"' in sizes  # readable in grey


def test_bars_around_a_middle_and_bars_in_parts() -> None:
    found = tornado(
        [("growth", 5, 20, "low 5", "high 20"), ("licences", 12, 8, "low 12", "high 8")], 10, label="l", fill="#000"
    )
    assert {"growth", "low 5", "high 20", "central"} <= set(texts(found))
    widths = [float(width) for width in re.findall(r'<rect[^>]* width="([0-9.]+)"', found)]
    assert widths[0] * 2 == pytest.approx(widths[1], abs=0.3)
    bars = stacked([("a", [1, 3], "four"), ("b", [0, 0], "none")], label="l")
    assert {"a", "four", "b", "none"} <= set(texts(bars))
    assert stacked([], label="l").startswith("<svg")


def test_words_of_others_are_escaped() -> None:
    found = stacked([("<script>alert(1)</script>", [1.0], '"&')], label='"><script>')
    assert "<script" not in found
    assert ElementTree.fromstring(found).get("aria-label") == '"><script>'


def test_samples_for_legends() -> None:
    assert plots.COLOURS[2] in sample(2)
    assert "stroke-dasharray" in sample(1, dashed=True)
