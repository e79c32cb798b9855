"""Members of a group: control, loops, two groups at once."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.membership import members, record_membership
from tests.unit.levy.procedure.desk import Desk, day


def _desk() -> Desk:
    desk = Desk()
    desk.register("acme")
    desk.register("bolt")
    return desk


def _record(desk: Desk, member: str, **changes: Any) -> tuple[JournalEntry, ...]:
    said: dict[str, Any] = {
        "party": "acme", "member": member, "since": day("2027-01-01"), "evidence": "accounts 2027", "votes": Fraction(3, 5),
        "on": day("2027-02-01"), "by": "ana",
    }  # fmt: skip
    return record_membership(desk.journal, **{**said, **changes})


def test_members_are_recorded_and_end_under_the_same_beginning() -> None:
    desk = _desk()
    desk.book(_record(desk, "Sub Ltd"))
    desk.book(_record(desk, "Sub Ltd"))
    desk.book(_record(desk, "Deep Ltd", controlled_by="Sub Ltd"))
    desk.book(_record(desk, "Sub Ltd", until=day("2027-07-01")))
    found = {item.member: item for item in members(desk.journal, "acme")}
    assert found["Sub Ltd"].until == day("2027-07-01")
    assert not found["Sub Ltd"].holds(day("2027-07-01"), day("2027-12-31"))
    assert found["Sub Ltd"].holds(day("2027-06-30"), day("2027-12-31"))
    assert found["Deep Ltd"].controlled_by == "Sub Ltd"
    # It may join another group from the day on which it left.
    desk.book(_record(desk, "Sub Ltd", party="bolt", since=day("2027-07-01")))
    assert [item.member for item in members(desk.journal, "bolt")] == ["Sub Ltd"]


@pytest.mark.parametrize("votes", [None, Fraction(1, 2)])
def test_half_of_the_votes_is_no_control_but_consolidation_is(votes: Fraction | None) -> None:
    desk = _desk()
    with pytest.raises(ProcedureError, match="is not controlled"):
        _record(desk, "Sub Ltd", votes=votes)
    desk.book(_record(desk, "Sub Ltd", votes=votes, consolidated=True))
    assert len(members(desk.journal, "acme")) == 1


@pytest.mark.parametrize(
    ("member", "change", "message"),
    [
        ("Sub Ltd", {"party": "bolt", "since": day("2027-05-01")}, "belongs to the group of acme since 2027-01-01 already"),
        ("Sub Ltd", {"since": day("2027-05-01")}, "one belongs to one group at a time"),
        ("acme", {}, "is the head of its own group"),
        ("bolt", {}, "is registered as a party of its own"),
        ("New Ltd", {"controlled_by": "Nobody Ltd"}, "who is no member of the group then"),
        ("New Ltd", {"until": day("2027-01-01")}, "not after it joined"),
        ("New Ltd", {"party": "nobody"}, "the registration is unregistered"),
        ("Sub Ltd", {"controlled_by": "Deep Ltd", "on": day("2027-02-02")}, "a loop of control has no head"),
        ("New Ltd", {"controlled_by": "New Ltd"}, "would control itself through New Ltd"),
    ],
)  # fmt: skip
def test_contradictions_are_refused(member: str, change: dict[str, Any], message: str) -> None:
    desk = _desk()
    desk.book(_record(desk, "Sub Ltd"))
    desk.book(_record(desk, "Deep Ltd", controlled_by="Sub Ltd"))
    with pytest.raises(ProcedureError, match=message):
        _record(desk, member, **change)


def test_a_head_that_is_itself_a_member_records_none() -> None:
    desk = Desk()
    desk.register("acme")
    desk.book(_record(desk, "bolt"))
    desk.register("bolt")
    with pytest.raises(ProcedureError, match="is itself a member of another group"):
        _record(desk, "Sub Ltd", party="bolt")
