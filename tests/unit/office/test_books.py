"""Where an office stands, the closing of its books, and corrections."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.errors import JournalError, ProcedureError
from agister.office.books import close_books, correct, standing
from agister.office.receiving import receive
from tests.bank_messages import one_day
from tests.office_folder import book, day, numbers, office_at, paid_in, said


def test_where_it_stands(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    found = standing(office, day("2028-10-10"))
    assert (found.entries, found.head) == office.journal.head()
    assert found.sections() == [
        ("money, and for whom it lies there", [
            ["Bank:main", "EUR 120,000.00", "money at the bank"],
            ["Pot:2027", "EUR 120,000.00", "received, undisputed, to be shared out"],
        ]),
        ("claims, and what was given up", [
            ["Receivable:Levy:bolt", "EUR 30,000.00", "owed by a party: Levy, Interest, Penalty"],
            ["Assessed:Levy:2027", "EUR 30,000.00", "assessed and not yet received"],
        ]),
        ("owed by", [["bolt", "Bolt plc", "EUR 30,000.00", "up to 30 days"]]),
        ("returns that are asked for", []),
    ]  # fmt: skip
    assert found.as_json()["balances"][0] == ["Assessed:Levy:2027", -3_000_000, "EUR"]
    before = standing(office, day("2028-01-10"))
    assert before.balances == {}
    assert [list(row) for row in before.returns] == [
        ["acme/2027", "due", "file by 2028-08-31", "pay by 2028-10-01"],
        ["bolt/2027", "due", "file by 2028-08-31", "pay by 2028-10-01"],
    ]


def test_closed_books_take_nothing_up_to_that_day(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    with pytest.raises(ProcedureError, match="say --on with a day after 2028-12-31"):
        close_books(office, day("2028-12-31"), on=day("2028-12-31"), by="ana")
    (entry,) = close_books(office, day("2028-12-31"), on=day("2029-01-02"), by="ana")
    assert entry.facts["balances"] == {
        "Assessed:Levy:2027 EUR": -3_000_000, "Bank:main EUR": 12_000_000, "Pot:2027 EUR": -12_000_000,
        "Receivable:Levy:bolt EUR": 3_000_000,
    }  # fmt: skip
    head = office.journal.head()
    with pytest.raises(JournalError, match="the books are closed up to 2028-12-31"):
        book(office, "remission", {"charge": "levy/bolt/2027", "amount": "EUR 1.00", "reason": "x"}, "2028-12-31")
    assert office.journal.head() == head


def test_a_wrong_entry_is_undone_once_and_named(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    (wrong,) = book(
        office, "remission", {"charge": "levy/bolt/2027", "amount": "EUR 1.00", "reason": "x"}, "2028-11-01"
    )
    before = numbers(office)
    assert before["Loss:Remission"] == 100
    entries = correct(office, wrong.key, "it was another party", on=day("2028-11-02"), by="bo")
    assert said(entries) == [("corrected", f"correction:{office.journal.head()[0] - 1}")]
    assert entries[0].corrects == wrong.key
    assert "Loss:Remission" not in numbers(office)
    head = office.journal.head()
    with pytest.raises(ProcedureError, match="was corrected already: nothing was booked"):
        correct(office, wrong.key, "again", on=day("2028-11-03"), by="bo")
    assert office.journal.head() == head


def test_what_cannot_be_undone_is_refused(tmp_path: Path) -> None:
    office = office_at("shared", tmp_path / "o")
    head = office.journal.head()
    with pytest.raises(ProcedureError, match=r"there is no entry 'x'; `agister levy journal` lists their keys"):
        correct(office, "x", "r", on=day("2029-03-01"), by="bo")
    with pytest.raises(ProcedureError, match="moved no money"):
        correct(office, "office/opened", "r", on=day("2029-03-01"), by="bo")
    received = next(office.journal.entries(kinds=("received",))).entry
    with pytest.raises(ProcedureError):
        correct(office, received.key, "r", on=day("2029-03-01"), by="bo")
    assert office.journal.head() == head


def test_a_receipt_that_nobody_used_can_be_undone(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    content = one_day(paid_in("", "5.00", "B-9", "Nobody"), opening="120000.00", closing="120005.00")
    found = receive(office, content, "s.xml", on=day("2028-10-04"), by="ana")
    received = next(entry for entry in found.entries if entry.kind == "received")
    correct(office, received.key, "booked on the wrong account", on=day("2028-10-05"), by="bo")
    assert "Suspense" not in numbers(office)
