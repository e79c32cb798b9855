from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from agister.errors import LevyError
from agister.levy.assess import Assessment
from tests.levy_acts import due, shipped

WORLD = 90_000_000_000
YEAR = ("2023-01-01", "2023-12-31")


def dst(**facts: Any) -> Assessment:
    return due(shipped("uk-dst"), {"world_revenue": WORLD, **facts}, *YEAR)


def row(
    revenue: int, expenses: int | None = None, *, elected: str = "yes", name: str = "market", **more: int
) -> dict[str, Any]:
    found = {"activity": name, "revenue": revenue, "elected": elected, **more}
    return found if expenses is None else {**found, "expenses": expenses}


def test_election_by_activity() -> None:
    found = dst(activities=[row(20_000_000_000, 19_800_000_000), row(30_000_000_000, elected="no", name="search")])
    assert [line.amount for line in found.lines if line.step == "charge"] == [152_000_000, 570_000_000]
    assert found.amount == 722_000_000


def test_a_loss_pays_nothing_only_if_elected() -> None:
    loss = {"revenue": 20_000_000_000, "expenses": 23_000_000_000}
    assert dst(activities=[row(**loss)]).amount == 0
    assert dst(activities=[row(**loss, elected="no")]).amount == 350_000_000


def test_cross_border_counts_for_the_threshold_and_not_for_the_charge() -> None:
    # 26 million of which all is cross-border: above the threshold, and 13 million is below the allowance.
    assert dst(local_revenue=2_600_000_000, cross_border_revenue=2_600_000_000).amount == 0
    found = dst(local_revenue=10_000_000_000, cross_border_revenue=4_000_000_000)
    assert found.amount == 110_000_000
    assert [line.amount for line in found.lines if line.step == "left_out"] == [-2_000_000_000]


def test_cross_border_expenses_are_halved_too() -> None:
    whole = row(10_000_000_000, 9_000_000_000, cross_border_revenue=4_000_000_000, cross_border_expenses=3_000_000_000)
    margin = Fraction(8_000_000_000 - 7_500_000_000, 8_000_000_000)
    assert dst(activities=[whole]).exact == Fraction(4, 5) * margin * (8_000_000_000 - 2_500_000_000)


def test_members_add_up_within_an_activity() -> None:
    one = dst(activities=[row(20_000_000_000, 19_800_000_000)])
    members = [{"name": name, "facts": {"activities": [row(10_000_000_000, 9_900_000_000)]}} for name in ("A", "B")]
    both = due(shipped("uk-dst"), {"world_revenue": WORLD}, *YEAR, members=members)
    assert (both.amount, both.members) == (one.amount, {"A": one.amount / 2, "B": one.amount / 2})


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"activities": [row(3_000_000_000)]}, "is elected for the alternative charge but declares no `expenses`"),
        ({"activities": [row(5, 1, cross_border_revenue=6)]}, "is more than the whole"),
        ({"activities": [row(5, 1, cross_border_expenses=2)]}, "is more than the whole"),
        ({"activities": [row(5, 1), row(5, 1, elected="no")]}, "elect differently for the same activity"),
        ({"activities": [row(5, 1)], "cross_border_revenue": 1}, "declared in the row of each activity"),
        ({"local_revenue": 5, "cross_border_revenue": 6}, "is more than the whole"),
        ({}, "does not declare `local_revenue`"),
    ],
)
def test_what_cannot_be_measured(facts: dict[str, Any], words: str) -> None:
    with pytest.raises(LevyError, match=words):
        dst(**facts)


def test_an_activity_without_revenue_is_no_division_by_zero() -> None:
    rows = [row(0, 5), row(10_000_000_000, elected="no", name="search")]
    assert dst(activities=rows).amount == 150_000_000
