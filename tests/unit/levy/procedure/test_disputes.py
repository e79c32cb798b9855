"""Disputes: in time, of a part, to one forum after the other; what was received rests."""

from __future__ import annotations

from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.dispute_decisions import decide_dispute
from agister.levy.procedure.disputes import DisputeState, dispute, open_dispute
from agister.levy.procedure.notices import issue_notice
from tests.unit.levy.procedure.desk import ACT, Desk, day


def _desk(paid: int = 0) -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(1000, on="2028-08-01")
    if paid:
        desk.pay(paid, value_day="2028-08-05")
    return desk


def _open(desk: Desk, amount: int = 40, **changes: Any) -> tuple[JournalEntry, ...]:
    said: dict[str, Any] = {"case": "D-1", "assessment_id": "acme/2027/1", "ground": "too much", "by": "acme"}
    on = day(changes.pop("on", "2028-08-10"))
    return open_dispute(desk.journal, ACT, amount=amount, on=on, **{**said, **changes})


@pytest.mark.parametrize(("paid", "held"), [(0, 0), (60, 0), (70, 10), (100, 40)])
def test_the_undisputed_part_counts_as_paid_first(paid: int, held: int) -> None:
    desk = _desk(paid)
    desk.book(_open(desk))
    assert desk.balance("Held:Disputed:D-1") == held
    assert desk.balance("Pot:2027") == paid - held
    charge = desk.charge()
    assert (charge.disputed, charge.held, charge.paid) == (40, held, paid)


def test_what_was_shared_out_already_does_not_rest() -> None:
    desk = _desk(100)
    desk.shared_out(75, on="2028-08-06")
    desk.book(_open(desk))
    assert (desk.balance("Held:Disputed:D-1"), desk.balance("Pot:2027")) == (25, 0)


def test_what_comes_in_later_is_split() -> None:
    desk = _desk(50)
    desk.book(_open(desk))
    desk.pay(30, value_day="2028-09-01")
    assert (desk.balance("Pot:2027"), desk.balance("Held:Disputed:D-1")) == (60, 20)
    desk.book(_open(desk, 30, case="D-2"))
    desk.pay(20, value_day="2028-09-02")
    assert desk.balance("Held:Disputed:D-1") + desk.balance("Held:Disputed:D-2") == 70
    assert desk.balance("Pot:2027") == 30


def test_a_dispute_that_suspends_locks_its_unpaid_part() -> None:
    desk = _desk(50)
    desk.book(_open(desk, suspends=True))
    assert (desk.charge().outstanding, desk.charge().locked, desk.charge().collectable) == (50, 40, 10)
    (entry,) = issue_notice(
        desk.journal, "acme", ["levy/acme/2027"], reference="RF18539007547034", due=day("2028-10-01"),
        on=day("2028-09-01"), by="ana",
    )  # fmt: skip
    assert entry.facts["amount"] == 10
    desk.pay(10, value_day="2028-09-02")
    with pytest.raises(ProcedureError, match="a dispute suspends what is left"):
        issue_notice(
            desk.journal, "acme", ["levy/acme/2027"], reference="RF18539007547034", due=day("2028-10-01"),
            on=day("2028-09-03"), by="ana",
        )  # fmt: skip


def test_the_same_step_again_is_booked_once() -> None:
    desk = _desk(100)
    first = desk.book(_open(desk))
    assert _open(desk) == first


def test_from_review_to_panel_to_court() -> None:
    desk = _desk(100)
    desk.book(_open(desk))
    for forum, following in (("review", "panel"), ("panel", "court")):
        desk.book(
            decide_dispute(desk.journal, case="D-1", outcome="confirmed", reason=forum, on=day("2028-08-20"), by="ben")
        )
        assert desk.balance("Held:Disputed:D-1") == 0
        desk.book(_open(desk, 40, forum=following, on="2028-08-21" if forum == "panel" else "2028-08-20"))
        assert desk.balance("Held:Disputed:D-1") == 40
        if forum == "review":
            assert dispute(desk.journal, "D-1").state is DisputeState.OPEN
    found = dispute(desk.journal, "D-1")
    assert (found.forum, found.outcome, found.reduced_by) == ("court", "confirmed", 0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"on": "2028-09-01"}, "could be disputed until 2028-08-31"),
        ({"amount": 101}, "EUR 1.01 cannot be disputed; of charge levy/acme/2027 EUR 1.00 is not disputed yet"),
        ({"amount": 0}, "cannot be disputed"),
        ({"forum": "court"}, "cannot go to 'court'; review comes first"),
        ({"case": "D 1"}, "cannot name a dispute"),
        ({"case": "D/1"}, "cannot name a dispute"),
        ({"assessment_id": "acme/2027/9"}, "there is no assessment"),
    ],
)
def test_refusals(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ProcedureError, match=message):
        _open(_desk(), **change)


def test_a_second_time_and_out_of_order() -> None:
    desk = _desk()
    desk.book(_open(desk))
    with pytest.raises(ProcedureError, match="the dispute is open; dispute_opened is allowed where"):
        _open(desk, forum="panel")
    with pytest.raises(ProcedureError, match=r"EUR 0\.60 is not disputed yet"):
        _open(desk, 61, case="D-2")
    desk.book(decide_dispute(desk.journal, case="D-1", outcome="annulled", reason="x", on=day("2028-08-20"), by="ben"))
    with pytest.raises(ProcedureError, match="after review comes panel"):
        _open(desk, 10, forum="court", on="2028-08-21")
    with pytest.raises(ProcedureError, match="could be disputed until 2028-09-19"):
        _open(desk, 10, forum="panel", on="2028-09-20")


def test_no_dispute() -> None:
    with pytest.raises(ProcedureError, match="there is no dispute 'D-9'"):
        dispute(_desk().journal, "D-9")
