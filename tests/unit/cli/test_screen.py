from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import Agister
from tests.datasets import left_in, rows_of_file, write
from tests.indexes import OUTCOMES

COUNTS = {"unreadable": 4, "reserved": 3, "unknown": 3, "permitted": 1, "unchecked": 1}


def arguments(place: Path, folder: Path, *more: object) -> list[object]:
    source = write(folder / "in.parquet")
    out = folder / "out.parquet"
    return ["screen", source, "--index", place / "idx", "--policy", place / "policy.toml", "--out", out, *more]


def test_one_json_object(agister: Agister, place: Path, tmp_path: Path) -> None:
    said = agister(*arguments(place, tmp_path, "--json"))
    assert (said.status, said.err) == (0, "")
    found = said.object
    assert isinstance(found.pop("seconds"), float)
    assert found == {
        "rows": 12,
        "outcomes": COUNTS,
        "protocols": {"robots_txt": 3, "content_signals": 1, "tdmrep": 1},
        "problems": {"url-missing": 2, "url-unusable": 1},
        "manifest": str(tmp_path / "out.parquet.manifest.json"),
        "coverage": 0.666667,
        "repaired": 0,
    }
    assert [row["agister_outcome"] for row in rows_of_file(tmp_path / "out.parquet")] == list(OUTCOMES)


def test_the_summary(agister: Agister, place: Path, tmp_path: Path) -> None:
    said = agister(*arguments(place, tmp_path, "--kept", tmp_path / "k.parquet", "--excluded", tmp_path / "e.parquet"))
    assert (said.status, said.err) == (0, "")
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    policy = place / "policy.toml"
    assert lines[0] == f"12 rows screened: 4 kept (33.3 %), 8 excluded (66.7 %) under {policy}"
    assert "reserved 3 25.0 % excluded a rightholder reserved this use" in lines
    assert "permitted 1 8.3 % kept somebody entitled said yes" in lines
    assert "robots_txt 3" in lines
    assert "url-missing 2" in lines
    assert any(line.startswith("the index covers 66.7") for line in lines)
    assert f"kept {tmp_path / 'k.parquet'}" in lines
    assert left_in(tmp_path) == ["e.parquet", "in.parquet", "k.parquet", "out.parquet", "out.parquet.manifest.json"]


def test_a_report(agister: Agister, place: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    assert agister(*arguments(place, tmp_path, "--report", report, "--json")).status == 0
    text = report.read_text("utf-8")
    assert text.lower().startswith("<!doctype html>")
    assert "https://blocked.example" in text


def test_a_report_is_written_over_nothing(agister: Agister, place: Path, tmp_path: Path) -> None:
    own = "--report must be a file of its own, not the input or another output"
    for report in ("out.parquet", "out.parquet.manifest.json"):
        said = agister.refuses(*arguments(place, tmp_path, "--report", tmp_path / "x" / ".." / report))
        assert said == own
    said = agister.refuses(*arguments(place, tmp_path, "--report", tmp_path))
    assert said == f"{tmp_path} is a folder: name the file of the report, such as report.html"
    assert "out.parquet" not in left_in(tmp_path)


def test_again_everything_is_done_already(agister: Agister, place: Path, tmp_path: Path) -> None:
    first = agister(*arguments(place, tmp_path, "--json")).object
    before = json.loads((tmp_path / "out.parquet.manifest.json").read_text())
    again = agister(*arguments(place, tmp_path))
    assert "1 of 1 shards were done already" in again.out
    after = json.loads((tmp_path / "out.parquet.manifest.json").read_text())
    assert (first["rows"], before["counts"], before["shards"]) == (12, after["counts"], after["shards"])


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--engine", "spark"], "no engine 'spark'; there are: "),
        (["--as-of", "soon"], "--as-of 'soon' is no date: write 2026-11-24 or 2026-11-24T10:00:00Z"),
        (["--url-column", "x"], "no column 'x'; the input has: 'id', 'url', 'text'"),
    ],
)
def test_refused(agister: Agister, place: Path, tmp_path: Path, more: list[str], message: str) -> None:
    assert agister.refuses(*arguments(place, tmp_path, *more)).startswith(message)
    assert left_in(tmp_path) == ["in.parquet"]


def test_one_time_or_each_its_own(agister: Agister, place: Path, tmp_path: Path) -> None:
    said = agister(*arguments(place, tmp_path, "--as-of", "2031-01-01", "--as-of-column", "id"))
    assert said.status == 2
    assert "not allowed with argument --as-of" in said.err
