"""A part of an index answers like the whole for the origins it holds."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from agister.publishing.index_part import IndexPart
from agister.publishing.origin_counts import origin_of
from agister.rights import Question, Usage
from agister.screening.compile import compile_index
from agister.screening.index_build import build
from agister.screening.screen_column import screen_column
from agister.stores.statement_index import StatementIndex
from tests.screened_world import SITES, URLS, built

QUESTION = Question(usage=Usage.TRAIN_AI, tokens=("gptbot", "ccbot"))


def test_holds_only_what_was_asked_for_and_its_siblings(tmp_path: Path) -> None:
    part = IndexPart(built(tmp_path), ["http://www.three.example"])
    assert part.table("observations", ["origin"])["origin"].to_pylist() == ["https://three.example"] * 2
    assert part.table("statements", ["quote"])["quote"].to_pylist() == ["Disallow: /", "datatrainingallowed=yes"]


def test_numbers_and_words_are_those_of_the_whole(tmp_path: Path) -> None:
    whole = built(tmp_path)
    part = IndexPart(whole, ["https://three.example"])
    assert [part.number(0), part.number(1), part.number(-1)] == [5, 6, -1]
    held = whole.statement(6)
    assert held is not None
    assert part.quote(1) == held[1].quote == "datatrainingallowed=yes"
    assert part.quote(-1) == ""


def test_answers_like_the_whole(tmp_path: Path) -> None:
    whole = built(tmp_path)
    # Two segments, so that their order is tested too.
    build(tmp_path / "idx", SITES[:3], [], update=True)
    whole = StatementIndex(tmp_path / "idx")
    column = pa.array(URLS)
    origins = {origin for url in URLS if url and (origin := origin_of(url))}
    for switches in ((), ("scheme", "www")):
        expected = screen_column(compile_index(whole, QUESTION, sibling_switches=switches), column)
        found = screen_column(compile_index(IndexPart(whole, origins), QUESTION, sibling_switches=switches), column)
        assert found.outcome.tolist() == expected.outcome.tolist()


def test_no_origins(tmp_path: Path) -> None:
    part = IndexPart(built(tmp_path), [])
    assert part.table("observations").num_rows == 0
    assert part.table("statements").num_rows == 0
