"""Defects of the documents in force, with the rows that they touch."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from agister.publishing.document_problems import DocumentProblem, problems_at
from agister.publishing.origin_counts import OriginCounts
from agister.rights import Observation
from agister.screening.index_build import build
from agister.screening.validity import LATEST
from agister.stores.statement_index import StatementIndex
from tests.screened_world import WHEN, built


def _counts(*urls: str) -> OriginCounts:
    counts = OriginCounts(frozenset())
    counts.add(pa.array(urls), np.zeros(len(urls), np.int8))
    return counts


def test_only_origins_of_the_dataset_count(tmp_path: Path) -> None:
    found = problems_at(built(tmp_path), _counts(*["https://four.example/1"] * 3, "https://one.example/"), time=LATEST)
    assert found == [
        DocumentProblem(
            kind="tdmrep-value-unknown",
            protocol="tdmrep",
            documents=1,
            origins=1,
            rows=3,
            url="https://four.example/.well-known/tdmrep.json",
            place="$[0].tdm-reservation",
            message="'1x' is neither 0 nor 1",
            clause="TDMRep § tdm-reservation",
        )
    ]


def test_what_was_mended_since_is_no_defect(tmp_path: Path) -> None:
    built(tmp_path)
    url = "https://four.example/.well-known/tdmrep.json"
    later = WHEN + timedelta(days=1)
    mended = Observation(url=url, fetched_at=later, status=200, body=b'[{"location": "/", "tdm-reservation": 1}]')
    failed = Observation(url=url, fetched_at=later + timedelta(days=1), error="timeout")
    build(tmp_path / "idx", [mended, failed], [], update=True)
    index, counts = StatementIndex(tmp_path / "idx"), _counts("https://four.example/1")
    assert problems_at(index, counts, time=LATEST) == []
    then = int(WHEN.timestamp()) * 1_000_000
    assert [p.kind for p in problems_at(index, counts, time=then)] == ["tdmrep-value-unknown"]


def test_origins_are_counted_once_each(tmp_path: Path) -> None:
    counts = _counts("https://two.example/", "https://two.example/1", "https://six.example/")
    found = problems_at(built(tmp_path), counts, time=LATEST)
    assert [(p.kind, p.documents, p.origins, p.rows) for p in found] == [
        ("robots-misspelled-key", 1, 1, 2),
        ("fetch-failed", 1, 1, 1),
    ]
    assert [p.kind for p in problems_at(built(tmp_path / "b"), counts, time=LATEST, limit=1)] == [
        "robots-misspelled-key"
    ]
