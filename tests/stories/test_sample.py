"""The shipped sample is what its script writes, small, and uses every protocol."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from agister.protocols import PROTOCOLS, Seen
from agister.rights import Outcome
from agister.screening.index_build import build
from agister.screening.screen import screen
from agister.sources import warc
from examples.make_sample import SAMPLE, rows
from examples.sample_sites import SITES
from tests.places import ROOT

ARCHIVE = SAMPLE / "sites.warc.gz"
DATASET = SAMPLE / "urls.parquet"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "said.idx"
    build(path, warc.observations(str(ARCHIVE), name=ARCHIVE.name), ())
    return path


def test_the_sample_is_what_its_script_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "examples.make_sample", str(tmp_path)], cwd=ROOT, check=True)
    # Compressed bytes depend on the version of zlib; records do not.
    assert gzip.decompress((tmp_path / ARCHIVE.name).read_bytes()) == gzip.decompress(ARCHIVE.read_bytes())
    assert pq.read_table(tmp_path / DATASET.name).equals(pq.read_table(DATASET))


def test_the_sample_is_small_and_invented() -> None:
    assert ARCHIVE.stat().st_size + DATASET.stat().st_size < 450_000
    assert rows().num_rows == 10_000
    assert all(site.origin.partition("://")[2].partition(":")[0].endswith(".example") for site in SITES)
    assert len({site.origin for site in SITES}) == len(SITES) > 50


def test_every_protocol_and_outcome_occurs(index: Path, tmp_path: Path) -> None:
    seen = [Seen(observation) for observation in warc.observations(str(ARCHIVE), name=ARCHIVE.name)]
    silent = [p.name for p in PROTOCOLS if not any(p.read(one).statements for one in seen)]
    assert silent == []
    out = str(tmp_path / "out.parquet")
    commercial = screen(str(DATASET), index=index, policy="eu-commercial-training", out=out)
    research = screen(str(DATASET), index=index, policy="eu-research", out=out)
    words = commercial.outcomes.keys() | research.outcomes.keys()
    # `licensed` needs a licence, which no shipped policy holds.
    assert words == {outcome.value for outcome in Outcome} - {"licensed"}
