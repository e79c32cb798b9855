from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.commands import ENVIRONMENT, Agister

KEY = "kind: fixed\nlaw: art. 5\nweights: {creators: 3, heritage: 1/2, idle: 0}\n"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key.yaml"
    path.write_text(KEY)
    return path


def test_json(agister: Agister, key: Path) -> None:
    assert agister("levy", "share", 1000, "--key", key, "--json").object == {
        "shares": {"creators": 857, "heritage": 143, "idle": 0},
        "amount": 1000,
        "key": {"kind": "fixed", "law": "art. 5", "digest": f"sha256:{sha256(KEY.encode()).hexdigest()}"},
        "lines": [
            {"path": ["creators"], "units": 857, "due": "6000/7", "reason": "3 of 7/2", "shared_on": False},
            {"path": ["heritage"], "units": 143, "due": "1000/7", "reason": "1/2 of 7/2", "shared_on": False},
            {"path": ["idle"], "units": 0, "due": "0", "reason": "0 of 7/2", "shared_on": False},
        ],
    }


def test_a_negative_amount_reverses(agister: Agister, key: Path) -> None:
    said = agister("levy", "share", "-1000", "--key", key, "--json")
    assert said.object["shares"] == {"creators": -857, "heritage": -143, "idle": 0}


def test_for_people(agister: Agister, tmp_path: Path) -> None:
    path = tmp_path / "tree.yaml"
    path.write_text(
        "kind: fixed\nweights: {commons: 3, climate: 1}\nwithin: {commons: {kind: fixed, weights: {archive: 1, library: 2}}}\n"
    )
    digest = f"sha256:{sha256(path.read_bytes()).hexdigest()}"
    assert agister("levy", "share", "100001", "--key", path).out == (
        "  climate    25,000  1 of 4\n"
        "  commons    75,001  3 of 4\n"
        "    archive  25,000  1 of 3\n"
        "    library  50,001  2 of 3\n"
        f"100,001 shared out, nothing left over   key fixed   {digest}\n"
    )


def test_refusals(agister: Agister, key: Path, tmp_path: Path) -> None:
    assert agister.refuses("levy", "share", "1.5", "--key", key) == (
        "'1.5' is no whole number of minor units (cents): write 12345 for 123.45"
    )
    assert agister.refuses("levy", "share", "5", "--key", tmp_path / "none.yaml") == (
        f"{tmp_path / 'none.yaml'}: No such file or directory"
    )
    key.write_text("kind: fixed\nweights: {a: 0}\n")
    assert agister.refuses("levy", "share", "5", "--key", key) == "all weights are zero: nobody is there to share with"
    key.write_text("kind: fixed\nweights: {a: x}\n")
    assert agister.refuses("levy", "share", "5", "--key", key) == (
        "key.yaml, line 2, weights → a: 'x' is no exact number; write it as 3, 0.25, 1/3 or 12.5%"
    )


def test_no_compiler_is_loaded_to_share(key: Path) -> None:
    script = (
        "import sys\nfrom agister.cli import levy_share\nfrom agister.levy.allocations.key_file import parse_key\n"
        "print(sorted(set(sys.modules) & {'numba', 'duckdb', 'pyarrow', 'numpy'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=ENVIRONMENT, check=True)
    assert done.stdout == "[]\n"
