"""Nine months to share out, twelve to list the unlocated, three years at rest: the vectors, and real pots."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from agister.levy.runs.approving import approve
from agister.levy.runs.deadlines import overdue_distributions, undistributed, unlocated
from agister.levy.runs.holds import expiry
from agister.levy.runs.payout import Standing
from agister.levy.runs.record import sharing_record
from tests.levy_runs import PAYEES, Desk
from tests.places import CONFORMANCE

VECTORS = json.loads((CONFORMANCE / "levies" / "runs" / "deadlines.json").read_text("utf-8"))["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_vectors(vector: dict[str, Any]) -> None:
    month, day = vector["year_end"]
    desk = Desk()
    desk.money_in(10_000, day=vector["collected"])
    (waiting,) = undistributed(desk.journal, date(2031, 1, 1), currency="EUR", year_end=(month, day))
    assert waiting.distribute_by.isoformat() == vector["expected"]["distribute_by"]
    desk.proposed()
    desk.frozen(payees=PAYEES | {"maps": Standing(hold="Unlocated", reason="moved")})
    for by in ("cleo", "dan"):
        desk.book(approve(desk.journal, run="2031", on=date(2032, 3, 3), by=by, year_end=(month, day)))
    (listed,) = unlocated(desk.journal, date(2031, 1, 1), year_end=(month, day))
    assert listed.publish_by.isoformat() == vector["expected"]["list_by"]
    assert listed.expires.isoformat() == vector["expected"]["still_the_payees_until"]
    assert expiry(sharing_record(desk.journal).payout("2031/maps"), (month, day)) == listed.expires


def test_what_lies_too_long_is_named_by_pot_and_year() -> None:
    desk = Desk()
    desk.money_in(100, day="2030-05-01")
    desk.money_in(200, day="2031-05-01")
    desk.money_in(7, pot="2032", day="2032-01-02")
    assert overdue_distributions(desk.journal, date(2031, 9, 30), currency="EUR") == ()
    assert [
        (item.pot, item.year, item.units)
        for item in overdue_distributions(desk.journal, date(2031, 10, 1), currency="EUR")
    ] == [("2031", 2030, 100)]
    assert len(overdue_distributions(desk.journal, date(2033, 10, 1), currency="EUR")) == 3
    assert len(undistributed(desk.journal, date(2031, 9, 30), currency="EUR")) == 3
    desk.proposed(amounts={"2031": 100})
    desk.frozen()
    desk.approved()
    assert overdue_distributions(desk.journal, date(2032, 9, 30), currency="EUR") == ()


def test_the_list_of_the_unlocated() -> None:
    desk = Desk()
    desk.money_in(10_000)
    desk.shared_out(payees=PAYEES | {"maps": Standing(hold="Unlocated"), "fund": Standing(hold="Suspended")})
    (listed,) = unlocated(desk.journal, date(2032, 12, 31))
    assert (listed.payee, listed.units, listed.overdue) == ("maps", 2111, False)
    assert unlocated(desk.journal, date(2033, 1, 1))[0].overdue
