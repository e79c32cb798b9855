from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from agister.rights import Outcome, Panel, Preference, Rule, Rulebook, Statement, Usage
from agister.screening.rulebooks import ALWAYS, CompiledRulebooks, RulebookBuilder
from agister.screening.screen_column import screen_column

SAID = Statement(protocol="x", usage=Usage.ANY, preference=Preference.DISALLOW, place="line 1", quote="")
URLS = [
    "https://example.org/private/a",
    "https://example.org/b",
    None,
    "",
    "no url",
    "https://elsewhere.example/",
    "https://bücher.example/private",
]
WANTED = [3, 0, 5, 5, 5, 4, 3]


@pytest.fixture(scope="module")
def rulebooks() -> CompiledRulebooks:
    builder = RulebookBuilder()
    panel = builder.panel(2, Panel((Rulebook((Rule("/private", Outcome.RESERVED, SAID),)),)), lambda _: 41)
    profile = builder.profile([panel])
    for origin in ("https://example.org", "https://xn--bcher-kva.example"):
        builder.key(origin, [(ALWAYS, profile)])
    builder.key("https://dated.example", [(1_000_000, profile), (2_000_000, builder.profile([]))])
    return builder.finish()


def column(kind: str) -> Any:
    text = pa.array(URLS, pa.string())
    shapes: dict[str, Any] = {
        "string": text,
        "large_string": text.cast(pa.large_string()),
        "binary": text.cast(pa.binary()),
        "large_binary": text.cast(pa.large_binary()),
        "dictionary": text.dictionary_encode(),
        "string_view": text.cast(pa.string_view()),
        "slice": pa.array(["https://example.org/private", None, *URLS, "x"])[2:-1],
        "chunked": pa.chunked_array([text[:3], text[3:3], text[3:].cast(pa.string())]),
    }
    return shapes[kind]


@pytest.mark.parametrize(
    "kind", ["string", "large_string", "binary", "large_binary", "dictionary", "string_view", "slice", "chunked"]
)
def test_every_kind_of_column(rulebooks: CompiledRulebooks, kind: str) -> None:
    found = screen_column(rulebooks, column(kind))
    assert found.outcome.tolist() == WANTED
    assert found.protocol.tolist() == [2, -1, -1, -1, -1, -1, 2]
    assert found.statement.tolist() == [41, -1, -1, -1, -1, -1, 41]


def test_columns_without_urls(rulebooks: CompiledRulebooks) -> None:
    assert screen_column(rulebooks, pa.array([1, None])).outcome.tolist() == [5, 5]
    assert screen_column(rulebooks, pa.array([{"a": 1}])).outcome.tolist() == [5]
    assert screen_column(rulebooks, pa.nulls(2)).outcome.tolist() == [5, 5]
    assert screen_column(rulebooks, pa.array([], pa.string())).outcome.tolist() == []
    assert screen_column(rulebooks, pa.chunked_array([], pa.string())).outcome.tolist() == []


@pytest.mark.parametrize(
    "times",
    [
        [999_999, 1_000_000, 2_000_000, None],
        pa.array([0, 1000, 2000, None], pa.timestamp("ms")),
        pa.chunked_array([pa.array([0, 1, 2, None], pa.timestamp("s", "UTC"))]),
    ],
)  # fmt: skip
def test_times_choose_the_segment(rulebooks: CompiledRulebooks, times: Any) -> None:
    times = pa.array(times, pa.int64()) if isinstance(times, list) else times
    urls = pa.array(["https://dated.example/private"] * 4)
    assert screen_column(rulebooks, urls, times).outcome.tolist() == [4, 3, 0, 0]


def test_times_follow_rows_that_were_set_aside(rulebooks: CompiledRulebooks) -> None:
    urls = pa.array([None, "https://dated.example/x/../private", "https://dated.example/./private"])
    assert screen_column(rulebooks, urls, np.array([0, 1_500_000, 500_000])).outcome.tolist() == [5, 3, 4]


def test_several_threads_at_once(rulebooks: CompiledRulebooks) -> None:
    repeated = pa.chunked_array([column("string")] * 2000)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: screen_column(rulebooks, repeated).outcome.tolist(), range(8)))
    assert results == [WANTED * 2000] * 8
