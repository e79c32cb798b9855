"""Two plots as inline SVG: where the money of the report lies, and what each purpose received, paid and holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

#: Colours that people with any kind of colour vision can tell apart, in the order in which they are used.
COLOURS = ("#1f7a4d", "#3d6fa5", "#d98a1f", "#a3272c", "#6d5a9c", "#3aa58a", "#8a6d3b", "#9a9a9a", "#444444")
_WIDTH = 1000


def where_it_went(flow: Mapping[str, Any], kept: Mapping[str, int]) -> list[tuple[str, int]]:
    """(words, minor units) of what became of the money that was there or came in; zeros and negatives left out."""
    parts = [
        ("paid to payees", flow["paid_to_payees"]),
        ("rests: payable to payees", kept.get("Payable", 0)),
        ("rests: held, with the reason", kept.get("Held", 0)),
        ("in funds, nobody entitled yet", kept.get("Fund", 0)),
        ("in pots, to be shared out", kept.get("Pot", 0)),
        ("reserve", kept.get("Reserve", 0)),
        ("costs of the office", flow["costs_of_the_office"] + kept.get("Administration", 0)),
        ("paid back, or to be paid back, to payers", flow["paid_back_to_payers"] + kept.get("Refund", 0)),
        ("not matched yet", kept.get("Suspense", 0)),
    ]
    return [(words, units) for words, units in parts if units > 0]


def strip(parts: Sequence[tuple[str, int]], label: str) -> Markup:
    """One bar of parts side by side."""
    total = sum(units for _, units in parts)
    if not total:
        return Markup("")
    found, left = [], 0
    for place, (words, units) in enumerate(parts):
        start, end = left * _WIDTH * 10 // total, (left + units) * _WIDTH * 10 // total
        left += units
        found.append(
            Markup('<rect x="{}" y="0" width="{}" height="22" fill="{}"><title>{}</title></rect>').format(
                _tenths(start), _tenths(end - start), COLOURS[place % len(COLOURS)], words
            )
        )
    return _svg(found, 22, label)


def purpose_bars(row: Mapping[str, Any], most: int) -> Markup:
    """Received above, and paid and resting below, on one scale for all purposes."""
    if most <= 0:
        return Markup("")
    received = max(row["received"] + row["opening"], 0)
    paid, rests = max(row["paid"] - row["returned"], 0), max(row["closing"], 0)
    end = paid * _WIDTH * 10 // most
    found = [
        _rect(0, received * _WIDTH * 10 // most, 0, "#9a9a9a", "opening and received"),
        _rect(0, end, 9, COLOURS[0], "paid"),
        _rect(end, rests * _WIDTH * 10 // most, 9, COLOURS[2], "rests"),
    ]
    return _svg(found, 17, f"{row['purpose']}: received, paid, resting")


def _rect(x: int, width: int, y: int, colour: str, words: str) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="8" fill="{}"><title>{}</title></rect>').format(
        _tenths(x), y, _tenths(width), colour, words
    )


def _svg(parts: Sequence[Markup], height: int, label: str) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, height, label, Markup("").join(parts)
    )


def _tenths(value: int) -> str:
    return f"{value // 10}.{value % 10}"
