"""What a corpus holds of each collection, against a naive count; and what does not count."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agister.errors import InputError, UsageError
from agister.formats.url import parse
from agister.publishing.measured.collections_file import CommonsCollections, read_collections
from agister.publishing.measured.shares import COUNTED, Measured, Question, measure, strand_of

SOURCES = b"""
name = "Commons"
frozen = 2031-01-31
by = ["licence", "language"]
strands = "measured"
floor = "1%"
cap = "40%"
rest = "reserve"
[collections.wikipedia]
title = "Wikipedia"
at = ["wikipedia.org"]
licence = "open-licensed"
language = "en"
[collections.archive]
title = "Archive"
at = ["archive.org"]
licence = "community"
[collections.readings]
title = "Readings"
at = ["archive.org/details/readings", "readings.example"]
licence = "public-domain"
"""


def collections() -> CommonsCollections:
    return read_collections(SOURCES)


def corpus(folder: Path, columns: Mapping[str, list[Any]], name: str = "screened.parquet") -> str:
    table = pa.table({key: pa.array(values) for key, values in columns.items()})
    if "agister_outcome" in columns:
        at = table.schema.get_field_index("agister_outcome")
        table = table.set_column(at, "agister_outcome", table["agister_outcome"].dictionary_encode())
    pq.write_table(table, folder / name, row_group_size=3)
    return str(folder / name)


def count(folder: Path, columns: Mapping[str, list[Any]], **question: Any) -> Measured:
    return measure([corpus(folder, columns)], collections(), Question(**({"unit": "items"} | question)))


ROWS = {
    "url": [
        "https://en.wikipedia.org/wiki/A",
        "https://en.wikipedia.org/wiki/A#history",
        "https://en.wikipedia.org/wiki/B",
        "https://archive.org/details/x",
        "https://archive.org/details/readings/1",
        "https://readings.example/2",
        "https://shop.example/",
        "not a url",
        None,
        "https://en.wikipedia.org/wiki/C",
    ],
    "agister_outcome": ["unknown"] * 9 + ["reserved"],
    "tokens": [10, 30, 5, 7, None, 2, 100, 100, 100, 1000],
    "lang": ["de", "de", None, "fr", "fr", "fr", "fr", "fr", "fr", "fr"],
}


def test_items_are_distinct_urls(tmp_path: Path) -> None:
    found = count(tmp_path, ROWS)
    assert found.strands == {
        "open-licensed/en": {"wikipedia": 2},
        "community/mul": {"archive": 1},
        "public-domain/mul": {"readings": 2},
    }
    assert (found.rows, found.repeated, found.unreadable, found.outside) == (10, 1, 2, 1)
    assert found.not_counted == {"reserved": 1}
    assert found.outside_origins == {"https://shop.example": 1}
    body = (tmp_path / "screened.parquet").read_bytes()
    assert found.inputs == {"screened.parquet": f"sha256:{hashlib.sha256(body).hexdigest()}"}


def test_tokens_are_added_up_once_for_each_url(tmp_path: Path) -> None:
    found = count(tmp_path, ROWS, unit="tokens", count_column="tokens")
    assert found.strands["open-licensed/en"] == {"wikipedia": 30 + 5}
    assert found.strands["public-domain/mul"] == {"readings": 2}
    assert found.without_count == 1
    assert found.outside_origins == {"https://shop.example": 100}


def test_a_column_of_languages_goes_before_that_of_the_collection(tmp_path: Path) -> None:
    found = count(tmp_path, ROWS, language_column="lang")
    assert found.strands["open-licensed/de"] == {"wikipedia": 1}
    assert found.strands["open-licensed/en"] == {"wikipedia": 1}
    assert found.strands["community/mul"] == {"archive": 0}


def test_the_outcomes_that_count_are_those_asked_for(tmp_path: Path) -> None:
    assert count(tmp_path, ROWS, outcomes=("reserved",)).items == {"wikipedia": 1, "archive": 0, "readings": 0}
    assert "reserved" not in COUNTED
    assert "unchecked" not in COUNTED
    assert "unreadable" not in COUNTED


def test_a_table_of_domains_that_was_never_screened(tmp_path: Path) -> None:
    rows = {"domain": ["en.wikipedia.org", "archive.org", "shop.example", "no host"], "tokens": [5, 7, 9, 11]}
    with pytest.raises(UsageError, match="has no column agister_outcome: screen it first"):
        count(tmp_path, rows, unit="tokens", count_column="tokens", url_column="domain")
    found = count(tmp_path, rows, unit="tokens", count_column="tokens", unscreened=True)
    assert found.strands["open-licensed/en"] == {"wikipedia": 5}
    assert (found.outside, found.unreadable) == (1, 1)


def test_several_files_are_one_corpus(tmp_path: Path) -> None:
    one = {"url": ["https://en.wikipedia.org/wiki/A"], "agister_outcome": ["unknown"]}
    paths = [corpus(tmp_path, one, "1.parquet"), corpus(tmp_path, one, "2.parquet")]
    found = measure(paths, collections(), Question(unit="items"))
    assert (found.items["wikipedia"], found.repeated, sorted(found.inputs)) == (1, 1, ["1.parquet", "2.parquet"])


@pytest.mark.parametrize(
    ("columns", "question", "message"),
    [
        (ROWS, {"unit": "tokens"}, "name the column of whole numbers that holds the tokens"),
        (ROWS, {"unit": "pages"}, "'pages' is no unit; allowed: items, tokens, bytes"),
        (ROWS, {"outcomes": ("maybe",)}, "'maybe' is no outcome"),
        (ROWS, {"unit": "tokens", "count_column": "size"}, "has no column 'size'; it has: url"),
        (
            ROWS,
            {"unit": "tokens", "count_column": "lang"},
            "column 'lang' is string; what is counted must be whole numbers",
        ),
        (
            {**ROWS, "tokens": [0.5] * 10},
            {"unit": "tokens", "count_column": "tokens"},
            "is double; what is counted must be whole",
        ),
        (ROWS, {"language_column": "tokens"}, "is no text: it cannot hold languages"),
        ({"x": [1], "agister_outcome": ["unknown"]}, {}, "name it with --url-column"),
    ],
)
def test_what_cannot_be_counted_is_refused(tmp_path: Path, columns: Any, question: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        count(tmp_path, columns, **question)


def test_negative_numbers_and_broken_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds a negative number"):
        count(tmp_path, {**ROWS, "tokens": [-1] * 10}, unit="tokens", count_column="tokens")
    huge = pa.array([2**64 - 1] * 10, pa.uint64())
    with pytest.raises(InputError, match="too large to count"):
        count(tmp_path, {**ROWS, "tokens": huge}, unit="tokens", count_column="tokens")  # type: ignore[dict-item]
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(InputError, match=r"broken\.parquet is not a whole Parquet file"):
        measure([str(tmp_path / "broken.parquet")], collections(), Question(unit="items"))
    (tmp_path / "text.csv").write_text("url\nhttps://a.example/\n")
    with pytest.raises(UsageError, match=r"text\.csv is no Parquet file"):
        measure([str(tmp_path / "text.csv")], collections(), Question(unit="items"))


HOSTS = ("en.wikipedia.org", "WIKIPEDIA.org", "archive.org", "archive.org:443", "shop.example", "x@archive.org")
PATHS = (
    "",
    "/",
    "/a",
    "/a#b",
    "/details/readings",
    "/details/readings/1",
    "/details/readingsx",
    "/x/../details/readings",
    "/ä b",
)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("https://", "http://", "HTTPS://", "")), st.sampled_from(HOSTS), st.sampled_from(PATHS),
            st.sampled_from(("unknown", "permitted", "reserved", None)), st.integers(0, 50) | st.none(),
        ),
        min_size=1, max_size=25,
    )
)  # fmt: skip
def test_a_naive_count_agrees(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, ...]]) -> None:
    columns = {
        "url": [scheme + host + path for scheme, host, path, _, _ in rows],
        "agister_outcome": pa.array([row[3] for row in rows], pa.string()),
        "tokens": pa.array([row[4] for row in rows], pa.int64()),
    }
    found = count(tmp_path_factory.mktemp("corpus"), columns, unit="tokens", count_column="tokens")  # type: ignore[arg-type]
    known = collections()
    largest: dict[tuple[str, str], int] = {}
    for url, outcome, tokens in zip(columns["url"], [row[3] for row in rows], [row[4] for row in rows], strict=True):
        asset = parse(url)
        if outcome in COUNTED and tokens is not None and asset and (name := known.places.of_asset(asset)):
            key = (name, url.partition("#")[0])
            largest[key] = max(largest.get(key, 0), tokens)
    expected = dict.fromkeys(known.collections, 0)
    for (name, _), tokens in largest.items():
        expected[name] += tokens
    assert {name: units for counts in found.strands.values() for name, units in counts.items()} == expected


def test_strands_are_named_after_their_parts() -> None:
    assert strand_of(collections(), "archive", "fr") == "community/fr"
    whole = read_collections(SOURCES.replace(b'by = ["licence", "language"]', b"by = []"))
    assert strand_of(whole, "archive", "fr") == "all"
