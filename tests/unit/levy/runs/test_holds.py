"""Money that rests: with a reason, until it is released or three years have passed."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import ProcedureError
from agister.levy.runs.holds import apply_standing, expire, expiry, hold, hold_little, release, release_enough
from agister.levy.runs.orders import payouts_due
from agister.levy.runs.payout import Standing
from agister.levy.runs.record import sharing_record
from tests.levy_runs import PAYEES, Desk

DAY = date(2032, 5, 1)


def shared_out(**frozen: object) -> Desk:
    desk = Desk()
    desk.money_in(10_000)
    desk.shared_out(**frozen)
    return desk


def held(desk: Desk, why: str = "Unlocated", payout: str = "2031/maps") -> None:
    desk.book(hold(desk.journal, payout=payout, why=why, reason="letters come back", on=DAY, by="eve"))


def test_what_rests_is_not_paid_until_it_is_released() -> None:
    desk = shared_out()
    held(desk)
    assert (desk.balance("Held:Unlocated:2031"), desk.balance("Payable:maps")) == (2111, 0)
    assert "2031/maps" not in [due.payout for due in payouts_due(desk.journal, DAY)]
    with pytest.raises(ProcedureError, match="nothing of payout 2031/maps rests for Suspended"):
        release(desk.journal, payout="2031/maps", why="Suspended", reason="found", on=DAY, by="eve")
    desk.book(release(desk.journal, payout="2031/maps", reason="found", on=DAY, by="eve"))
    assert "2031/maps" in [due.payout for due in payouts_due(desk.journal, DAY)]
    with pytest.raises(ProcedureError, match="nothing of payout 2031/maps rests"):
        release(desk.journal, payout="2031/maps", reason="found", on=DAY, by="eve")
    # And again: each step has a key of its own.
    held(desk)
    desk.book(release(desk.journal, payout="2031/maps", reason="found", on=DAY, by="eve"))
    assert desk.balance("Payable:maps") == 2111


def test_a_hold_says_when_it_ends() -> None:
    desk = shared_out()
    held(desk)
    entry = list(desk.journal.entries(kinds=("held",)))[-1].entry
    assert (entry.facts["expires"], entry.facts["reason"]) == ("2034-12-31", "letters come back")
    earlier = hold(
        desk.journal, payout="2031/fund", why="NoAccount", reason="none", on=DAY, by="eve", expires=date(2032, 9, 9)
    )
    assert earlier[0].facts["expires"] == "2032-09-09"


def test_holds_that_cannot_be() -> None:
    desk = shared_out()
    with pytest.raises(ProcedureError, match="'Greed' is no reason for which money rests"):
        held(desk, "Greed")
    held(desk)
    with pytest.raises(ProcedureError, match="nothing of payout 2031/maps is payable"):
        held(desk)
    desk.ordered()
    with pytest.raises(ProcedureError, match="payout 2031/fund is in order O-1: wait for the bank's answer"):
        held(desk, payout="2031/fund")


def test_what_rests_for_three_years_goes_into_a_pot_of_its_own() -> None:
    desk = shared_out(payees=PAYEES | {"maps": Standing(hold="Suspended", reason="under review")})
    held(desk, payout="2031/archive")
    assert expire(desk.journal, day=date(2034, 12, 31), by="eve") == ()
    entries = desk.book(expire(desk.journal, day=date(2035, 1, 1), by="eve"))
    assert [(entry.subject, entry.facts["amount"], entry.facts["since"]) for entry in entries] == [
        ("payout:2031/archive", 2111, "2031-12-31"),
        ("payout:2031/maps", 2111, "2031-12-31"),
    ]
    assert desk.balance("Pot:non_distributable") == 4222
    assert sharing_record(desk.journal).payout("2031/maps").given_back == 2111
    assert expire(desk.journal, day=date(2035, 1, 2), by="eve") == ()
    # The charter's rule shares it out: a run like any other.
    desk.shared_out("2035-n", "non_distributable")
    assert sharing_record(desk.journal).run("2035-n").total == 4222


def test_years_count_from_the_end_of_the_financial_year_of_collection() -> None:
    desk = Desk()
    desk.money_in(1000, day="2029-04-01")
    desk.money_in(1000, day="2031-04-01")
    desk.shared_out(payees=PAYEES | {"maps": Standing(hold="Unlocated", reason="moved")})
    payout = sharing_record(desk.journal).payout("2031/maps")
    assert payout.year == 2031
    assert expiry(payout) == date(2034, 12, 31)
    assert expiry(payout, (3, 31)) == date(2034, 3, 31)


def test_too_little_rests_and_adds_up() -> None:
    desk = shared_out()
    assert [entry.facts["payee"] for entry in desk.book(hold_little(desk.journal, least=3000, day=DAY, by="eve"))] == [
        "archive", "encyclopedia", "maps",
    ]  # fmt: skip
    assert desk.balance("Held:BelowLeast:2031") == 3 * 2111
    assert release_enough(desk.journal, least=3000, day=DAY, by="eve") == ()
    desk.money_in(10_000, pot="2032", day="2032-05-01")
    desk.shared_out("2032", "2032")
    assert hold_little(desk.journal, least=3000, day=DAY, by="eve") == ()
    assert len(desk.book(release_enough(desk.journal, least=3000, day=DAY, by="eve"))) == 3
    assert desk.balance("Held:BelowLeast:2031") == 0
    assert len(payouts_due(desk.journal, DAY, least=3000)) == 8


def test_too_little_is_paid_after_three_years_and_never_lost() -> None:
    desk = shared_out()
    desk.book(hold_little(desk.journal, least=3000, day=DAY, by="eve"))
    late = date(2035, 1, 1)
    assert expire(desk.journal, day=late, by="eve") == ()
    assert len(desk.book(release_enough(desk.journal, least=3000, day=late, by="eve"))) == 3
    assert hold_little(desk.journal, least=3000, day=late, by="eve") == ()
    assert len(payouts_due(desk.journal, late, least=3000)) == 4


def test_the_standing_of_payees_is_applied_to_what_is_theirs() -> None:
    desk = shared_out()
    suspended = {"maps": Standing(hold="Suspended", reason="under review"), "fund": PAYEES["fund"]}
    entries = desk.book(apply_standing(desk.journal, payees=suspended, on=DAY, by="eve"))
    assert [(entry.kind, entry.facts["payee"]) for entry in entries] == [("held", "maps")]
    assert apply_standing(desk.journal, payees=suspended, on=DAY, by="eve") == ()
    entries = desk.book(apply_standing(desk.journal, payees=PAYEES, on=DAY, by="eve"))
    assert [(entry.kind, entry.facts["payee"]) for entry in entries] == [("released", "maps")]


def test_whoever_was_not_found_is_found_by_a_person() -> None:
    desk = shared_out()
    held(desk)
    assert apply_standing(desk.journal, payees=PAYEES, on=DAY, by="eve") == ()
    assert desk.balance("Held:Unlocated:2031") == 2111
