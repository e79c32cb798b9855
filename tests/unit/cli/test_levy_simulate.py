from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import Agister
from tests.scenarios import CONTENT, KEY, scenario_text


@pytest.fixture
def written(tmp_path: Path) -> Path:
    (tmp_path / "key.yaml").write_bytes(KEY)
    path = tmp_path / "scenario.yaml"
    path.write_text(scenario_text(cases=CONTENT["cases"][:1], monte_carlo={"draws": 40, "seed": 3}))
    return path


def test_the_answer_comes_first(agister: Agister, written: Path, tmp_path: Path) -> None:
    said = agister("levy", "simulate", written, "--out", tmp_path / "out")
    lines = said.out.splitlines()
    assert said.status == 0
    assert lines[0] == "What comes in?"
    assert lines[1].startswith("  model act: EUR ")
    assert "what moves the yield of all years most" in lines
    assert any(line.split() == ["no", "credit", "of", "model", "act", "more", *line.split()[6:]] for line in lines)
    assert "drafts for simulation; nobody owes this under any law" in said.out
    assert lines[-1].endswith(f"report: {tmp_path / 'out' / 'report.html'}")
    assert (tmp_path / "out" / "report.html").is_file()


def test_json_is_the_summary(agister: Agister, written: Path, tmp_path: Path) -> None:
    said = agister("levy", "simulate", written, "--out", tmp_path / "out", "--json", "--draws", 0)
    assert said.object == json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert said.object["draws"] == {"number": 0, "seed": 3}
    assert not (tmp_path / "out" / "draws.parquet").exists()


def test_the_same_seed_gives_the_same_report(agister: Agister, written: Path, tmp_path: Path) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        agister("levy", "simulate", written, "--out", tmp_path / name, "--seed", seed)
    reports = [(tmp_path / name / "report.html").read_bytes() for name in ("a", "b", "c")]
    assert reports[0] == reports[1] != reports[2]


def test_bad_input_is_refused_and_nothing_written(agister: Agister, written: Path, tmp_path: Path) -> None:
    written.write_text(written.read_text().replace("territorial_share", "teritorial_share", 1))
    refused = agister.refuses("levy", "simulate", written, "--out", tmp_path / "out")
    assert "did you mean `territorial_share`?" in refused
    assert not (tmp_path / "out").exists()
    assert "No such file" in agister.refuses("levy", "simulate", tmp_path / "none.yaml", "--out", tmp_path / "out")
    assert "--draws takes 0 to" in agister.refuses(
        "levy", "simulate", _good(written), "--out", tmp_path / "out", "--draws", 9_999_999
    )


def test_a_file_in_the_place_of_the_folder_is_refused(agister: Agister, written: Path) -> None:
    assert "is a file; name a folder" in agister.refuses("levy", "simulate", written, "--out", written)


def _good(path: Path) -> Path:
    path.write_text(scenario_text())
    return path
