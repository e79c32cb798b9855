"""`agister levy reverse`."""

from __future__ import annotations

from pathlib import Path

from tests.commands import Agister
from tests.office_folder import book, numbers, office_at


def test_a_run(agister: Agister, tmp_path: Path) -> None:
    office = office_at("shared", tmp_path / "o")
    desk = ["--office", office.folder, "--by", "bo", "--on", "2029-02-06"]
    said = agister("levy", "reverse", "run:2027", "--reason", "an input was wrong", *desk)
    assert said.out.startswith(
        "run:2027   Run 2027 is taken back: EUR 120,000.00 return to the pot. an input was wrong"
    )
    assert numbers(office)["Pot:2027"] == -12_000_000
    assert "there is no run 'x'" in agister.refuses("levy", "reverse", "run:x", "--reason", "y", *desk)


def test_an_entry(agister: Agister, tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    (wrong,) = book(
        office, "remission", {"charge": "levy/bolt/2027", "amount": "EUR 1.00", "reason": "x"}, "2028-11-01"
    )
    desk = ["--office", office.folder, "--by", "bo", "--on", "2028-11-02"]
    found = agister("levy", "reverse", wrong.key, "--reason", "another party", *desk, "--json").object
    assert found["booked"][0]["postings"] == [["Loss:Remission", -100, "EUR"], ["Receivable:Levy:bolt", 100, "EUR"]]
    assert "was corrected already" in agister.refuses("levy", "reverse", wrong.key, "--reason", "again", *desk)
    assert "there is no entry 'run:a:b'" in agister.refuses("levy", "reverse", "run:a:b", "--reason", "x", *desk)
