"""`agister levy journal`."""

from __future__ import annotations

from pathlib import Path

from tests.commands import Agister
from tests.office_folder import ACT, digest, office_at


def test_entries_with_their_keys(agister: Agister, tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    said = agister("levy", "journal", "--office", office.folder, "--subject", "assessment:acme/2027/1")
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert lines[-2:] == ["debit Receivable:Levy:acme EUR 100,000.00", "credit Assessed:Levy:2027 EUR 100,000.00"]
    found = agister("levy", "journal", "--office", office.folder, "--kind", "received", "--json").object
    assert [row["facts"]["amount"] for row in found] == [10_000_000, 2_000_000]
    number = office.journal.head()[0]
    last = agister("levy", "journal", "--office", office.folder, "--after", number - 1, "--json").object
    assert [(row["number"], row["digest"]) for row in last] == [office.journal.head()]
    assert agister("levy", "journal", "--office", office.folder, "--subject", "party:nobody").out == ""


def test_check(agister: Agister, tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    said = agister("levy", "journal", "--office", office.folder, "--check")
    number, head = office.journal.head()
    assert said.status == 0
    assert said.out.startswith(f"{number} entries and ")
    assert said.out.endswith(f"documents: whole\n  head {head}\n")
    name = digest(ACT).removeprefix("sha256:")
    (office.folder / "documents" / name[:2] / name).write_text("changed")
    damaged = agister("levy", "journal", "--office", office.folder, "--check", "--json")
    assert damaged.status == 1
    assert "was changed: it is no longer the document" in damaged.object["problems"][0]
    assert agister("levy", "journal", "--office", office.folder, "--check").out.count("damaged") == 1
