"""What the report shows, section by section: texts and plots made of a simulation."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from agister.ledger import currency
from agister.simulation import plots
from agister.simulation.inputs import LEVELS
from agister.simulation.scenario import AS_GIVEN, Design
from agister.simulation.simulate import Simulation
from agister.simulation.wording import (
    INPUT_WORDS,
    difference,
    money_range,
    percent,
    percent_range,
    short_money,
    sign_word,
)

#: What a table lists by name before it says how many more there are.
NAMED = 8


def money(found: Simulation, units: int | Fraction) -> str:
    """An amount in the scenario's currency, in three figures."""
    return short_money(units, found.scenario.currency)


def axis_money(found: Simulation) -> plots.Shown:
    """Amounts on an axis, without idle zeros."""
    return lambda units: re.sub(r"\.0+(?= |$)", "", short_money(int(units), found.scenario.currency))


def glance(found: Simulation) -> list[dict[str, Any]]:
    """One row for each design: the answer before everything else."""
    scenario = found.scenario
    rows = []
    for number, design in enumerate(scenario.designs):
        cliff = max((cliff for owner, cliff in found.cliffs if owner == design.name), key=lambda item: abs(item.jump))
        cost = [item for item in found.costs if item.design == design.name]
        rows.append(
            {
                "number": number,
                "name": design.name,
                "first": year_text(found, design.name, scenario.first_year),
                "last": year_text(found, design.name, scenario.last_year),
                "effective": percent(found.year(design.name, scenario.last_year).effective_rate, 2),
                "cliff": money(found, abs(cliff.jump)),
                "cost": percent(Fraction(sum(c.central for c in cost), total)) if (total := sum(c.total for c in cost)) else "–",
            }
        )  # fmt: skip
    return rows


def year_text(found: Simulation, design: str, year: int) -> dict[str, str]:
    """The yield of a year with its ranges, its payers and its concentration."""
    levels = {level: found.year(design, year, level=level) for level in LEVELS}
    spread = found.spread(design)
    central, code = levels["central"], found.scenario.currency
    text = {
        "central": money(found, central.total),
        "corners": money_range(levels["low"].total, levels["high"].total, code),
        "payers": f"{central.payers} of {central.groups}",
        "few": percent(central.concentration),
        "surplus": percent(central.of_surplus),
        "losing": f"{central.losing_payers}" if central.losing_payers else "none",
        "from_losses": money(found, central.from_losses),
        "median": "–",
        "drawn": "–",
        "payers_median": "–",
        "few_median": "–",
        "groups": str(central.groups),
        "payers_drawn": "–",
        "few_drawn": "–",
    }
    if spread is not None:
        place = year - found.scenario.first_year
        low, middle, high = (spread.quantile(spread.totals[:, place], part) for part in (5, 50, 95))
        text["median"], text["drawn"] = money(found, middle), money_range(low, high, code)
        text["payers_median"] = str(spread.payers_in(place, 50))
        text["few_median"] = percent(spread.concentration(place, 50))
        fewest, most = spread.payers_in(place, 5), spread.payers_in(place, 95)
        text["payers_drawn"] = f"{fewest} to {most}" if fewest < most else str(fewest)
        text["few_drawn"] = percent_range(spread.concentration(place, 5), spread.concentration(place, 95))
    return text


