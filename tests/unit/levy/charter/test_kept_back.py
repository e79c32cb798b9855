"""The reserve and the cap on costs."""

from __future__ import annotations

import pytest

from agister.levy.charter import administration_limit, reserve_due
from tests.levy_governance import charter_of, chartered

#: 3 % of what came in until the reserve holds a quarter of a year's payouts.
CASES = [
    (1_000_000, 0, 1_000_000, 30_000),
    (1_000_000, 240_000, 1_000_000, 10_000),
    (1_000_000, 250_000, 1_000_000, 0),
    (1_000_000, 300_000, 1_000_000, 0),
    (1_000_000, 0, 0, 0),
    (99, 0, 1_000_000, 2),
    (33, 0, 1_000_000, 0),
]


@pytest.mark.parametrize(("received", "holds", "payouts", "due"), CASES)
def test_the_reserve_until_it_is_full(received: int, holds: int, payouts: int, due: int) -> None:
    assert reserve_due(charter_of(chartered()), received, holds, payouts) == due


def test_costs_are_capped_and_rounded_down() -> None:
    charter = charter_of(chartered())
    assert [administration_limit(charter, units) for units in (0, 49, 50, 99, 10_000)] == [0, 0, 1, 1, 200]
