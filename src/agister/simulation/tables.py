"""What a simulation leaves beside its report: every row as Parquet and CSV, every draw as Parquet, and a summary in JSON."""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np
import pyarrow as pa

from agister import version
from agister.ledger.exact import written
from agister.simulation.assessed_rows import AssessedRow
from agister.simulation.monte_carlo import QUANTILES
from agister.simulation.simulate import Simulation
from agister.simulation.wording import decimals


def rows_table(found: Simulation) -> pa.Table:
    """One row for each assessment. Amounts in minor units."""
    columns = list(zip(*found.rows, strict=True)) or [()] * len(AssessedRow._fields)
    texts = {"design", "case", "level", "group"}
    return pa.table({
        name: pa.array(column, pa.string() if name in texts else pa.int64())
        for name, column in zip(AssessedRow._fields, columns, strict=True)
    })  # fmt: skip


def rows_csv(found: Simulation) -> str:
    """The same as CSV. No cell begins with a sign that a spreadsheet computes: names begin with a letter or a digit."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(AssessedRow._fields)
    writer.writerows(found.rows)
    return out.getvalue()


def draws_table(found: Simulation) -> pa.Table:
    """One row for each draw and year of each design and case."""
    columns: dict[str, list[pa.Array]] = {
        name: [] for name in ("design", "case", "draw", "year", "total", "payers", "largest_five")
    }
    for spread in found.spreads:
        draws, years = spread.totals.shape
        rows = draws * years
        columns["design"].append(pa.repeat(spread.design, rows))
        columns["case"].append(pa.repeat(spread.case, rows))
        columns["draw"].append(pa.array(np.repeat(np.arange(draws), years)))
        columns["year"].append(pa.array(np.tile(np.array(spread.years, np.int64), draws)))
        for name, values in (("total", spread.totals), ("payers", spread.payers), ("largest_five", spread.few)):
            columns[name].append(pa.array(values.ravel()))
    kinds = {"design": pa.string(), "case": pa.string()}
    return pa.table({name: pa.chunked_array(parts, kinds.get(name, pa.int64())) for name, parts in columns.items()})


def summary(found: Simulation) -> dict[str, Any]:
    """Everything of the report in JSON: amounts in minor units, shares as decimal texts."""
    scenario = found.scenario
    return {
        "format": "agister.levy.simulation/1",
        "agister": version(),
        "scenario": {"title": scenario.title, "digest": scenario.digest, "currency": scenario.currency, "years": list(scenario.years)},
        "assessments": len(found.rows),
        "draws": {"number": scenario.monte_carlo.draws, "seed": scenario.monte_carlo.seed},
        "designs": [_design(found, design.name) for design in scenario.designs],
        "changes": [
            {
                "name": change.name, "of": change.of, "sign": change.sign, "before": change.before.total, "after": change.after.total,
                "payer_years_before": change.before.payer_years, "payer_years_after": change.after.payer_years,
            }
            for change in found.changes
        ],
    }  # fmt: skip


def _design(found: Simulation, name: str) -> dict[str, Any]:
    scenario = found.scenario
    design = next(design for design in scenario.designs if design.name == name)
    return {
        "name": name,
        "act": design.act.id,
        "base": design.base_name,
        "set": dict(design.given),
        "without": list(design.without),
        "years": [_year(found, name, year) for year in scenario.years],
        "cases": [
            {
                "name": case.name,
                "total": {level: found.total(name, case.name, level) for level in ("low", "central", "high")},
                "draws": _quantiles(spread.whole) if (spread := found.spread(name, case.name)) else None,
            }
            for case in scenario.cases
        ],
        "cliffs": [
            {"fact": cliff.fact, "at": cliff.at, "jump": written(cliff.jump), "slope": written(cliff.slope)}
            for owner, cliff in found.cliffs
            if owner == name
        ],
        "splitting": [
            {
                "what": split.what,
                "parts": split.parts,
                "largest_gain": split.gain,
                "group": split.group,
                "year": split.year,
            }
            for split in found.splits
            if split.design == name
        ],
        "reliefs": [_relief(found, name, relief) for relief in found.reliefs[name]],
        "inputs": [
            {"input": effect.input, "low": effect.low, "central": effect.central, "high": effect.high}
            for effect in found.inputs
            if effect.design == name
        ],
        "administration": [
            {
                "year": cost.year,
                "low": cost.low,
                "central": cost.central,
                "high": cost.high,
                "ratio": decimals(cost.ratio),
            }
            for cost in found.costs
            if cost.design == name
        ],
        "reserve": spread.reserve() if (spread := found.spread(name)) else None,
        "flows": [
            {
                "level": flow.level,
                "year": flow.year,
                "path": list(flow.path),
                "units": flow.units,
                "shared_on": flow.shared_on,
            }
            for flow in found.flows
            if flow.design == name
        ],
    }


def _year(found: Simulation, name: str, year: int) -> dict[str, Any]:
    place = year - found.scenario.first_year
    levels = {level: found.year(name, year, level=level) for level in ("low", "central", "high")}
    central, spread = levels["central"], found.spread(name)
    return {
        "year": year,
        "total": {level: item.total for level, item in levels.items()},
        "draws": None
        if spread is None
        else _quantiles(lambda percent: spread.quantile(spread.totals[:, place], percent)),
        "payers": {level: item.payers for level, item in levels.items()},
        "groups": central.groups,
        "largest_five": {level: decimals(item.concentration) for level, item in levels.items()},
        "effective_rate": {level: decimals(item.effective_rate) for level, item in levels.items()},
        "levy_over_surplus": {level: decimals(item.of_surplus) for level, item in levels.items()},
        "from_losses": {level: item.from_losses for level, item in levels.items()},
    }


def _quantiles(of: Any) -> dict[str, int]:
    return {f"{percent}%": of(percent) for percent in QUANTILES}


def _relief(found: Simulation, name: str, relief: str) -> dict[str, Any]:
    items = [item for item in found.excused if (item.design, item.relief) == (name, relief)]
    whom: dict[str, int] = {}
    for item in items:
        whom[item.group] = whom.get(item.group, 0) + item.excused
    return {
        "name": relief,
        "excused": sum(whom.values()),
        "wholly": sorted({item.group for item in items if item.wholly}),
        "whom": dict(sorted(whom.items(), key=lambda pair: (-pair[1], pair[0]))),
    }
