"""The report of a simulation: one HTML file that needs nothing else, for whoever decides about a levy."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from agister import version
from agister.ledger import currency
from agister.simulation import plots, report_inputs, report_sections
from agister.simulation.reliefs_effect import RELIEFS, TOGETHER
from agister.simulation.report_inputs import counted
from agister.simulation.report_sections import money
from agister.simulation.simulate import Simulation
from agister.simulation.wording import RELIEF_WORDS, money_range, percent, range_texts


def render(found: Simulation) -> str:
    """The report as HTML. The same simulation gives the same bytes."""
    environment = Environment(
        loader=PackageLoader("agister.simulation"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=unbroken,
    )  # fmt: skip
    environment.globals.update(sample=plots.sample)
    template = environment.get_template("simulation_report.html.jinja")
    scenario = found.scenario
    return template.render(
        agister=version(),
        scenario=scenario,
        found=found,
        answer=answer(found),
        glance=report_sections.glance(found),
        yields=report_sections.yields(found),
        payers=report_sections.payers(found),
        curve=report_sections.curve(found),
        curve_share=percent(Fraction(scenario.curve.territorial_share, 10**6)),
        curve_margin=percent(Fraction(scenario.curve.profit_margin, 10**6)),
        cliffs=cliff_rows(found),
        splits=_splits(found),
        reliefs=_reliefs(found),
        tornadoes=report_sections.tornadoes(found),
        cases=report_sections.cases(found),
        changes=report_sections.changes(found),
        surplus=_surplus(found),
        flows=_flows(found),
        costs=_costs(found),
        swings=_swings(found),
        inputs=report_inputs.inputs(found),
        law=report_inputs.law(found),
        exchange=[(code, str(rate), source) for code, (rate, source) in scenario.exchange.items()],
    )


_AMOUNT = re.compile(r"(?<=[A-Z]{3}) (?=[−0-9])|(?<=[0-9]) (?=(?:%|k|m|bn|tn)(?![a-z]))")


def unbroken(value: object) -> object:
    """Text whose amounts and shares do not break at the end of a line."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else _AMOUNT.sub("\u00a0", value)


def answer(found: Simulation) -> list[str]:
    """The answer in sentences, the first design first: also what a terminal shows."""
    scenario = found.scenario
    sentences = []
    for design in scenario.designs:
        texts = {
            year: report_sections.year_text(found, design.name, year)
            for year in dict.fromkeys((scenario.first_year, scenario.last_year))
        }
        last = texts[scenario.last_year]
        if last["median"] != "–":
            parts = [
                f"{text['median']} in {year} ({text['drawn']} in nine draws of ten)" for year, text in texts.items()
            ]
            whom = f"{last['payers_drawn']} of {last['groups']} pay in {scenario.last_year}, the five largest {last['few_drawn']} of it"
        else:
            parts = [
                f"{text['central']} in {year} ({text['corners']} if all inputs are low or high)"
                for year, text in texts.items()
            ]
            whom = f"{last['payers']} pay in {scenario.last_year}, the five largest {last['few']} of it"
        sentences.append(f"{design.name}: {', '.join(parts)}; {whom}.")
    return sentences


def cliff_rows(found: Simulation) -> list[dict[str, Any]]:
    """For each design where one more unit of money changes the levy most, and whether that is a step."""
    unit = 10 ** currency(found.scenario.currency).exponent
    rows = []
    for number, design in enumerate(found.scenario.designs):
        own = [cliff for name, cliff in found.cliffs if name == design.name]
        largest = max(own, key=lambda cliff: abs(cliff.jump))
        rows.append(
            {
                "number": number, "name": design.name,
                "largest": money(found, abs(largest.jump)), "fact": largest.fact, "at": money(found, largest.at),
                "before": money(found, largest.before), "after": money(found, largest.after),
                "step": abs(largest.jump) > largest.slope * unit * 2,
                "all": [(cliff.fact, money(found, cliff.at), money(found, abs(cliff.jump)), percent(cliff.slope, 2)) for cliff in own],
            }
        )  # fmt: skip
    return rows


def _splits(found: Simulation) -> list[dict[str, Any]]:
    rows = []
    for number, design in enumerate(found.scenario.designs):
        own = [split for split in found.splits if split.design == design.name]
        cells = {
            (split.what, split.parts): {
                "gain": money(found, split.gain) if split.gain > split.parts else "nothing",
                "who": f"{split.group}, {split.year}",
                "all": percent(Fraction(split.all_gains, split.all_whole))
                if split.all_whole and split.gain > split.parts
                else "",
            }
            for split in own
        }
        rows.append({"number": number, "name": design.name, "cells": cells})
    return rows


