"""`agister levy book`."""

from __future__ import annotations

from pathlib import Path

from tests.commands import Agister
from tests.levy_acts import return_text
from tests.office_folder import office_at, paper


def test_it_lists_what_can_be_booked(agister: Agister, tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    said = agister("levy", "book", "--office", office.folder, "--by", "ana")
    assert said.status == 0
    assert said.out.splitlines()[0] == "documents that can be booked, by their schema:"
    found = agister("levy", "book", "--office", office.folder, "--by", "ana", "--json").object["schemas"]
    assert found["agister.levy.return/1"] == "the facts of a period"
    assert {"agister.levy.hold/1", "agister.levy.cost/1", "agister.levy.deployment/1"} <= set(found)


def test_a_return(agister: Agister, tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    path = tmp_path / "return.yaml"
    path.write_text(return_text({"local_revenue": 90_000_000}, party="acme", id="R-acme"))
    desk = ["--office", office.folder, "--by", "ana", "--on", "2028-08-25"]
    assert agister.refuses("levy", "book", path, *desk) == (
        "a return of acme for 2027 was filed already: to amend it, say why (--reason TEXT)"
    )
    said = agister("levy", "book", path, *desk, "--reason", "counted twice")
    assert [" ".join(line.split()) for line in said.out.splitlines()][-2:] == [
        "debit Assessed:Levy:2027 EUR 10,000.00",
        "credit Receivable:Levy:acme EUR 10,000.00",
    ]
    again = agister("levy", "book", path, *desk, "--reason", "counted twice", "--json").object
    assert again["booked"] == []
    said = agister("levy", "book", path, *desk, "--reason", "counted twice")
    assert said.out == "nothing to book: it is all booked already\n"


def test_what_is_wrong_is_one_line_and_books_nothing(agister: Agister, tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    desk = ["--office", office.folder, "--by", "ana", "--on", "2027-06-01"]
    head = office.journal.head()
    path = tmp_path / "bad.yaml"
    for content, message in (
        (b"caf\xe9", "bad.yaml: the file is not UTF-8 (byte 3); save it as UTF-8"),
        (b"schema: agister.levy.unheard/1", "agister.levy.unheard/1"),
        (paper("registration-decision", {"party": "x", "decision": "verified", "reason": "y"}), "x"),
    ):
        path.write_bytes(content)
        assert message in agister.refuses("levy", "book", path, *desk)
    assert "missing.yaml" in agister.refuses("levy", "book", tmp_path / "missing.yaml", *desk)
    assert office.journal.head() == head


def test_documents_before_the_wrong_one_stay_booked(agister: Agister, tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_bytes(paper("payee-suspension", {"payee": "fund", "reason": "late"}))
    bad.write_text("schema: agister.levy.unheard/1")
    before = office.journal.head()[0]
    said = agister("levy", "book", good, bad, "--office", office.folder, "--by", "ana", "--on", "2027-06-01")
    assert said.status == 2
    assert office.journal.head()[0] == before + 1
    assert said.err.endswith("; booked before it: good.yaml\n")
