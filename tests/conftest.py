"""Settings for the whole suite."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import NoServer, Server, running_server

# No deadline: a test never fails because a machine is busy. `thorough` is for the long run.
settings.register_profile("usual", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", deadline=None, max_examples=5000, suppress_health_check=list(HealthCheck))
# What commands print is wrapped to the terminal: the same for every test, whoever runs it and however many workers do.
os.environ["COLUMNS"] = "120"

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for the tests of this process."""
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(running_server())
        except NoServer as error:
            pytest.skip(str(error))
        yield server
