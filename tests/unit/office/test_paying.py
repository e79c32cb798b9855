"""Orders: prepared by one person, released by another, and what the bank says of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from agister.errors import AgisterError, PaymentError, ProcedureError
from agister.levy.runs import sharing_record
from agister.office.folder import Office
from agister.office.paying import book_bank_status, prepare_order, release_order
from agister.office.receiving import receive
from tests.bank_messages import status_report
from tests.office_folder import PAYER, SHARES, book, day, numbers, office_at, one_day, paid_in, said

ON = day("2029-02-05")


def _prepared(folder: Path) -> Office:
    office = office_at("shared", folder)
    prepare_order(office, "O-1", bank="main", execution=day("2029-02-06"), on=ON, by="ana")
    return office


def test_an_order_pays_all_that_is_due(tmp_path: Path) -> None:
    office = office_at("shared", tmp_path / "o")
    found = prepare_order(office, "O-1", bank="", execution=day("2029-02-06"), on=ON, by="ana")
    assert {one.payee: one.units for one in found.payments} == SHARES
    assert (said(found.entries), found.waiting) == ([("payment_prepared", "order:O-1")], ())
    assert found.entries[0].facts["total"] == 11_407_200
    released = release_order(office, "O-1", on=ON, by="bo")
    assert said(released.entries) == [("payment_ordered", "order:O-1")]
    assert released.entries[0].text == "3 payments of together EUR 114,072.00 go to the bank."
    assert office.documents.read(str(released.entries[0].facts["file_digest"])) == released.file
    amounts = [item.text for item in fromstring(released.file).iter() if item.tag.endswith("}InstdAmt")]
    assert sorted(amounts) == ["16934.40", "29400.00", "67737.60"]
    # What is at the bank is not due again, and moved nothing yet.
    assert numbers(office)["Payable:archive"] == -SHARES["archive"]
    with pytest.raises(PaymentError, match="nothing can be paid"):
        prepare_order(office, "O-2", bank="", execution=day("2029-02-07"), on=day("2029-02-06"), by="ana")


def test_four_eyes_and_one_name_for_one_order(tmp_path: Path) -> None:
    office = _prepared(tmp_path / "o")
    head = office.journal.head()
    with pytest.raises(PaymentError, match=r"prepared order O-1: somebody else must release it \(four eyes\)"):
        release_order(office, "O-1", on=ON, by=" Ana ")
    with pytest.raises(PaymentError, match="there is no prepared order O-9: put one together first"):
        release_order(office, "O-9", on=ON, by="bo")
    with pytest.raises(PaymentError, match="there is an order O-1 already"):
        prepare_order(office, "O-1", bank="", execution=day("2029-02-06"), on=ON, by="ana")
    with pytest.raises(PaymentError, match="the office has no bank account 'other'; there are main"):
        prepare_order(office, "O-2", bank="other", execution=day("2029-02-06"), on=ON, by="ana")
    assert office.journal.head() == head
    release_order(office, "O-1", on=ON, by="bo")
    with pytest.raises(PaymentError, match="was released already: its file is among the documents"):
        release_order(office, "O-1", on=ON, by="cy")


def test_what_changed_since_it_was_prepared_is_prepared_anew(tmp_path: Path) -> None:
    office = _prepared(tmp_path / "o")
    book(office, "payee-suspension", {"payee": "library", "reason": "its accounts are late"}, "2029-02-05")
    head = office.journal.head()
    with pytest.raises(PaymentError, match="has changed since order O-1 was prepared on 2029-02-05: prepare another"):
        release_order(office, "O-1", on=ON, by="bo")
    assert office.journal.head() == head
    again = prepare_order(office, "O-2", bank="", execution=day("2029-02-06"), on=ON, by="ana")
    assert said(again.entries) == [("held", "payout:2027/library"), ("payment_prepared", "order:O-2")]
    assert numbers(office)["Held:Suspended:2028"] == -SHARES["library"]
    assert sorted(one.payee for one in again.payments) == ["archive", "fund"]


@pytest.mark.parametrize("name", ["order-" + "9" * 40, "O 1/ä", "/1", "O/1", "a+" * 20])
def test_a_name_that_no_bank_takes_is_refused_at_once(tmp_path: Path, name: str) -> None:
    office = office_at("shared", tmp_path / "o")
    head = office.journal.head()
    with pytest.raises(AgisterError, match=r"is not 1 to 35 characters of the scheme|cannot be the name of an order"):
        prepare_order(office, name, bank="", execution=day("2029-02-06"), on=ON, by="ana")
    assert office.journal.head() == head


def test_what_the_bank_refuses_is_due_again(tmp_path: Path) -> None:
    office = office_at("ordered", tmp_path / "o")
    record = sharing_record(office.journal)
    refused = next(one for one in record.orders["O-1"] if one.payee == "fund")
    block = (
        "<OrgnlPmtInfAndSts><OrgnlPmtInfId>O-1-2</OrgnlPmtInfId><TxInfAndSts>"
        f"<OrgnlEndToEndId>{refused.end_to_end}</OrgnlEndToEndId><TxSts>RJCT</TxSts>"
        "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts>"
    )
    entries = book_bank_status(office, status_report(block, group="PART"), "s.xml", on=day("2029-02-06"), by="ana")
    assert said(entries) == [("payment_status", "order:O-1")]
    again = prepare_order(office, "O-2", bank="", execution=day("2029-02-08"), on=day("2029-02-07"), by="ana")
    assert [(one.payee, one.units) for one in again.payments] == [("fund", SHARES["fund"])]
    assert again.payments[0].end_to_end_id != refused.end_to_end
    head = office.journal.head()
    with pytest.raises(PaymentError):
        book_bank_status(office, b"<Document/>", "s.xml", on=day("2029-02-06"), by="ana")
    with pytest.raises(PaymentError, match="there is no order 'O-9'"):
        book_bank_status(office, status_report(group="ACCP", order="O-9"), "s.xml", on=day("2029-02-06"), by="ana")
    assert office.journal.head() == head


def test_a_refund_goes_to_the_account_it_came_from_or_the_one_that_is_named(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    twice = one_day(paid_in("levy/acme/2027", "5.00", "B-3"), opening="120000.00", closing="120005.00")
    (extra,) = receive(office, twice, "s.xml", on=day("2028-10-04"), by="ana").unmatched
    refund = {"receipt": extra.receipt, "party": "acme", "amount": "EUR 5.00", "reason": "paid twice"}
    book(office, "refund", refund, "2028-10-05")
    found = prepare_order(office, "R-1", bank="", execution=day("2028-10-07"), on=day("2028-10-06"), by="ana")
    assert [(one.payee, one.units, one.iban, one.remittance) for one in found.payments] == [
        ("acme", 500, PAYER, "Refund to acme")
    ]


def test_a_refund_without_any_account_waits(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    gift = one_day(paid_in("", "5.00", "B-3", "Somebody", ""), opening="120000.00", closing="120005.00")
    (extra,) = receive(office, gift, "s.xml", on=day("2028-10-04"), by="ana").unmatched
    refund = {"receipt": extra.receipt, "party": "somebody", "amount": "EUR 5.00", "reason": "no charge"}
    head = office.journal.head()
    with pytest.raises(ProcedureError, match="is no IBAN: its check digits are wrong"):
        book(office, "refund", {**refund, "iban": "DE02120300000000202050", "holder": "S"}, "2028-10-05")
    assert office.journal.head() == head
    book(office, "refund", refund, "2028-10-05")
    with pytest.raises(PaymentError, match=r"EUR 5\.00 for somebody: no account of it is known"):
        prepare_order(office, "R-1", bank="", execution=day("2028-10-07"), on=day("2028-10-06"), by="ana")
