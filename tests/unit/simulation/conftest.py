"""One simulation of the small world that all tests of this folder look at."""

from __future__ import annotations

import pytest

from agister.simulation.scenario import Scenario
from agister.simulation.simulate import Simulation, simulate
from tests.scenarios import scenario


@pytest.fixture(scope="session")
def small() -> Scenario:
    return scenario()


@pytest.fixture(scope="session")
def found(small: Scenario) -> Simulation:
    return simulate(small)
