from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from agister.errors import UsageError
from agister.screening.engines import ENGINES, ray
from agister.screening.plan import ScreenPlan, Tally
from tests.commands import ENVIRONMENT, SCRIPT
from tests.datasets import left_in, write
from tests.indexes import SITES, index_of, policy_file

PLAN = ScreenPlan(rulebooks="", index="", protocols=(), url_column="url")

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: pip install 'agister[ray]'")


def test_without_ray_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError) as raised:
        ENGINES["ray"](PLAN, [], lambda _job, _tally: None, lambda _rows: None)
    assert str(raised.value) == (
        "the Ray engine needs Ray: pip install 'agister[ray]', or leave out --engine ray for the local engine"
    )


def test_ray_is_only_imported_when_it_is_asked_for() -> None:
    code = "import sys, agister.screening.engines, agister.cli.main; sys.exit('ray' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, check=False).returncode == 0


@needs_ray
def test_a_cluster_of_its_own(tmp_path: Path) -> None:
    index_of(tmp_path / "idx", SITES)
    policy_file(tmp_path)
    for name in "ab":
        write(tmp_path / f"in/{name}.parquet")
    arguments = ["screen", tmp_path / "in", "--index", tmp_path / "idx", "--policy", tmp_path / "policy.toml",
                 "--out", tmp_path / "out", "--engine", "ray"]  # fmt: skip
    done = subprocess.run([*SCRIPT, *map(str, arguments)], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("24 rows screened: 8 kept")
    assert left_in(tmp_path / "out") == ["a.parquet", "b.parquet"]
    (tmp_path / "in/c.parquet").write_bytes(b"")
    broken = subprocess.run(
        [*SCRIPT, *map(str, arguments)], env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert broken.returncode == 2
    assert broken.stderr.rstrip().splitlines()[-1] == "agister: c.parquet is empty (0 bytes)"


def test_the_name() -> None:
    assert (ray.name, list(ENGINES)) == ("ray", ["local", "ray"])
    assert Tally().rows == 0
