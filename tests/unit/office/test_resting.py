"""Payees that cannot be found and are found again, and costs that were not needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.errors import PaymentError, ProcedureError
from agister.office.paying import prepare_order
from tests.office_folder import SHARES, book, day, numbers, office_at, said

HOLD = {"payout": "2027/fund", "reason": "letters come back"}


def test_whoever_cannot_be_found_rests_until_a_person_says_otherwise(tmp_path: Path) -> None:
    office = office_at("shared", tmp_path / "o")
    (held,) = book(office, "hold", HOLD, "2029-02-05")
    assert [(item.account, item.units) for item in held.postings] == [
        ("Payable:fund", SHARES["fund"]), ("Held:Unlocated:2028", -SHARES["fund"]),
    ]  # fmt: skip
    assert held.text == "EUR 29,400.00 for fund rest until 2031-12-31: letters come back."
    assert len(held.documents) == 1
    head = office.journal.head()
    book(office, "hold", HOLD, "2029-02-05")
    assert office.journal.head() == head
    order = prepare_order(office, "O-1", bank="", execution=day("2029-02-07"), on=day("2029-02-06"), by="ana")
    assert [one.payee for one in order.payments] == ["archive", "library"]
    released = book(office, "release", {"payout": "2027/fund", "reason": "it wrote to us"}, "2029-02-08")
    assert said(released) == [("released", "payout:2027/fund")]
    assert numbers(office)["Payable:fund"] == -SHARES["fund"]


def test_what_is_with_the_bank_does_not_rest(tmp_path: Path) -> None:
    office = office_at("ordered", tmp_path / "o")
    head = office.journal.head()
    with pytest.raises(ProcedureError, match="payout 2027/fund is in order O-1: wait for the bank's answer"):
        book(office, "hold", HOLD, "2029-02-06")
    with pytest.raises(ProcedureError, match="nothing of payout 2027/fund rests for Unlocated"):
        book(office, "release", {"payout": "2027/fund", "reason": "x"}, "2029-02-06")
    with pytest.raises(ProcedureError, match="there is no payout '2027/nobody'"):
        book(office, "hold", {**HOLD, "payout": "2027/nobody"}, "2029-02-06")
    assert office.journal.head() == head


def test_costs_that_were_not_needed_go_back(tmp_path: Path) -> None:
    office = office_at("shared", tmp_path / "o")
    back = {"pot": "2028", "amount": "EUR 2000.00", "reason": "the bank is cheap"}
    (entry,) = book(office, "administration-return", back, "2029-03-01")
    assert entry.text == "EUR 2,000.00 were not needed for costs and go back into the pot 2028."
    after = numbers(office)
    assert (after["Administration"], after["Pot:2028"]) == (-40_000, -200_000)
    head = office.journal.head()
    book(office, "administration-return", back, "2029-03-01")
    with pytest.raises(ProcedureError, match=r"EUR 500\.00 cannot go back to the pot: EUR 400\.00 are left for costs"):
        book(office, "administration-return", {**back, "amount": "EUR 500.00"}, "2029-03-02")
    with pytest.raises(ProcedureError, match="USD"):
        book(office, "administration-return", {**back, "amount": "USD 1.00"}, "2029-03-02")
    assert office.journal.head() == head


def test_nothing_is_paid_where_nothing_is_due(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    with pytest.raises(PaymentError, match="nothing can be paid on 2029-02-06; runs are paid once they are published"):
        prepare_order(office, "O-1", bank="", execution=day("2029-02-07"), on=day("2029-02-06"), by="ana")
