"""`agister levy receive`."""

from __future__ import annotations

from pathlib import Path

from tests.bank_messages import one_day
from tests.commands import Agister
from tests.office_folder import both_pay, office_at, paid_in


def test_statements_one_after_another(agister: Agister, tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    first, second = tmp_path / "1.xml", tmp_path / "2.xml"
    first.write_bytes(both_pay())
    second.write_bytes(one_day(paid_in("", "7.00", "B-7", "A stranger"), opening="120000.00", closing="120008.00").replace(
        b"120008.00", b"120007.00"
    ))  # fmt: skip
    desk = ["--office", office.folder, "--by", "ana", "--on", "2028-10-05"]
    said = agister("levy", "receive", first, second, first, *desk)
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "1.xml: 5 entries booked, 0 movements were booked before, 0 moved no money"
    assert "1.xml: 0 entries booked, 2 movements were booked before, 0 moved no money" in lines
    assert "to be found: receipt" in said.out
    assert "problem" not in said.out
    found = agister("levy", "receive", first, *desk, "--json").object["statements"][0]
    assert (found["booked"], found["booked_before"], found["problems"]) == ([], 2, [])


def test_a_difference_is_told(agister: Agister, tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    path = tmp_path / "s.xml"
    path.write_bytes(one_day(paid_in("", "7.00", "B-7"), opening="50.00", closing="57.00"))
    said = agister("levy", "receive", path, "--office", office.folder, "--by", "ana", "--on", "2028-10-05")
    assert said.status == 0
    assert "  problem: main: the bank says that EUR 57.00 lay on the account" in said.out


def test_what_contradicts_itself_is_refused(agister: Agister, tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    head = office.journal.head()
    path = tmp_path / "s.xml"
    path.write_bytes(one_day(paid_in("", "7.00", "B-7"), opening="0.00", closing="8.00"))
    assert "nothing is booked" in agister.refuses("levy", "receive", path, "--office", office.folder, "--by", "ana")
    assert "gone.xml" in agister.refuses(
        "levy", "receive", tmp_path / "gone.xml", "--office", office.folder, "--by", "ana"
    )
    assert office.journal.head() == head
