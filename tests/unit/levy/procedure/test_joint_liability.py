"""Members of a group answer for its levy, between three months and three and a half years after it was due."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.interest_charges import raise_interest
from agister.levy.procedure.joint_liability import notify_joint_liability
from agister.levy.procedure.membership import record_membership
from tests.unit.levy.procedure.desk import ACT, Desk, day


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    for member, since in (("sub", "2027-06-01"), ("late", "2028-01-01")):
        desk.book(
            record_membership(
                desk.journal, party="acme", member=member, since=day(since), evidence="accounts", votes=Fraction(1),
                on=day("2028-01-02"), by="ana",
            )
        )  # fmt: skip
    desk.ask()
    desk.filed(1000)
    return desk


def _tell(desk: Desk, on: str, member: str = "sub", **changes: Any) -> tuple[JournalEntry, ...]:
    said = {"charge_id": "levy/acme/2027", **changes}
    return notify_joint_liability(desk.journal, ACT, said["charge_id"], member, on=day(on), by="ana")


def test_within_its_time() -> None:
    desk = _desk()
    (entry,) = desk.book(_tell(desk, "2029-01-02"))
    assert (entry.facts["amount"], entry.facts["due"]) == (100, "2029-02-01")
    assert _tell(desk, "2029-01-02") == (entry,)
    assert desk.charge().jointly_liable == ("sub",)
    with pytest.raises(ProcedureError, match="was told already"):
        _tell(desk, "2029-01-03")
    # What the member pays is applied to the charge of the head.
    desk.pay(100, party="sub", value_day="2029-01-20")
    assert desk.charge().state == "cleared"


@pytest.mark.parametrize(
    ("on", "member", "message"),
    [
        ("2029-01-01", "sub", "when it is unpaid after 2029-01-01"),
        ("2032-04-02", "sub", "could be told until 2032-04-01"),
        ("2029-01-02", "late", "late was no member of the group of acme in 2027"),
        ("2029-01-02", "nobody", "nobody was no member"),
    ],
)
def test_refusals(on: str, member: str, message: str) -> None:
    with pytest.raises(ProcedureError, match=message):
        _tell(_desk(), on, member)


def test_nothing_is_left() -> None:
    desk = _desk()
    desk.pay(100)
    with pytest.raises(ProcedureError, match="it is cleared"):
        _tell(desk, "2029-01-02")


def test_only_for_the_levy() -> None:
    desk = _desk()
    desk.pay(50)
    desk.book(raise_interest(desk.journal, ACT, "levy/acme/2027", day("2030-10-01"), on=day("2030-10-01"), by="clock"))
    with pytest.raises(ProcedureError, match="is no levy; members answer for the levy alone"):
        _tell(desk, "2030-12-01", charge_id="interest/acme/2027")
