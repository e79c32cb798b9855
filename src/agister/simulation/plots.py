"""Plots as inline SVG: lines with bands, bars around a middle, bars cut in parts. No script, no font file, readable in grey.

Coordinates are floats: they place ink on paper, no amount is computed from them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

#: Colours that people with any kind of colour vision can tell apart (Okabe and Ito), darkest first.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#8c6d00", "#6d5a9c", "#555555")
_DASHES = ("none", "7 3", "2 3", "9 3 2 3")

Shown = Callable[[float], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line, with a band around it where there is one."""

    points: Sequence[tuple[float, float]]
    band: Sequence[tuple[float, float, float]] = ()
    """x, low, high."""
    number: int = 0
    """Which design it is: its colour and dash."""


def colour(number: int) -> str:
    """The colour of the design with a number."""
    return COLOURS[number % len(COLOURS)]


def ticks(most: float, wanted: int = 4) -> list[float]:
    """Round numbers from zero to at least `most`."""
    if most <= 0:
        return [0.0, 1.0]
    step = 10.0 ** math.floor(math.log10(most / wanted))
    step *= next((factor for factor in (1, 2, 2.5, 5) if most / (factor * step) <= wanted), 10)
    return [number * step for number in range(math.ceil(most / step - 1e-9) + 1)]


def lines(
    curves: Sequence[Curve],
    *,
    label: str,
    x_ticks: Sequence[float],
    x_text: Shown,
    y_text: Shown,
    logarithmic: bool = False,
    most: float | None = None,
    size: tuple[int, int] = (640, 260),
) -> Markup:
    """Lines over years or sizes. `logarithmic`: the x-axis. `most`: what the y-axis reaches at least."""
    width, height = size
    left, right, top, bottom = 84, 40, 12, 32
    reached = [y for curve in curves for _, y in curve.points] + [high for curve in curves for *_, high in curve.band]
    y_ticks = ticks(max([most or 0.0, *reached]))
    place: Callable[[float], float] = math.log10 if logarithmic else float
    low_x, high_x = place(x_ticks[0]), place(x_ticks[-1])

    def at_x(value: float) -> float:
        part = (place(value) - low_x) / (high_x - low_x) if high_x > low_x else 0.5
        return left + part * (width - left - right)

    def at_y(value: float) -> float:
        return height - bottom - value / y_ticks[-1] * (height - top - bottom)

    parts: list[Markup] = []
    for value in y_ticks:
        parts.append(_line(left, at_y(value), width - right, at_y(value), "grid"))
        parts.append(_text(left - 6, at_y(value) + 4, y_text(value), "end"))
    parts.extend(_text(at_x(value), height - bottom + 18, x_text(value), "middle") for value in x_ticks)
    for curve in curves:
        ink = colour(curve.number)
        if curve.band:
            edge = [(x, low) for x, low, _ in curve.band] + [(x, high) for x, _, high in reversed(curve.band)]
            spots = " ".join(f"{at_x(x):.1f},{at_y(y):.1f}" for x, y in edge)
            parts.append(_tag("polygon", points=spots, fill=ink, opacity="0.18"))
        spots = " ".join(f"{at_x(x):.1f},{at_y(y):.1f}" for x, y in curve.points)
        dash = _DASHES[curve.number % len(_DASHES)] if len(curves) > 1 else "none"
        parts.append(_tag("polyline", points=spots, fill="none", stroke=ink, stroke_width="2.2", stroke_dasharray=dash))
        if len(curve.points) == 1:
            ((x, y),) = curve.points
            parts.append(_tag("circle", cx=f"{at_x(x):.1f}", cy=f"{at_y(y):.1f}", r="4", fill=ink))
    return _plot(width, height, label, parts)


