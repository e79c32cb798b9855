"""`agister levy report`, on an office whose year is under way."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.commands import Agister
from tests.office_folder import ACT, digest, office_at


def test_it_writes_a_folder_and_says_how_to_check_it(agister: Agister, tmp_path: Path) -> None:
    office, out = office_at("ordered", tmp_path / "o"), tmp_path / "report"
    said = agister("levy", "report", "--office", office.folder, "--out", out)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[0] == f"open {out / 'report.html'}"
    assert said.out.splitlines()[-1] == f"anybody computes it again: agister levy recompute {out}"
    report = json.loads((out / "report.json").read_bytes())
    assert (report["title"], report["journal"]["head"]) == ("Test office", office.journal.head()[1])
    assert report["acts"][0]["digest"] == digest(ACT)
    # What is private stands under seals in every file.
    shown = b"".join(
        path.read_bytes() for path in out.rglob("*") if path.suffix in (".jsonl", ".json", ".csv", ".html")
    )
    assert b"NL91ABNA0417164300" not in shown
    again = agister("levy", "recompute", out)
    assert (again.status, again.out.startswith("equal: ")) == (0, True)


def test_days_title_and_returns_are_taken(agister: Agister, tmp_path: Path) -> None:
    office, out = office_at("paid", tmp_path / "o"), tmp_path / "report"
    asked = ["--start", "2028-01-01", "--until", "2028-12-31", "--title", "Year", "--returns", "all", "--json"]
    found = agister("levy", "report", "--office", office.folder, "--out", out, *asked).object
    assert found["folder"] == str(out)
    assert "return_digest" not in found["withheld"]
    assert json.loads((out / "report.json").read_bytes())["title"] == "Year"


def test_a_folder_in_use_is_left_alone(agister: Agister, tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    head = office.journal.head()
    assert "is not empty" in agister.refuses("levy", "report", "--office", office.folder, "--out", tmp_path)
    assert office.journal.head() == head


def test_nothing_is_published_from_books_that_were_changed(agister: Agister, tmp_path: Path) -> None:
    office, out = office_at("paid", tmp_path / "o"), tmp_path / "report"
    with sqlite3.connect(office.folder / "journal.sqlite") as database:
        for row in list(database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
            database.execute(f"DROP TRIGGER {row[0]}")
        database.execute("UPDATE postings SET units = units + 1 WHERE account = 'Bank:main'")
    said = agister.refuses("levy", "report", "--office", office.folder, "--out", out)
    assert said.startswith("the books are damaged, and nothing is published from them: ")
    assert not out.exists()
