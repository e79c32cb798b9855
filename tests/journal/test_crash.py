"""A writer that is killed leaves a whole journal: what was acknowledged is there, and no write is there by half.

`python -m benchmarks.journal_crash --kills 200` does it more often.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journal_kills import kill_writers


@pytest.mark.parametrize(("kind", "kills"), [("sqlite", 20), ("postgres", 8)])
def test_killed_writers_leave_a_whole_journal(kind: str, kills: int, new_place: Callable[[str], str]) -> None:
    found = kill_writers(new_place(kind), kills, seed=7)
    assert found.kills == kills
    assert found.entries >= found.acknowledged > 0
