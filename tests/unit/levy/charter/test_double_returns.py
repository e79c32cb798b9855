"""The same revenue in the returns of two offices."""

from __future__ import annotations

from typing import Any

import pytest

from agister.levy.charter import OfficeReturns, declared_twice
from agister.levy.charter.revenue import read_description
from tests.levy_acts import levy_return


def _office(
    name: str, revenue: str, rows: list[dict[str, Any]], start: str = "2027-01-01", end: str = "2027-12-31"
) -> OfficeReturns:
    return OfficeReturns(
        office=name,
        revenue=(read_description(revenue),),
        returns=(levy_return({"deployments": rows}, start, end),),
    )


ROW = {"name": "Assistant", "channel": "app", "revenue": "100"}


def test_one_deployment_in_two_returns_for_the_same_place_and_time() -> None:
    (found,) = declared_twice(_office("de", "DE", [ROW]), _office("eu", "EU", [{**ROW, "name": "assistant "}]))
    assert str(found) == (
        "Example Group: the revenue of 'Assistant' is declared in de: return R-1, deployments[0] and in "
        "eu: return R-1, deployments[0]; settle which of the two offices levies it before either assesses"
    )


@pytest.mark.parametrize(
    "other",
    [
        _office("fr", "FR", [ROW]),
        _office("eu", "EU", [{**ROW, "name": "Painter"}]),
        _office("eu", "EU", [ROW], "2028-01-01", "2028-12-31"),
        _office("eu", "EU channel=api", [ROW]),
        _office("eu", "EU group=Somebody Else", [ROW]),
    ],
    ids=["another place", "another deployment", "another time", "another channel", "another group"],
)
def test_what_is_not_declared_twice(other: OfficeReturns) -> None:
    assert declared_twice(_office("de", "DE", [ROW]), other) == ()


def test_rows_of_members_count() -> None:
    member = levy_return({}, members=[{"name": "Sub", "facts": {"deployments": [ROW]}}])
    one = OfficeReturns(office="de", revenue=(read_description("DE"),), returns=(member,))
    (found,) = declared_twice(one, _office("eu", "EU", [ROW]))
    assert "return R-1, members[Sub].deployments[0]" in found.one
