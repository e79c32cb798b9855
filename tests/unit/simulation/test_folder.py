from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from agister.errors import LevyError
from agister.simulation import folder
from agister.simulation.folder import write_folder
from agister.simulation.simulate import Simulation


def test_the_folder(found: Simulation, tmp_path: Path) -> None:
    written = write_folder(found, tmp_path / "out")
    names = ["rows.parquet", "rows.csv", "draws.parquet", "summary.json", "report.html"]
    assert [path.name for path in written] == names
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names)
    assert pq.read_table(tmp_path / "out" / "rows.parquet").num_rows == len(found.rows)
    assert json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))["assessments"] == len(found.rows)


def test_draws_of_an_earlier_run_do_not_stay(found: Simulation, tmp_path: Path) -> None:
    write_folder(found, tmp_path)
    write_folder(replace(found, spreads=()), tmp_path)
    assert not (tmp_path / "draws.parquet").exists()


def test_a_file_in_the_place_of_the_folder_is_refused(found: Simulation, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(LevyError, match="is a file; name a folder"):
        write_folder(found, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_nothing_half_written_stays(found: Simulation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_found: Simulation) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder, "rows_csv", full)
    with pytest.raises(OSError, match="No space"):
        write_folder(found, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.parquet"]