def tornado(
    rows: Sequence[tuple[str, float, float, str, str]], middle: float, *, label: str, fill: str, width: int = 980
) -> Markup:
    """Bars around a middle: name, value at low, value at high, and both as texts. What is at low is paler."""
    step, left, right = 26, 270, 110
    values = [value for _, low, high, _, _ in rows for value in (low, high)] + [middle]
    least, span = min(values), (max(values) - min(values)) or 1.0

    def at(value: float) -> float:
        return left + (value - least) / span * (width - right - left)

    parts: list[Markup] = []
    for number, (name, low, high, low_text, high_text) in enumerate(rows):
        y = step * number + 6
        parts.append(_text(0, y + 13, _cut(name, 28), "start"))
        for value, opacity in ((low, "0.4"), (high, "0.95")):
            begin, end = sorted((at(value), at(middle)))
            parts.append(_rect(begin, y, end - begin, 16, fill, opacity))
        first, second = (low_text, high_text) if low <= high else (high_text, low_text)
        parts.append(_text(min(at(low), at(high), at(middle)) - 5, y + 13, first, "end"))
        parts.append(_text(max(at(low), at(high), at(middle)) + 5, y + 13, second, "start"))
    parts.append(_line(at(middle), 2, at(middle), step * len(rows) + 4, "axis"))
    parts.append(_text(at(middle), step * len(rows) + 17, "central", "middle"))
    return _plot(width, step * len(rows) + 22, label, parts)


def stacked(
    rows: Sequence[tuple[str, Sequence[float], str]],
    *,
    label: str,
    fills: Sequence[str] = COLOURS,
    size: tuple[int, int, int] = (980, 240, 150),
) -> Markup:
    """One bar for each row, cut in parts, all on one scale: name, lengths of the parts, text behind.

    `size`: width of all, of the names, of the texts.
    """
    step, (width, left, right) = 28, size
    most = max((sum(values) for _, values, _ in rows), default=0) or 1
    parts: list[Markup] = []
    for number, (name, values, text) in enumerate(rows):
        y, x = step * number + 4, float(left)
        parts.append(_text(left - 8, y + 14, _cut(name, left // 6), "end"))
        for place, value in enumerate(values):
            length = value / most * (width - left - right)
            parts.append(_rect(x, y, length, 19, fills[place % len(fills)], "1"))
            x += length
        parts.append(_text(x + 6, y + 14, text, "start"))
    return _plot(width, step * len(rows) + 4, label, parts)


def sample(number: int, *, dashed: bool = False) -> Markup:
    """A piece of a design's line, or a square of a colour, for a legend."""
    if not dashed:
        square = _rect(0, 0, 12, 12, colour(number), "1")
        return _tag("svg", square, class_="mark", width="12", height="12", viewBox="0 0 12 12", aria_hidden="true")
    dash = _DASHES[number % len(_DASHES)]
    stroke = _tag("path", d="M0 5H34", stroke=colour(number), stroke_width="2.6", stroke_dasharray=dash)
    return _tag("svg", stroke, class_="mark", width="34", height="10", viewBox="0 0 34 10", aria_hidden="true")


def _tag(name: str, inside: Markup | str = "", **attributes: str) -> Markup:
    """An element; everything that stands in it is escaped unless it is an element itself."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key if key == "viewBox" else key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, inside)


def _plot(width: int, height: int, label: str, parts: Sequence[Markup]) -> Markup:
    return _tag(
        "svg", Markup("").join(parts), class_="plot", viewBox=f"0 0 {width} {height}", role="img", aria_label=label
    )


def _rect(x: float, y: float, width: float, height: float, fill: str, opacity: str) -> Markup:
    return _tag(
        "rect", x=f"{x:.1f}", y=f"{y:.1f}", width=f"{width:.1f}", height=f"{height:.1f}", fill=fill, opacity=opacity
    )


def _line(x1: float, y1: float, x2: float, y2: float, name: str) -> Markup:
    return _tag("line", class_=name, x1=f"{x1:.1f}", y1=f"{y1:.1f}", x2=f"{x2:.1f}", y2=f"{y2:.1f}")


def _text(x: float, y: float, text: str, anchor: str) -> Markup:
    return _tag("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
