"""The simulation: Monte-Carlo draws in seconds, and the compiled pass beside `assess`.

    python -m benchmarks.simulation [--draws N] [--providers N] [--years N]

Prints the seconds and the processor time that all draws take (draw, project, assess, tally; one case, one design), assessments a
second of the compiled pass alone and of `assess` on a sample of the same returns, one core each, their ratio, and fails unless both
agree on the sample to the minor unit. The load is generated: providers of all sizes, every input uncertain.
"""

from __future__ import annotations

import argparse
import resource
import time
from datetime import date

import numpy as np

from agister.levy.assess import assess_on
from agister.levy.instrument_file import shipped_instruments
from agister.simulation.declared import one_year
from agister.simulation.distribution import Draws
from agister.simulation.inputs import INPUTS, Provider, Range, exactly
from agister.simulation.monte_carlo import spreads
from agister.simulation.projection import project
from agister.simulation.scenario import Administration, Case, Curve, Design, MonteCarlo, Scenario
from agister.simulation.vectorised import assess_many

FIRST = 2027
SAMPLE = 20_000


def provider(number: int) -> Provider:
    """One of many, from ten thousand to ninety billion euro of revenue."""
    centre = 10 ** (6 + number % 7) * (1 + number % 9)
    ranges = {
        "world_revenue": Range(low=centre // 2, central=centre, high=3 * centre, source="generated", shape="lognormal"),
        "growth": Range(low=-200_000, central=200_000, high=600_000, source="generated"),
        "growth_kept": exactly(800_000),
        "territorial_share": Range(low=50_000, central=200_000, high=600_000, source="generated"),
        "profit_margin": Range(low=-500_000, central=100_000, high=400_000, source="generated"),
        "public_share": Range(low=400_000, central=800_000, high=1_000_000, source="generated"),
        "licence_payments": Range(low=0, central=5_000, high=20_000, source="generated"),
    }
    inputs = {name: ranges.get(name, exactly(key.otherwise or 0)) for name, key in INPUTS.items()}
    return Provider(name=f"P{number}", entry=f"P{number}", group=f"P{number}", inputs=inputs)


def scenario(draws: int, providers: int, years: int, design: Design) -> Scenario:
    nothing = exactly(0)
    return Scenario(
        title="benchmark", question="", currency="EUR", first_year=FIRST, last_year=FIRST + years - 1,
        providers=tuple(provider(number) for number in range(providers)), designs=(design,), cases=(Case(name="as given"),), changes=(),
        key=None, key_file="", administration=Administration(set_up=nothing, yearly=nothing, per_payer=nothing),
        monte_carlo=MonteCarlo(draws=draws, seed=1), curve=Curve(), exchange={}, notes=(), digest="",
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--providers", type=int, default=200)
    parser.add_argument("--years", type=int, default=10)
    options = parser.parse_args()
    acts = shipped_instruments()
    designs = {
        "model act": Design(name="d", act=acts["model-act"], base_name="turnover"),
        "essay on residual profit": Design(
            name="d", act=acts["essay"], base_name="residual_profit", given={"rate": "1/10", "routine_margin": "1/10"}
        ),
        "essay on windfall": Design(
            name="d", act=acts["essay"], base_name="windfall", given={"rate": "1/10", "windfall_from": "100000000000"}
        ),
    }
    total = options.draws * options.providers * options.years
    print(f"{options.draws:,} draws × {options.providers} providers × {options.years} years = {total:,} assessments")
    for name, design in designs.items():
        world = scenario(options.draws, options.providers, options.years, design)
        # Compiled once per machine, and kept on disk.
        spreads(scenario(10, options.providers, options.years, design), world.cases[0])
        begin, busy = time.perf_counter(), time.process_time()
        (found,) = spreads(world, world.cases[0])
        seconds, busy = time.perf_counter() - begin, time.process_time() - busy
        ours, theirs = rates(world, design)
        print(
            f"  {name}: {seconds:.2f} s for all ({busy:.2f} s of processor time); the compiled pass alone "
            f"{ours / 1e6:.0f} million a second, assess {theirs:,.0f} a second: {ours / theirs:,.0f} ×; "
            f"median yield of {FIRST} {found.yearly(50)[0]:,}"
        )
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")


def rates(world: Scenario, design: Design) -> tuple[float, float]:
    """Assessments a second of processor time: the compiled pass on one core, and `assess` on a sample that it agrees with."""
    drawn = Draws(world.providers, world.monte_carlo, 1).take(0, 2000)
    (facts,) = project(drawn, world.providers, 1)
    start, end = one_year(FIRST)
    schedule = design.schedule(date(FIRST, 12, 31))
    times = []
    for _ in range(5):
        begin = time.process_time()
        fast = assess_many(facts, schedule, start, end, compiled_only=True).units
        times.append(time.process_time() - begin)
    chosen = np.random.default_rng(1).choice(len(facts), min(SAMPLE, len(facts)), replace=False).tolist()
    returns = [facts.levy_return(row, party="P", currency="EUR", start=start, end=end) for row in chosen]
    begin = time.process_time()
    slow = [assess_on(declared, schedule).amount for declared in returns]
    seconds = time.process_time() - begin
    assert slow == [int(fast[row]) for row in chosen], "the compiled pass and assess differ"
    return len(facts) / sorted(times)[2], len(returns) / seconds


if __name__ == "__main__":
    main()
