"""`agister levy measure`: from a screened corpus to a key that `agister levy share` reads."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.commands import Agister
from tests.places import DATA, ROOT, needs_data

SOURCES = ROOT / "examples" / "levy" / "sources.toml"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "screened.parquet"
    urls = [f"https://en.wikipedia.org/wiki/{n}" for n in range(30)]
    urls += [f"https://www.gutenberg.org/ebooks/{n}" for n in range(9)] + [
        "https://archive.org/details/x",
        "https://shop.example/",
    ]
    outcomes = ["unknown"] * 40 + ["unknown"]
    pq.write_table(pa.table({"url": urls, "agister_outcome": pa.array(outcomes).dictionary_encode()}), path)
    return path


def test_a_key_that_shares_out(agister: Agister, corpus: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.yaml"
    said = agister("levy", "measure", corpus, "--sources", SOURCES, "--unit", "items", "--out", key, "--json").object
    assert said["strands"]["open-licensed"]["wikipedia"] == 30
    assert said["outside_origins"] == {"https://shop.example": 1}
    shares = agister("levy", "share", 1000, "--key", key, "--json").object["shares"]
    assert sum(shares.values()) == 1000
    assert (shares["wikipedia"], shares["project-gutenberg"], shares["internet-archive"]) == (400, 300, 300)


def test_for_people(agister: Agister, corpus: Path, tmp_path: Path) -> None:
    said = agister("levy", "measure", corpus, "--sources", SOURCES, "--unit", "items", "--out", tmp_path / "key.yaml")
    assert said.status == 0
    assert "wikipedia" in said.out
    assert "one single item: is it a collection?" in said.out
    assert "in no collection" in said.out
    assert "https://shop.example" in said.out
    assert "frozen 2024-01-31" in said.out


def test_what_is_refused(agister: Agister, corpus: Path, tmp_path: Path) -> None:
    measure = ("levy", "measure", corpus, "--sources", SOURCES, "--out")
    assert "--count-column" in agister.refuses(*measure, tmp_path / "k.yaml", "--unit", "bytes")
    assert "'maybe' is no outcome" in agister.refuses(
        *measure, tmp_path / "k.yaml", "--unit", "items", "--outcomes", "maybe"
    )
    assert "is a folder: name the key file" in agister.refuses(*measure, tmp_path, "--unit", "items")
    nothing = agister.refuses(*measure, tmp_path / "k.yaml", "--unit", "items", "--outcomes", "reserved")
    assert "nothing of the corpus lies in a collection" in nothing
    assert not (tmp_path / "k.yaml").exists()


@needs_data
@pytest.mark.parametrize("column", ["c4_tokens", "rf_tokens", "dolma_tokens"])
def test_tokens_of_three_real_corpora(agister: Agister, tmp_path: Path, column: str) -> None:
    table = DATA / "urls" / "consent_in_crisis_domain_tokens.parquet"
    key = tmp_path / "key.yaml"
    said = agister(
        "levy", "measure", table, "--sources", SOURCES, "--unit", "tokens", "--count-column", column, "--unscreened",
        "--out", key, "--json",
    ).object  # fmt: skip
    # A second count, by the last labels of the host alone.
    rows = pq.read_table(table, columns=["domain", column]).to_pylist()
    for name, ending in (("wikipedia", "wikipedia.org"), ("project-gutenberg", "gutenberg.org"), ("plos", "plos.org")):
        expected = sum(row[column] for row in rows if f".{row['domain'].lower()}".endswith(f".{ending}"))
        assert sum(counts.get(name, 0) for counts in said["strands"].values()) == expected
    shares = agister("levy", "share", 1_000_003, "--key", key, "--json").object["shares"]
    assert sum(shares.values()) == 1_000_003
    assert max(shares.values()) <= 400_001
