"""`agister levy office`: made, shown, closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.office.folder import open_office
from tests.bank_messages import IBAN
from tests.commands import Agister
from tests.office_folder import ACT, CHARTERED, office_at
from tests.postgres_server import Server


def _papers(folder: Path) -> list[object]:
    (folder / "act.yaml").write_text(ACT)
    (folder / "charter.yaml").write_text(CHARTERED)
    return [
        "--instrument",
        folder / "act.yaml",
        "--charter",
        folder / "charter.yaml",
        "--by",
        "ana",
        "--on",
        "2027-01-01",
    ]


def test_init_makes_an_office_and_says_what_comes_next(agister: Agister, tmp_path: Path) -> None:
    made = tmp_path / "o"
    said = agister(
        "levy",
        "office",
        "init",
        made,
        *_papers(tmp_path),
        "--name",
        "Our office",
        "--iban",
        "DE89 3704 0044 0532 0130 00",
    )
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[-1] == f"next: agister levy book REGISTRATION.yaml --office {made} --by NAME"
    office = open_office(made)
    assert (office.settings.name, office.settings.banks[0].iban) == ("Our office", IBAN)
    assert [booked.entry.kind for booked in office.journal.entries()] == ["office_opened", "charter_adopted"]


def test_init_refuses_in_one_line(agister: Agister, tmp_path: Path) -> None:
    papers = _papers(tmp_path)
    assert "is not empty: name a new folder" in agister.refuses("levy", "office", "init", tmp_path, *papers)
    assert "check digits are wrong" in agister.refuses(
        "levy", "office", "init", tmp_path / "o", *papers, "--iban", "DE89370400440532013001"
    )
    assert agister.refuses(
        "levy", "office", "init", tmp_path / "o", "--instrument", "no-act", "--by", "ana"
    ).startswith("there is no act 'no-act'; there are ")
    (tmp_path / "latin.yaml").write_bytes(b"caf\xe9")
    assert "is not UTF-8 (byte 3)" in agister.refuses(
        "levy", "office", "init", tmp_path / "o", "--instrument", tmp_path / "latin.yaml", "--by", "ana"
    )
    assert "environment variable NOWHERE_SET" in agister.refuses(
        "levy", "office", "init", tmp_path / "o", *papers, "--postgres", "NOWHERE_SET"
    )
    assert not (tmp_path / "o" / "office.toml").exists()


def test_init_in_postgres(agister: Agister, tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICE_DATABASE", postgres.connection)
    said = agister(
        "levy", "office", "init", tmp_path / "o", *_papers(tmp_path), "--postgres", "OFFICE_DATABASE", "--schema",
        postgres.new_schema(),
    )  # fmt: skip
    assert (said.status, said.err) == (0, "")
    shown = agister("levy", "office", "show", "--office", tmp_path / "o", "--json").object
    assert (shown["entries"], shown["balances"]) == (2, [])
    assert "postgresql://" not in (tmp_path / "o" / "office.toml").read_text()


def test_show(agister: Agister, tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    said = agister("levy", "office", "show", "--office", office.folder, "--on", "2028-10-10")
    assert said.status == 0
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert lines[0].startswith(f"Test office test-act 2028-10-10 {office.journal.head()[0]} entries, head sha256:")
    for line in (
        "Bank:main EUR 120,000.00 money at the bank",
        "bolt Bolt plc EUR 30,000.00 up to 30 days",
        "to be done",
    ):
        assert line in lines
    found = agister("levy", "office", "show", "--office", office.folder, "--on", "2028-10-10", "--json").object
    assert found["owed"] == [{"party": "bolt", "units": 3_000_000, "currency": "EUR", "age": "up to 30 days"}]
    assert found["head"] == office.journal.head()[1]
    assert found["to_do"][0].startswith("pot 2027: EUR 120,000.00")
    empty = agister(
        "levy", "office", "show", "--office", office_at("founded", tmp_path / "f").folder, "--on", "2027-06-01"
    )
    assert empty.out.rstrip().endswith("to be done\n  nothing")


def test_close(agister: Agister, tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    desk = ["--office", office.folder, "--by", "ana"]
    assert "say --on with a day after 2999-12-31" in agister.refuses(
        "levy", "office", "close", "--until", "2999-12-31", *desk
    )
    assert "say --on with a day after 2024-12-31" in agister.refuses(
        "levy", "office", "close", "--until", "2024-12-31", "--on", "2024-12-31", *desk
    )
    said = agister("levy", "office", "close", "--until", "2024-12-31", "--on", "2025-01-02", *desk)
    assert said.out == "office:test-act   The books are closed up to 2024-12-31.\n"


def test_a_folder_that_is_no_office(agister: Agister, tmp_path: Path) -> None:
    assert "is no office folder: it has no office.toml" in agister.refuses(
        "levy", "office", "show", "--office", tmp_path
    )
