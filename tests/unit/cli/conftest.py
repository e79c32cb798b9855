"""An index and a policy that all commands of this folder use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Agister, observations_table
from tests.indexes import SITES, index_of, policy_file


@pytest.fixture
def agister(capsys: pytest.CaptureFixture[str]) -> Agister:
    return Agister(capsys)


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`idx`, `policy.toml` and `seen.jsonl`."""
    folder = tmp_path_factory.mktemp("cli")
    index_of(folder / "idx", SITES)
    policy_file(folder)
    observations_table(folder / "seen.jsonl", SITES)
    return folder
