"""`agister levy due`."""

from __future__ import annotations

from pathlib import Path

from tests.commands import Agister
from tests.office_folder import office_at


def test_what_fell_due(agister: Agister, tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    desk = ["--office", office.folder, "--by", "ana", "--on", "2029-12-31"]
    said = agister("levy", "due", *desk, "--interest-on", "levy/bolt/2027")
    assert "Interest of bolt on the levy for 2027, 2028-10-01 to 2029-12-31: EUR 1,876.71." in said.out
    assert agister("levy", "due", *desk).out.splitlines()[0] == "nothing to book: it is all booked already"
    assert agister("levy", "due", *desk, "--json").object["booked"] == []


def test_a_notice(agister: Agister, tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    desk = ["--office", office.folder, "--by", "ana", "--on", "2028-09-01"]
    assert (
        agister.refuses("levy", "due", "--notice", "acme", *desk) == "say where to write the letter: --out notice.pdf"
    )
    out = tmp_path / "notice.pdf"
    said = agister("levy", "due", "--notice", "acme", "--out", out, *desk)
    assert said.out.splitlines()[-1] == f"written: {out}   EUR 100,000.00 under RF09LEVYACME2027"
    assert out.read_bytes().startswith(b"%PDF-")
    head = office.journal.head()
    assert "exists already" in agister.refuses("levy", "due", "--notice", "acme", "--out", out, *desk)
    assert "nobody" in agister.refuses("levy", "due", "--notice", "nobody", "--out", tmp_path / "x.pdf", *desk)
    assert office.journal.head() == head
    assert not (tmp_path / "x.pdf").exists()
    found = agister(
        "levy", "due", "--notice", "bolt", "--out", tmp_path / "b.pdf", *desk, "--pay-by", "2028-12-01", "--json"
    ).object
    assert (found["amount"], found["booked"][0]["kind"]) == (5_000_000, "notice_issued")
