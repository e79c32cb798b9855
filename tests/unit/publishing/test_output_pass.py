"""One pass: counts, a sample that is always the same, and examples of every kind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from agister.protocols import PROTOCOLS
from agister.publishing.origin_counts import OriginCounts
from agister.publishing.output_pass import Row, read_output, sample_positions
from agister.publishing.screened_rows import ScreenedRows, screened_rows
from agister.screening.plan import OUTCOME_WORDS
from tests.screened_world import OUTCOMES, screened

NAMES = tuple(p.name for p in PROTOCOLS)


def test_a_small_dataset_is_its_own_sample() -> None:
    assert sample_positions(3, 5).tolist() == [0, 1, 2]
    assert sample_positions(0, 5).tolist() == []


def test_a_sample_is_the_same_at_every_run_and_holds_no_row_twice() -> None:
    first = sample_positions(1_000_000_000, 5000)
    assert np.array_equal(first, sample_positions(1_000_000_000, 5000))
    assert len(np.unique(first)) == 5000
    assert np.all(np.diff(first) > 0)


def test_one_pass_over_shards(tmp_path: Path) -> None:
    result, dataset = screened(tmp_path, "out", shards=4)
    progress: list[int] = []
    read = read_output(
        screened_rows(dataset, result.out, "url", None, NAMES),
        protocols=NAMES,
        statements=12,
        positions=np.array([1, 7, 15]),
        origins=OriginCounts(frozenset(result.kept)),
        progress=progress.append,
    )
    assert read.rows == 16
    assert progress == [4, 8, 12, 16]
    assert read.outcomes == OUTCOMES
    assert read.statements.tolist() == [2, 0, 2, 0, 0, 1, 0, 1, 0, 1, 1, 0]
    assert read.broken == ["not a url"]
    assert read.sample == [
        Row("https://one.example/art/2.jpg", "reserved", "robots_txt", 0, None),
        Row("https://five.example/a", "reserved", "tdmrep", 9, None),
        Row(None, "unreadable", None, None, None),
    ]
    kinds = [(row.outcome, row.protocol, row.statement) for row in read.examples]
    assert kinds == [
        ("reserved", "robots_txt", 0),
        ("unknown", None, None),
        ("reserved", "robots_txt", 2),
        ("unreadable", "tdmrep", 7),
        ("reserved", "tdmrep", 9),
        ("unknown", None, None),
        ("unreadable", "robots_txt", 10),
        ("unknown", None, None),
        ("unchecked", None, None),
        ("unchecked", None, None),
        ("unreadable", None, None),
    ]


def test_where_nobody_decided_examples_are_of_different_origins() -> None:
    urls = ["https://a.example/1", "https://a.example/2", None, "x", *(f"https://{c}.example/" for c in "bcdef")]
    unknown, nobody = OUTCOME_WORDS.index("unknown"), np.full(len(urls), -1)
    batch = ScreenedRows(
        urls=pa.array(urls),
        outcome=np.full(len(urls), unknown, np.int8),
        protocol=nobody.astype(np.int8),
        statement=nobody,
        times=None,
    )
    read = read_output(
        [batch, batch],
        protocols=(),
        statements=0,
        positions=np.arange(0),
        origins=OriginCounts(frozenset({"unknown"}), ()),
    )
    assert [row.url for row in read.examples] == [
        "https://a.example/1",
        None,
        "https://b.example/",
        "https://c.example/",
    ]
