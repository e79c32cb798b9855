"""`agister levy report`, on an office whose books are filled by hand."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from agister.cli import levy_report
from agister.cli.main import main
from tests.levy_books import sample_office


class _Opened:
    """An office as the command opens it."""

    def __init__(self) -> None:
        self.documents = sample_office()
        self.journal = self.documents.journal
        self.settings = SimpleNamespace(name="Levy Office")


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> _Opened:
    opened = _Opened()
    monkeypatch.setattr(levy_report, "open_office", lambda _folder: opened)
    return opened


def test_it_writes_a_folder_and_says_how_to_check_it(
    office: _Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report"
    assert main(["levy", "report", "--office", "x", "--out", str(out)]) == 0
    text = capsys.readouterr().out
    assert f"open {out / 'report.html'}" in text
    assert f"agister levy recompute {out}" in text
    assert json.loads((out / "report.json").read_bytes())["journal"]["head"] == office.journal.head()[1]
    assert (out / "report.html").is_file()
    assert main(["levy", "recompute", str(out)]) == 0


def test_days_title_and_returns_are_taken(office: _Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "report"
    asked = ["--start", "2033-01-01", "--until", "2033-12-31", "--title", "Year", "--returns", "all", "--json"]
    assert main(["levy", "report", "--office", "x", "--out", str(out), *asked]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "return_digest" not in found["withheld"]
    assert found["folder"] == str(out)
    assert office.documents.has(json.loads((out / "report.json").read_bytes())["acts"][0]["digest"])
    assert json.loads((out / "report.json").read_bytes())["title"] == "Year"


def test_a_folder_that_is_there_is_not_written_over(
    office: _Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").write_text("mine")
    assert main(["levy", "report", "--office", "x", "--out", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert office.journal.head()[0] == 175
