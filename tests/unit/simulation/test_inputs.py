from __future__ import annotations

import pytest

from agister.errors import BrokenInvariant
from agister.simulation.inputs import INPUTS, LEVELS, Range, exactly


def test_a_range_at_its_levels() -> None:
    given = Range(low=1, central=2, high=5, source="s")
    assert [given.at(level) for level in LEVELS] == [1, 2, 5]
    assert not given.certain
    assert exactly(3).certain


def test_a_range_ascends() -> None:
    with pytest.raises(BrokenInvariant, match="ascend"):
        Range(low=3, central=2, high=5)


def test_two_inputs_must_be_given() -> None:
    assert [name for name, key in INPUTS.items() if key.otherwise is None] == ["world_revenue", "territorial_share"]
    assert {key.kind for key in INPUTS.values()} == {"money", "rate", "part"}
