"""`agister levy pay`: four eyes, one file."""

from __future__ import annotations

from pathlib import Path

from tests.bank_messages import status_report
from tests.commands import Agister
from tests.office_folder import office_at


def test_prepared_by_one_and_released_by_another(agister: Agister, tmp_path: Path) -> None:
    office = office_at("shared", tmp_path / "o")
    desk = ["--office", office.folder, "--on", "2029-02-05"]
    said = agister("levy", "pay", "O-1", "--prepare", *desk, "--by", "ana")
    assert said.out.splitlines() == [
        "order O-1: 3 payments, EUR 114,072.00",
        "  archive   EUR 67,737.60   to Archive",
        "  fund   EUR 29,400.00   to Fund",
        "  library   EUR 16,934.40   to Library",
        f"next, by somebody else: agister levy pay O-1 --out O-1.xml --office {office.folder} --by NAME",
    ]
    out = tmp_path / "pain.xml"
    head = office.journal.head()
    assert agister.refuses("levy", "pay", "O-1", "--out", out, *desk, "--by", "ana") == (
        "ana prepared order O-1: somebody else must release it (four eyes)"
    )
    out.write_text("mine")
    assert agister.refuses("levy", "pay", "O-1", "--out", out, *desk, "--by", "bo") == (
        f"{out} exists already: name another file, nothing is overwritten"
    )
    assert (out.read_text(), office.journal.head()) == ("mine", head)
    out.unlink()
    assert [path.name for path in tmp_path.iterdir()] == ["o"]
    released = agister("levy", "pay", "O-1", "--out", out, *desk, "--by", "bo")
    assert released.out.splitlines()[-1] == (
        f"written: {out}; send it to the bank, then book its statement with agister levy receive"
    )
    assert b"pain.001.001." in out.read_bytes()
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["o", "pain.xml"]


def test_what_the_bank_says(agister: Agister, tmp_path: Path) -> None:
    office = office_at("ordered", tmp_path / "o")
    path = tmp_path / "pain002.xml"
    path.write_bytes(status_report(group="ACCP"))
    desk = ["--office", office.folder, "--on", "2029-02-06", "--by", "ana"]
    said = agister("levy", "pay", "--status", path, *desk)
    assert said.out == "order:O-1   The bank says ACCP of order O-1.\n"
    path.write_bytes(b"<!DOCTYPE x [<!ENTITY a 'b'>]><Document>&a;</Document>")
    assert "pain002.xml" in agister.refuses("levy", "pay", "--status", path, *desk)


def test_usage(agister: Agister, tmp_path: Path) -> None:
    office = office_at("shared", tmp_path / "o")
    desk = ["--office", office.folder, "--on", "2029-02-05", "--by", "ana"]
    assert agister.refuses("levy", "pay", "--out", tmp_path / "none.xml", *desk) == (
        "name the order to release: agister levy pay ORDER --out FILE.xml; none waits to be released"
    )
    found = agister("levy", "pay", "O-1", "--prepare", *desk, "--json").object
    assert [(one["payee"], one["units"]) for one in found["payments"]] == [
        ("archive", 6_773_760), ("fund", 2_940_000), ("library", 1_693_440),
    ]  # fmt: skip
    assert agister("levy", "pay", "O-1", *desk).status == 2


def test_an_order_need_not_be_named(agister: Agister, tmp_path: Path) -> None:
    office, out = office_at("shared", tmp_path / "o"), tmp_path / "pain.xml"
    desk = ["--office", office.folder, "--on", "2029-02-05"]
    assert agister("levy", "pay", "--prepare", *desk, "--by", "ana", "--json").object["order"] == "ORDER-1"
    assert agister("levy", "pay", "--prepare", *desk, "--by", "ana", "--json").object["order"] == "ORDER-2"
    assert agister.refuses("levy", "pay", "--out", out, *desk, "--by", "bo") == (
        "name the order to release: agister levy pay ORDER --out FILE.xml; ORDER-1, ORDER-2 wait to be released"
    )
    agister("levy", "pay", "ORDER-2", "--out", out, *desk, "--by", "bo")
    assert b"<MsgId>ORDER-2</MsgId>" in out.read_bytes()
