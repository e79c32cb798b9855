"""The page of runs names every step, state, reason for rest and function that there is."""

from __future__ import annotations

import re

from agister.levy import runs
from agister.levy.runs import STEPS, RunState, Why
from tests.places import ROOT

PAGE = (ROOT / "docs" / "reference" / "levy" / "runs.md").read_text("utf-8")


def test_every_step_stands_with_its_states() -> None:
    rows = {
        found[0]: (found[1], found[2])
        for found in re.findall(r"^\| `([a-z ]+)` \| ([^|]+) \| ([^|]+) \|", PAGE, re.MULTILINE)
    }
    for step, (allowed, to) in STEPS.items():
        source, target = rows[step]
        assert target.strip() == to
        assert source.strip() == ("any" if set(allowed) == set(RunState) else ", ".join(allowed))


def test_every_reason_for_rest_is_explained() -> None:
    assert [why for why in Why if f"| `{why}` |" not in PAGE] == []


def test_functions_that_are_named_exist() -> None:
    named = set(re.findall(r"`([a-z]+_[a-z_]+)`", PAGE)) - {"non_distributable", "year_end", "instead_of"}
    assert sorted(name for name in named if not hasattr(runs, name)) == []
