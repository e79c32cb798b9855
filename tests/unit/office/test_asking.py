"""Notices and the end of a day."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from agister.errors import PaymentError, ProcedureError
from agister.office.asking import ask, end_of_day
from agister.office.folder import open_office
from agister.office.receiving import receive
from tests.office_folder import book, both_pay, day, office_at, said


def _text(path: Path, pdf: bytes) -> str:
    path.write_bytes(pdf)
    return " ".join("\n".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_notice_asks_for_all_under_one_reference(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    found = ask(office, "acme", due=None, on=day("2028-09-01"), by="ana")
    assert said(found.entries) == [("notice_issued", "notice:acme/1")]
    facts = found.entries[0].facts
    assert (facts["charges"], facts["amount"], facts["due"]) == (["levy/acme/2027"], 10_000_000, "2028-10-01")
    assert (found.units, found.currency, found.reference) == (10_000_000, "EUR", "RF09LEVYACME2027")
    assert office.documents.read(found.entries[0].documents[0]) == found.pdf
    text = _text(tmp_path / "n.pdf", found.pdf)
    assert "100 000.00 EUR" in text
    assert "Acme plc" in text
    assert "Test Act s. 1" in text


def test_what_is_suspended_or_paid_is_not_asked_for(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    with pytest.raises(ProcedureError, match="acme owes nothing that can be asked for on 2028-10-10"):
        ask(office, "acme", due=None, on=day("2028-10-10"), by="ana")
    office = office_at("assessed", tmp_path / "p")
    dispute = {
        "case": "D-1",
        "assessment": "bolt/2027/1",
        "amount": "EUR 10000.00",
        "ground": "x",
        "forum": "review",
        "suspends": "yes",
    }
    book(office, "dispute", dispute, "2028-09-10", by="bolt")
    receive(office, both_pay(), "s.xml", on=day("2028-10-03"), by="ana")
    found = ask(office, "bolt", due=None, on=day("2028-10-10"), by="ana")
    # The due day is over: 30 days are given.
    assert (found.units, found.entries[0].facts["due"]) == (2_000_000, "2028-11-09")


def test_the_end_of_a_day_is_booked_once(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    found = end_of_day(office, on=day("2029-12-31"), by="ana", asked=("levy/bolt/2027",))
    assert sorted({entry.kind for entry in found.entries}) == ["assessment_final", "interest_raised"]
    interest = next(entry for entry in found.entries if entry.kind == "interest_raised" and "bolt" in entry.subject)
    assert interest.text.startswith("Interest of bolt on the levy for 2027, 2028-10-01 to 2029-12-31: EUR 1,876.71.")
    assert "raised before" not in interest.text
    head = office.journal.head()
    assert end_of_day(office, on=day("2029-12-31"), by="ana").entries == ()
    assert office.journal.head() == head


def test_an_office_without_an_account_asks_nobody(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    path = office.folder / "office.toml"
    path.write_text(path.read_text().partition("[[bank]]")[0])
    with pytest.raises(PaymentError, match=r"no bank account to be paid on: add a \[\[bank\]\] to office.toml"):
        ask(open_office(office.folder), "acme", due=None, on=day("2028-09-01"), by="ana")