def yields(found: Simulation) -> list[dict[str, Any]]:
    """The yield over the years for each design, on one scale, with the band of nine draws in ten."""
    scenario = found.scenario
    years = [float(year) for year in scenario.years]
    shown = years if len(years) <= 6 else [years[0], years[len(years) // 2], years[-1]]
    curves = []
    for number, design in enumerate(scenario.designs):
        spread = found.spread(design.name)
        central = [float(found.year(design.name, year).total) for year in scenario.years]
        middle = [float(value) for value in spread.yearly(50)] if spread else central
        band = (
            list(zip(years, map(float, spread.yearly(5)), map(float, spread.yearly(95)), strict=True)) if spread else []
        )
        curves.append(plots.Curve(points=list(zip(years, middle, strict=True)), band=band, number=number))
    most = max(
        [y for curve in curves for _, y in curve.points] + [high for curve in curves for *_, high in curve.band],
        default=0.0,
    )
    return [
        {
            "name": design.name,
            "number": number,
            "plot": plots.lines(
                [curve], label=f"yield of {design.name} by year", x_ticks=shown, x_text=lambda x: str(int(x)),
                y_text=axis_money(found), most=most, size=(470, 230),
            ),
            "years": [{"year": year, **year_text(found, design.name, year)} for year in scenario.years],
        }
        for number, (design, curve) in enumerate(zip(scenario.designs, curves, strict=True))
    ]  # fmt: skip


def payers(found: Simulation) -> list[dict[str, Any]]:
    """Who pays in the first and the last year, the largest first; providers that are alike together."""
    return [
        {
            "name": design.name,
            "number": number,
            "years": [(year, _payers_in(found, design, number, year)) for year in _ends(found)],
        }
        for number, design in enumerate(found.scenario.designs)
    ]


def _ends(found: Simulation) -> list[int]:
    return list(dict.fromkeys((found.scenario.first_year, found.scenario.last_year)))


def _payers_in(found: Simulation, design: Design, number: int, year: int) -> Markup | None:
    sums: dict[str, list[int]] = {}
    for row in found.rows:
        if (row.design, row.case, row.level, row.year) == (design.name, AS_GIVEN, "central", year):
            sums.setdefault(called(found, row.group), []).append(row.amount)
    paying = {name: amounts for name, amounts in sums.items() if sum(amounts)}
    total = sum(sum(amounts) for amounts in paying.values())
    ordered = sorted(paying.items(), key=lambda pair: (-sum(pair[1]), pair[0]))
    if not ordered:
        return None
    bars = [
        (
            name + (f" ({sum(1 for amount in amounts if amount)} of {len(amounts)})" if len(amounts) > 1 else ""),
            [float(sum(amounts))],
            f"{money(found, sum(amounts))}, {percent(Fraction(sum(amounts), total))}",
        )
        for name, amounts in ordered[:NAMED]
    ]
    return plots.stacked(
        bars, label=f"who pays under {design.name} in {year}", fills=(plots.colour(number),), size=(470, 170, 140)
    )


def called(found: Simulation, group: str) -> str:
    """A group by its name, or by the entry that it shares with others alike."""
    members = found.scenario.members(group)
    return members[0].entry if len(members) == 1 else group


def curve(found: Simulation) -> Markup:
    """Effective rates of all designs by size."""
    unit = float(10 ** currency(found.scenario.currency).exponent)
    curves = []
    for number, design in enumerate(found.scenario.designs):
        points = [
            (point.local_revenue / unit, point.amount / point.local_revenue)
            for point in found.curves
            if point.design == design.name
        ]
        curves.append(plots.Curve(points=points, number=number))
    sizes = [10.0**power for power in range(5, 12)]
    code = found.scenario.currency
    return plots.lines(
        curves, label="effective rate by revenue in the territory", x_ticks=sizes, logarithmic=True, size=(980, 320),
        x_text=lambda x: short_money(int(x * unit), code).replace(".00", "").replace(".0 ", " "),
        y_text=lambda y: percent(Fraction(y).limit_denominator(10**6)).replace(".0 %", " %"),
    )  # fmt: skip


def tornadoes(found: Simulation) -> list[dict[str, Any]]:
    """What each input does to the yield of all years, for each design."""
    result = []
    for number, design in enumerate(found.scenario.designs):
        effects = [effect for effect in found.inputs if effect.design == design.name]
        moving = [effect for effect in effects if effect.span]
        rows = [
            (INPUT_WORDS[e.input], float(e.low), float(e.high), money(found, e.low), money(found, e.high))
            for e in moving
        ]
        result.append(
            {
                "name": design.name,
                "number": number,
                "central": money(found, effects[0].central) if effects else "",
                "still": [INPUT_WORDS[effect.input] for effect in effects if not effect.span],
                "plot": plots.tornado(
                    rows, float(moving[0].central), label=f"what moves the yield of {design.name}", fill=plots.colour(number)
                )
                if moving
                else None,
            }
        )  # fmt: skip
    return result


def cases(found: Simulation) -> list[dict[str, Any]]:
    """Each case beside the one as given, for each design."""
    scenario = found.scenario
    rows = []
    for case in scenario.cases[1:]:
        cells = []
        for design in scenario.designs:
            before, after = found.total(design.name), found.total(design.name, case.name)
            sign = sign_word((after > before) - (after < before))
            cells.append(
                {
                    "sign": sign,
                    "text": difference(before, after, scenario.currency),
                    "range": _drawn(found, design.name, case.name),
                }
            )
        rows.append({"name": case.name, "source": case.source, "cells": cells})
    return rows


def _drawn(found: Simulation, design: str, case: str) -> str:
    spread = found.spread(design, case)
    return money_range(spread.whole(5), spread.whole(95), found.scenario.currency) if spread else ""


def changes(found: Simulation) -> list[dict[str, Any]]:
    """Each change of design with its sign."""
    code = found.scenario.currency
    return [
        {
            "name": change.name,
            "of": change.of,
            "sign": sign_word(change.sign),
            "text": difference(change.before.total, change.after.total, code),
            "payers": change.after.payer_years - change.before.payer_years,
            "few": (_share(change.before.few, change.before.total), _share(change.after.few, change.after.total)),
        }
        for change in found.changes
    ]


def _share(part: int, whole: int) -> str:
    return percent(Fraction(part, whole)) if whole else "–"
