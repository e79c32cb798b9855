"""What the office spends on itself: out of administration, for a movement that nobody could explain."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.errors import ProcedureError
from agister.office.folder import Office
from agister.office.receiving import receive
from tests.bank_messages import details, entry, one_day
from tests.office_folder import book, day, numbers, office_at


def _charged(folder: Path, stage: str = "shared") -> tuple[Office, str]:
    """An office whose bank took EUR 12.50, and the name of that movement."""
    office = office_at(stage, folder)
    fee = entry("12.50", details(credit=False, name="The bank"), credit=False, reference="F-1")
    found = receive(
        office, one_day(fee, opening="120000.00", closing="119987.50"), "s.xml", on=day("2029-02-10"), by="ana"
    )
    (movement,) = found.unmatched
    assert (movement.units, movement.reason) == (
        -1250,
        "money left the account, and no order of this office explains it",
    )
    return office, movement.receipt


def test_a_cost_explains_what_left_the_account(tmp_path: Path) -> None:
    office, movement = _charged(tmp_path / "o")
    assert numbers(office)["Suspense"] == 1250
    cost = {
        "id": "C-1",
        "supplier": "The bank",
        "what": "keeping the account",
        "amount": "EUR 12.50",
        "receipt": movement,
    }
    (booked,) = book(office, "cost", cost, "2029-02-11")
    assert [(item.account, item.units) for item in booked.postings] == [("Administration", 1250), ("Suspense", -1250)]
    assert booked.text == "The bank was paid for keeping the account."
    after = numbers(office)
    assert ("Suspense" in after, after["Administration"]) == (False, -238_750)
    head = office.journal.head()
    book(office, "cost", cost, "2029-02-11")
    assert office.journal.head() == head


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"amount": "EUR 12.51"}, "EUR 12.50 of the movement"),
        ({"amount": "USD 12.50"}, "USD"),
        ({"amount": "EUR 0.00"}, "a cost is more than nothing"),
        ({"receipt": "nothing"}, "EUR 0.00 of the movement nothing is unexplained"),
    ],
)
def test_a_cost_that_fits_no_movement_is_refused(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    office, movement = _charged(tmp_path / "o")
    head = office.journal.head()
    cost = {"id": "C-1", "supplier": "The bank", "what": "keeping", "amount": "EUR 12.50", "receipt": movement}
    with pytest.raises(ProcedureError, match=message):
        book(office, "cost", {**cost, **changes}, "2029-02-11")
    assert office.journal.head() == head


def test_costs_are_paid_from_what_was_kept_for_them_and_from_nothing_else(tmp_path: Path) -> None:
    office, movement = _charged(tmp_path / "o", "paid")
    cost = {"id": "C-1", "supplier": "The bank", "what": "keeping", "amount": "EUR 12.50", "receipt": movement}
    with pytest.raises(ProcedureError, match=r"EUR 0\.00 is left for the costs of the office"):
        book(office, "cost", cost, "2029-02-11")
