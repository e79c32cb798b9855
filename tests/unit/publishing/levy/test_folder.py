"""The report folder."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from agister.errors import JournalError, UsageError
from agister.ledger import JournalEntry
from agister.publishing.levy.documents import ReturnsShown
from agister.publishing.levy.folder import ReportFolder, file_digest, write_report
from tests.levy_books import sample_office
from tests.levy_books_desk import Office


def test_every_file_is_in_the_manifest_with_its_digest(folder: ReportFolder) -> None:
    manifest = json.loads((folder.path / "manifest.json").read_bytes())
    there = {path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*") if path.is_file()}
    assert there == {*manifest["files"], "manifest.json"}
    for name, digest in manifest["files"].items():
        assert digest == "sha256:" + hashlib.sha256((folder.path / name).read_bytes()).hexdigest()
    assert folder.manifest == file_digest(folder.path / "manifest.json")


def test_acts_keys_rates_and_returns_of_named_payers_are_there_others_are_counted(
    folder: ReportFolder, office: Office
) -> None:
    names = {path.name for path in (folder.path / "documents").iterdir()}
    filed = {
        item.entry.facts["return_digest"]: item.entry.facts["party"]
        for item in office.journal.entries(kinds=("return_filed",))
    }
    shown = {party for digest, party in filed.items() if str(digest).removeprefix("sha256:") in names}
    assert shown == {"p-1", "p-2", "p-3", "p-4"}
    assert folder.withheld["return_digest"] == 2
    assert folder.withheld["statement_digest"] > 5
    assert folder.missing == ()


def test_returns_can_all_be_shown_or_none(office: Office, tmp_path: Path) -> None:
    every = write_report(office.journal, office, tmp_path / "all", returns=ReturnsShown.ALL)
    none = write_report(office.journal, office, tmp_path / "none", returns=ReturnsShown.NONE)
    assert "return_digest" not in every.withheld
    # Eleven returns and amendments; the amended one is named again as the one that was replaced.
    assert none.withheld["return_digest"] == 11


def test_writing_it_twice_gives_the_same_bytes(office: Office, folder: ReportFolder, tmp_path: Path) -> None:
    assert write_report(office.journal, office, tmp_path / "again").files == folder.files


def test_nothing_is_written_over(office: Office, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        write_report(office.journal, office, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_journal_that_cannot_be_published_leaves_nothing_behind(tmp_path: Path) -> None:
    def unsalted(entry: JournalEntry, _secret: bytes) -> JournalEntry:
        return entry

    office = sample_office(unsalted)
    with pytest.raises(JournalError, match="without a salt"):
        write_report(office.journal, office, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_the_office_lost_is_named(tmp_path: Path) -> None:
    office = sample_office()
    act = next(office.journal.entries()).entry.facts["instrument_digest"]
    del office.documents[str(act)]
    found = write_report(office.journal, office, tmp_path / "out")
    assert found.missing == (act,)
    assert found.withheld["missing"] == 1


def test_the_days_of_the_report_are_those_that_were_asked_for(office: Office, tmp_path: Path) -> None:
    from datetime import date

    found = write_report(
        office.journal, office, tmp_path / "o", start=date(2033, 1, 1), until=date(2033, 12, 31), title="Year 2033"
    )
    report: dict[str, Any] = json.loads((found.path / "report.json").read_bytes())
    assert (report["from"], report["until"], report["title"]) == ("2033-01-01", "2033-12-31", "Year 2033")
