"""What a report rests on: inputs with their sources, the provisions of each design, and names in short lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from agister.levy.instrument import Schedule, value_text
from agister.simulation.assessed_rows import schedules
from agister.simulation.inputs import INPUTS
from agister.simulation.report_sections import NAMED, called
from agister.simulation.simulate import Simulation
from agister.simulation.wording import INPUT_WORDS, range_texts


def inputs(found: Simulation) -> list[dict[str, Any]]:
    """Every input of every entry with its source."""
    seen: dict[str, dict[str, Any]] = {}
    for provider in found.scenario.providers:
        if provider.entry in seen:
            seen[provider.entry]["count"] += 1
            continue
        rows = [
            {"name": INPUT_WORDS[name], "texts": range_texts(given, name, found.scenario.currency), "certain": given.certain,
             "source": given.source, "shape": given.shape}
            for name, given in provider.inputs.items()
            if not (given.certain and given.central == (INPUTS[name].otherwise or 0))
        ]  # fmt: skip
        seen[provider.entry] = {
            "name": provider.entry,
            "count": 1,
            "note": provider.note,
            "group": provider.group,
            "rows": rows,
        }
    return list(seen.values())


def law(found: Simulation) -> list[dict[str, Any]]:
    """The provisions of each design on the last day of the last year."""
    year = found.scenario.last_year
    result = []
    for number, design in enumerate(found.scenario.designs):
        schedule = schedules(design, (year,))[year]
        read = {name: value for name, value in schedule.values.items() if name in _ENTERING}
        result.append(
            {
                "name": design.name, "number": number, "act": design.act.title, "id": design.act.id, "status": design.act.status,
                "base": design.base_name, "note": design.note, "everywhere": _everywhere(schedule), "without": design.without,
                "values": [(name, value_text(value.value), value.law) for name, value in sorted(read.items())],
            }
        )  # fmt: skip
    return result


def _everywhere(schedule: Schedule) -> bool:
    """Whether profit is charged wherever it is made."""
    territory = schedule.find("territory")
    shared = territory is not None and territory.value == "revenue_share" and schedule.base == "residual_profit"
    return schedule.base in ("residual_profit", "windfall") and not shared


#: Values that enter an amount.
_ENTERING = frozenset({
    "world_threshold", "local_threshold", "allowance", "rate", "brackets", "left_out_cross_border", "margin_factor",
    "routine_margin", "carry_forward", "territory", "windfall_from", "profit_brackets", "reference_product", "public_share",
    "credit_cap", "taper", "de_minimis", "rounding", "short_period",
})  # fmt: skip


def listed(names: Iterable[str], most: int = NAMED) -> str:
    """Names, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def counted(found: Simulation, groups: Sequence[str]) -> str:
    """Groups by entry, with how many of those that are alike: `OpenAI, Small provider (40 of 40)`."""
    counts: dict[str, int] = {}
    for group in groups:
        counts[called(found, group)] = counts.get(called(found, group), 0) + 1
    alike: dict[str, int] = {}
    for group in found.scenario.groups:
        alike[called(found, group)] = alike.get(called(found, group), 0) + 1
    return listed(name + (f" ({count} of {alike[name]})" if alike[name] > 1 else "") for name, count in counts.items())