def _reliefs(found: Simulation) -> list[dict[str, Any]]:
    result = []
    for number, design in enumerate(found.scenario.designs):
        names = found.reliefs[design.name]
        rows = []
        for relief in (*names, *((TOGETHER,) if len(names) > 1 else ())):
            items = [item for item in found.excused if (item.design, item.relief) == (design.name, relief)]
            total = sum(item.excused for item in items)
            whom: dict[str, int] = {}
            for item in items:
                whom[item.group] = whom.get(item.group, 0) + item.excused
            wholly = list(dict.fromkeys(item.group for item in items if item.wholly))
            partly = [
                group for group, _ in sorted(whom.items(), key=lambda pair: (-pair[1], pair[0])) if group not in wholly
            ]
            share = found.total(design.name) + total
            rows.append(
                {
                    "name": RELIEF_WORDS.get(relief, relief), "means": RELIEFS.get(relief, ""), "total": money(found, total),
                    "share": percent(Fraction(total, share)) if share else "–",
                    "wholly": counted(found, wholly) or "nobody", "partly": counted(found, partly) or "nobody",
                }
            )  # fmt: skip
        result.append({"number": number, "name": design.name, "rows": rows})
    return result


def _surplus(found: Simulation) -> list[dict[str, Any]]:
    years = list(dict.fromkeys((found.scenario.first_year, found.scenario.last_year)))
    return [
        {
            "number": number,
            "name": design.name,
            "years": [(year, report_sections.year_text(found, design.name, year)) for year in years],
        }
        for number, design in enumerate(found.scenario.designs)
    ]


def _flows(found: Simulation) -> dict[str, Any] | None:
    """What each line of the key gets of the yield of all years, purposes above what they are shared on to."""
    if not found.flows:
        return None
    lines = list(dict.fromkeys((flow.path, flow.shared_on) for flow in found.flows))
    final = [path for path, shared_on in lines if not shared_on]
    sums: dict[tuple[str, str, tuple[str, ...]], int] = {}
    for flow in found.flows:
        place = (flow.design, flow.level, flow.path)
        sums[place] = sums.get(place, 0) + flow.units
    bars, rows = [], []
    for number, design in enumerate(found.scenario.designs):
        central = [sums[design.name, "central", path] for path in final]
        bars.append((design.name, [float(units) for units in central], money(found, sum(central))))
        cells = [
            (
                money(found, sums[design.name, "central", path]),
                money_range(sums[design.name, "low", path], sums[design.name, "high", path], found.scenario.currency),
            )
            for path, _ in lines
        ]
        rows.append({"number": number, "name": design.name, "cells": cells})
    return {
        "lines": [{"name": path[-1], "depth": len(path) - 1, "shared_on": shared_on} for path, shared_on in lines],
        "names": [path[-1] for path in final],
        "rows": rows,
        "plot": plots.stacked(bars, label="yield of all years by payee"),
    }


def _costs(found: Simulation) -> dict[str, Any]:
    code = found.scenario.currency
    rules = found.scenario.administration
    rows = []
    for number, design in enumerate(found.scenario.designs):
        own = [cost for cost in found.costs if cost.design == design.name]
        total = sum(cost.total for cost in own)
        rows.append(
            {
                "number": number, "name": design.name,
                "levels": [money(found, sum(getattr(cost, level) for cost in own)) for level in ("low", "central", "high")],
                "ratio": percent(Fraction(sum(cost.central for cost in own), total)) if total else "–",
                "first": percent(own[0].ratio) if own else "–",
                "set_aside": money(found, _set_aside(found, design.name)),
            }
        )  # fmt: skip
    words = {"set_up": "to set it up, once", "yearly": "a year", "per_payer": "a year and payer"}
    given = [
        {"name": text, "texts": range_texts(getattr(rules, name), "", code), "source": getattr(rules, name).source}
        for name, text in words.items()
    ]
    return {"rows": rows, "given": given, "known": max(rules.set_up.high, rules.yearly.high, rules.per_payer.high) > 0}


def _set_aside(found: Simulation, design: str) -> int:
    """What the key gives to administration over all years, central."""
    return sum(
        flow.units
        for flow in found.flows
        if (flow.design, flow.level, flow.path[-1]) == (design, "central", "administration") and not flow.shared_on
    )


def _swings(found: Simulation) -> list[dict[str, Any]]:
    rows = []
    for number, design in enumerate(found.scenario.designs):
        for case in found.scenario.cases:
            spread = found.spread(design.name, case.name)
            if spread is None:
                continue
            rows.append(
                {
                    "number": number, "name": design.name, "case": case.name, "falling": percent(spread.falling()),
                    "nothing": percent(max(spread.nothing(place) for place in range(len(spread.years)))),
                    "reserve": money(found, spread.reserve()), "quarter": money(found, Fraction(spread.whole(50), 4 * len(spread.years))),
                    "drawn": money_range(spread.whole(5), spread.whole(95), found.scenario.currency),
                }
            )  # fmt: skip
    return rows
