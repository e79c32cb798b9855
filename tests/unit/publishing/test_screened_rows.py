"""What a screening wrote reads back the same from every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.errors import InputError
from agister.protocols import PROTOCOLS
from agister.publishing.screened_rows import output_shards, screened_rows
from agister.screening.plan import OUTCOME_WORDS
from tests.screened_world import OUTCOMES, URLS, screened

NAMES = tuple(p.name for p in PROTOCOLS)
STATEMENTS = [0, 0, -1, 2, 2, 5, 7, 9, -1, 10, -1, -1, -1, -1, -1, -1]


@pytest.mark.parametrize("out", ["out.parquet", "out.csv", "out.csv.gz", "out.jsonl", "out.jsonl.zst"])
def test_every_format(tmp_path: Path, out: str) -> None:
    result, dataset = screened(tmp_path, out)
    (batch,) = screened_rows(dataset, result.out, "url", None, NAMES)
    # CSV has no null: an absent URL is an empty one.
    assert [url or None for url in batch.urls.to_pylist()] == URLS
    words = [OUTCOME_WORDS[code] for code in batch.outcome]
    assert {word: words.count(word) for word in OUTCOMES} == OUTCOMES
    assert batch.statement.tolist() == STATEMENTS
    assert [NAMES[p] if p >= 0 else None for p in batch.protocol[5:8]] == ["robots_txt", "tdmrep", "tdmrep"]
    assert batch.times is None


def test_a_folder_of_shards(tmp_path: Path) -> None:
    result, dataset = screened(tmp_path, "out", shards=4)
    (tmp_path / "out" / "stray.parquet").write_bytes(b"not of this dataset")
    assert [shard.name for shard in output_shards(dataset, result.out)] == [f"{n}.parquet" for n in range(4)]
    batches = list(screened_rows(dataset, result.out, "url", None, NAMES))
    assert [url for batch in batches for url in batch.urls.to_pylist()] == URLS


def test_a_missing_shard(tmp_path: Path) -> None:
    result, dataset = screened(tmp_path, "out", shards=4)
    (tmp_path / "out" / "2.parquet").unlink()
    with pytest.raises(InputError, match=r"lacks 2\.parquet"):
        list(screened_rows(dataset, result.out, "url", None, NAMES))


def test_a_file_that_was_never_screened(tmp_path: Path) -> None:
    _, dataset = screened(tmp_path)
    with pytest.raises(InputError, match="is not the output of a screening"):
        list(screened_rows(dataset, dataset, "url", None, NAMES))
