"""`agister levy recompute`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agister.cli.main import main
from agister.publishing.levy.folder import write_report
from tests.levy_books import sample_office


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = sample_office()
    return write_report(office.journal, office, tmp_path_factory.mktemp("r") / "report").path


def test_equal_is_status_zero_with_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["levy", "recompute", str(folder)]) == 0
    text = capsys.readouterr().out
    assert text.startswith("equal: 175 entries, 143 postings, ")
    assert "2 assessed: they rest on documents that are not in the folder" in " ".join(text.split())


def test_json_says_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["levy", "recompute", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["equal"] is True
    assert found["difference"] is None
    assert found["computed_again"]["assessed"] == 9


def test_a_difference_is_one_line_and_status_two(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = sample_office()
    copy = write_report(office.journal, office, tmp_path / "copy").path
    report = copy / "report.json"
    report.write_bytes(report.read_bytes().replace(b"1880259687", b"1880259688", 1))
    assert main(["levy", "recompute", str(copy)]) == 2
    (line,) = capsys.readouterr().out.splitlines()
    assert line == "different: report.json.periods[0].assessed — the folder says 1880259688, computed is 1880259687"
    assert main(["levy", "recompute", str(copy), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["difference"]["ours"] == "1880259687"


def test_what_is_no_folder_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["levy", "recompute", str(tmp_path)]) == 2
    assert "this is no report folder" in capsys.readouterr().err
