"""`agister levy simulate`: what designs of a levy would bring in, from whom and for whom, as a report with all its rows."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from agister.cli.levy_act import read_text
from agister.cli.terminal import Progress, hanging, print_json, table
from agister.errors import LevyError
from agister.simulation.folder import REPORT, write_folder
from agister.simulation.report import answer, cliff_rows
from agister.simulation.report_sections import changes, money
from agister.simulation.scenario_file import MOST_DRAWS, load_scenario
from agister.simulation.simulate import Simulation, simulate
from agister.simulation.tables import summary as as_json
from agister.simulation.wording import INPUT_WORDS

name = "simulate"
summary = "simulate designs of a levy over providers, years and cases"
description = (
    "Computes what one or several designs of a levy would bring in, who would pay, what each relief excuses and whom, what moves the "
    "result, and where the money goes, from a scenario with low, central and high inputs and their sources. Every amount is "
    "that of `agister levy assess`. Writes one HTML report, all rows as Parquet and CSV, all draws, and a summary in JSON."
)
example = "agister levy simulate examples/levy/scenario.yaml --out simulated"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The scenario and where the report goes."""
    parser.add_argument(
        "scenario", metavar="SCENARIO.yaml", type=Path, help="designs, parties and inputs with their sources"
    )
    parser.add_argument("--out", metavar="DIR", required=True, type=Path, help="folder of the report; made if absent")
    parser.add_argument(
        "--draws", metavar="N", type=int, help="Monte Carlo draws instead of those of the scenario; 0 for none"
    )
    parser.add_argument("--seed", metavar="N", type=int, help="seed of the draws instead of that of the scenario")
    parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    parser.add_argument("--quiet", action="store_true", help="no progress on the terminal")


def run(options: argparse.Namespace) -> int:
    """Simulate, write the folder, and answer the question first."""
    folder = options.scenario.parent
    scenario = load_scenario(
        read_text(options.scenario), options.scenario.name, lambda beside: (folder / beside).read_bytes()
    )
    rules = scenario.monte_carlo
    draws = rules.draws if options.draws is None else options.draws
    seed = rules.seed if options.seed is None else options.seed
    if not 0 <= draws <= MOST_DRAWS or seed < 0:
        raise LevyError(f"--draws takes 0 to {MOST_DRAWS:,}, and --seed a number that is not negative")
    scenario = replace(scenario, monte_carlo=replace(rules, draws=draws, seed=seed))
    if options.out.exists() and not options.out.is_dir():
        raise LevyError(f"{options.out} is a file; name a folder for the report")
    progress = Progress(quiet=options.quiet)
    try:
        found = simulate(scenario, progress)
    finally:
        progress.close()
    write_folder(found, options.out)
    if options.json:
        print_json(as_json(found))
        return 0
    _tell(found, options.out)
    return 0


def _tell(found: Simulation, out: Path) -> None:
    """The answer, what moves it most, and where the rest stands."""
    scenario = found.scenario
    if scenario.question:
        print(hanging(scenario.question))
    for sentence in answer(found):
        print(hanging(f"  {sentence}"))
    print("what moves the yield of all years most")
    rows = []
    for design in scenario.designs:
        effects = [effect for effect in found.inputs if effect.design == design.name and effect.span]
        if effects:
            most = effects[0]
            rows.append(
                [
                    design.name,
                    INPUT_WORDS[most.input],
                    f"{money(found, most.low)} (low) to {money(found, most.high)} (high)",
                ]
            )
    print(table(rows) if rows else "  nothing: every input is certain")
    print(f"most that one more {scenario.currency} changes")
    cliffs = [
        [row["name"], row["largest"], f"a step: {row['fact']}, at {row['at']}" if row["step"] else "no step"]
        for row in cliff_rows(found)
    ]
    print(table(cliffs))
    if found.changes:
        print("what other choices would change")
        print(table([[row["name"], f"of {row['of']}", row["sign"], row["text"]] for row in changes(found)]))
    drafts = sorted({design.act.id for design in scenario.designs if design.act.status == "draft"})
    if drafts:
        print(
            hanging(
                f"note: {', '.join(drafts)}: drafts for simulation; nobody owes this under any law, and no rate is anybody's proposal"
            )
        )
    draws = f"{scenario.monte_carlo.draws:,} draws for each of {len(scenario.cases)} cases"
    print(f"{len(found.rows):,} assessments, {draws}   report: {out / REPORT}")
