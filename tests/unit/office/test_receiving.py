"""Statements: each movement once, whichever files tell of it; a file that contradicts itself books nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.errors import PaymentError
from agister.office.receiving import receive
from agister.stores.journal_verify import verify
from tests.bank_messages import IBAN, OTHER, balance, details, entry, message, one_day, statement
from tests.office_folder import both_pay, day, numbers, office_at, paid_in, said

ON = day("2028-10-03")


def test_money_pays_the_charge_it_names(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    found = receive(office, both_pay(), "s.xml", on=ON, by="ana")
    assert [kind for kind, _ in said(found.entries)] == [
        "statement_received",
        "received",
        "matched",
        "received",
        "matched",
    ]
    assert [(item.account, item.units) for item in found.entries[2].postings] == [
        ("Suspense", 10_000_000), ("Receivable:Levy:acme", -10_000_000),
        ("Assessed:Levy:2027", 10_000_000), ("Pot:2027", -10_000_000),
    ]  # fmt: skip
    assert (found.unmatched, found.booked_before, found.not_money, found.problems) == ((), 0, 0, ())
    facts = found.entries[0].facts
    assert (facts["opening"], facts["closing"], facts["items"]) == (0, 12_000_000, 2)
    assert verify(office.journal).problems == ()


def test_a_statement_that_is_sent_twice_is_booked_once(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    head = office.journal.head()
    again = receive(office, both_pay(), "s.xml", on=day("2028-10-05"), by="bo")
    assert (again.entries, again.booked_before, again.problems) == ((), 2, ())
    assert office.journal.head() == head


def test_a_notification_and_a_statement_of_the_same_movements(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    told = message(statement(paid_in("levy/acme/2027", "100000.00", "B-1"), name="Ntfctn"), kind="camt.054")
    first = receive(office, told, "n.xml", on=ON, by="ana")
    assert [kind for kind, _ in said(first.entries)] == ["statement_received", "received", "matched"]
    second = receive(office, both_pay(), "s.xml", on=ON, by="ana")
    assert [kind for kind, _ in said(second.entries)] == ["statement_received", "received", "matched"]
    assert (second.booked_before, second.problems) == (1, ())
    assert numbers(office)["Bank:main"] == 12_000_000


def test_money_that_names_nothing_rests_and_is_reported(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    content = one_day(
        paid_in("", "7.00", "B-7", "A stranger", "", remittance="for the commons"), opening="0.00", closing="7.00"
    )
    found = receive(office, content, "s.xml", on=ON, by="ana")
    (item,) = found.unmatched
    assert (item.units, item.currency, item.place) == (700, "EUR", "Stmt[1]/Ntry[1]/NtryDtls[1]/TxDtls[1]")
    assert numbers(office)["Suspense"] == -700


def test_a_report_within_the_day_books_nothing(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    head = office.journal.head()
    told = message(statement(paid_in("levy/acme/2027", "1.00", "B-1"), name="Rpt"), kind="camt.052")
    found = receive(office, told, "r.xml", on=ON, by="ana")
    assert (found.entries, found.not_money) == ((), 1)
    assert office.journal.head() == head


def test_balances_that_do_not_follow_are_a_problem(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    later = one_day(paid_in("", "1.00", "B-8"), opening="120500.00", closing="120501.00")
    found = receive(office, later, "s.xml", on=day("2028-10-05"), by="ana")
    (problem,) = found.problems
    assert problem == (
        "main: the bank says that EUR 120,501.00 lay on the account at the end of 2031-01-03, the books say EUR 120,001.00, "
        "which is EUR 500.00 less: book the statements that are missing, or ask the bank"
    )


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">&c;</Document>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Document>&a;</Document>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (one_day(paid_in("", "1.00", "B"), opening="0.00", closing="2.00"), "do not make closing"),
        (one_day(opening="0.00", closing="0.00").replace(IBAN.encode(), OTHER.encode()),
         f"the account {OTHER} is none of this office ({IBAN}); add it to office.toml"),
        (message(statement(balance("OPBD", "0.00", "USD"), entry("1.00", code="USD", reference="U"),
                           balance("CLBD", "1.00", "USD"), currency="USD")), "USD on an account of an office that keeps its books in EUR"),
        (BOMB, "s.xml"),
        (OUTSIDE, "s.xml"),
        (b"<Document", "s.xml"),
        (b"", "s.xml"),
        (b"\xff\xfe\x00", "s.xml"),
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'/>", "s.xml"),
        (b"<d>" * 3000 + b"</d>" * 3000, "s.xml"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_books_nothing(tmp_path: Path, content: bytes, message: str) -> None:
    office = office_at("assessed", tmp_path / "o")
    head = office.journal.head()
    with pytest.raises(PaymentError) as caught:
        receive(office, content, "s.xml", on=ON, by="ana")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert office.journal.head() == head


def test_one_wrong_statement_of_two_books_neither(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    head = office.journal.head()
    good = statement(
        balance("OPBD", "0.00"), paid_in("levy/acme/2027", "5.00", "B-1"), balance("CLBD", "5.00"), id="S-1"
    )
    bad = statement(balance("OPBD", "5.00"), balance("CLBD", "9.00"), id="S-2")
    with pytest.raises(PaymentError, match="do not make closing"):
        receive(office, message(good, bad), "s.xml", on=ON, by="ana")
    assert office.journal.head() == head


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "@SUM(1+9)", "+cmd|' /C calc'!A0", "-2+3"])
def test_a_formula_in_a_table_refuses_it(tmp_path: Path, cell: str) -> None:
    office = office_at("assessed", tmp_path / "o")
    head = office.journal.head()
    table = f"account,currency,booking_day,amount,counterparty\n{IBAN},EUR,2028-10-02,7.00,{cell}\n"
    with pytest.raises(PaymentError, match=r"s\.csv, line 2, counterparty: .* begins like a formula"):
        receive(office, table.encode(), "s.csv", on=ON, by="ana")
    assert office.journal.head() == head


def test_a_table_is_booked_like_a_message(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    table = f"account,currency,booking_day,amount,creditor_reference,balance\n{IBAN},EUR,2028-10-02,100000.00,RF09LEVYACME2027,100000.00\n"
    found = receive(office, table.encode(), "s.csv", on=ON, by="ana")
    assert [kind for kind, _ in said(found.entries)] == ["statement_received", "received", "matched"]
    assert found.problems == ()


def test_a_receipt_that_the_bank_takes_back_is_owed_again(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    back = entry(
        "20000.00", details(credit=False, reason="AM05"), credit=False, reversal=True, reference="B-2", booking="2028-10-06",
        value="2028-10-06",
    )  # fmt: skip
    found = receive(
        office, one_day(back, opening="120000.00", closing="100000.00"), "s.xml", on=day("2028-10-07"), by="ana"
    )
    assert [kind for kind, _ in said(found.entries)] == ["statement_received", "matched", "receipt_returned"]
    after = numbers(office)
    assert (after["Receivable:Levy:bolt"], after["Pot:2027"], after["Bank:main"]) == (
        5_000_000,
        -10_000_000,
        10_000_000,
    )
