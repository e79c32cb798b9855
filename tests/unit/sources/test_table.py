from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from agister.errors import InputError
from agister.rights import Observation
from agister.sources.report import SourceReport
from agister.sources.table import observations

WHEN = datetime(2031, 2, 3, 10, 11, 12, tzinfo=UTC)
EXPECTED = [
    Observation(
        url="https://a.example/robots.txt",
        fetched_at=WHEN,
        status=200,
        headers=(("Content-Type", "text/plain"), ("X", "1")),
        body=b"User-agent: *\n",
        source="t",
        offset=0,
    ),
    Observation(url="https://b.example/robots.txt", error="timeout", source="t", offset=1),
]
LINES = (
    b'\xef\xbb\xbf{"url": "https://a.example/robots.txt", "fetched_at": "2031-02-03T10:11:12Z", "status": 200, '
    b'"headers": [["Content-Type", "text/plain"], ["X", "1"]], "body": "VXNlci1hZ2VudDogKgo="}\n\n'
    b'{"url": "https://b.example/robots.txt", "error": "timeout", "more": 1}'
)


def read(place: Path) -> tuple[list[Observation], SourceReport]:
    report = SourceReport()
    return list(observations(place, name="t", report=report)), report


def write(place: Path, **columns: pa.Array) -> Path:
    pq.write_table(pa.table(columns), place)
    return place


def urls(count: int) -> pa.Array:
    return pa.array([f"https://{number}.example/" for number in range(count)])


def test_parquet(tmp_path: Path) -> None:
    lines = pa.list_(pa.struct([("name", pa.string()), ("value", pa.string())]))
    place = write(
        tmp_path / "a.parquet",
        url=pa.array([one.url for one in EXPECTED]),
        fetched_at=pa.array([WHEN, None], pa.timestamp("ns", "UTC")),
        status=pa.array([200, None], pa.int16()),
        headers=pa.array([[{"name": n, "value": v} for n, v in EXPECTED[0].headers], None], lines),
        body=pa.array([b"User-agent: *\n", None]),
        error=pa.array([None, "timeout"]).dictionary_encode(),
        other=pa.array([1, 2]),
    )
    found, report = read(place)
    assert found == EXPECTED
    assert (report.records, report.observations, report.problems) == (2, 2, [])


@pytest.mark.parametrize("packing", ["", ".gz", ".zst"])
def test_json_lines(tmp_path: Path, packing: str) -> None:
    place = tmp_path / f"a.jsonl{packing}"
    place.write_bytes({"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}[packing](LINES))
    assert read(place)[0] == EXPECTED


def test_csv(tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    place.write_text(
        "url,fetched_at,status,headers,body,error\n"
        'https://a.example/robots.txt,2031-02-03T10:11:12Z,200,"[[""Content-Type"",""text/plain""],[""X"",""1""]]",'
        "VXNlci1hZ2VudDogKgo=,\nhttps://b.example/robots.txt,,,,,timeout\n"
    )
    assert read(place)[0] == EXPECTED


def test_other_types_of_columns(tmp_path: Path) -> None:
    place = write(
        tmp_path / "a.parquet",
        url=urls(2),
        fetched_at=pa.array([1927879872, None]),
        status=pa.array([200.0, float("nan")]),
        headers=pa.array([[("A", "1")], []], pa.map_(pa.string(), pa.string())),
        body=pa.array(["text", None], pa.large_string()),
        error=pa.nulls(2),
    )
    found, _ = read(place)
    assert [(o.fetched_at, o.status, o.headers, o.body) for o in found] == [
        (WHEN, 200, (("A", "1"),), b"text"),
        (None, None, (), None),
    ]


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("status", pa.array([[1]]), "list<"),
        ("url", pa.array([1]), "int64, but must be text"),
        ("headers", pa.array([1]), "int64"),
        ("headers", pa.array([["A: 1"]]), "list<"),
        ("body", pa.array([1.5]), "double, but must be binary or text"),
        ("error", pa.array([True]), "bool, but must be text"),
        ("fetched_at", pa.array([b"x"]), "binary"),
    ],
)
def test_a_wrong_type_is_refused_by_name(tmp_path: Path, column: str, values: pa.Array, said: str) -> None:
    place = write(tmp_path / "a.parquet", **{"url": urls(1), column: values})
    with pytest.raises(InputError, match=f"column `{column}` is .*{said}"):
        read(place)


def test_broken_cells_cost_only_themselves(tmp_path: Path) -> None:
    broken = pa.array([b"\xff", b"https://b.example/"]).view(pa.string())
    times = pa.array([0, 1 << 62]).view(pa.timestamp("us"))
    found, report = read(write(tmp_path / "a.parquet", url=broken, fetched_at=times))
    assert [(o.url, o.fetched_at) for o in found] == [("https://b.example/", None)]
    assert report.problem_counts == {"table-no-url": 1, "table-bad-time": 1}


def test_lines_that_are_no_object_are_counted(tmp_path: Path) -> None:
    place = tmp_path / "a.jsonl"
    place.write_bytes(b'[1]\n{"url": "https://a.example/"}\nnonsense\n' + b"[" * 100_000 + b"\n")
    found, report = read(place)
    assert [(o.url, o.offset) for o in found] == [("https://a.example/", 1)]
    assert (report.records, report.skipped) == (4, {"no-row": 3})


def test_an_endless_line_is_counted_and_passed_over(tmp_path: Path) -> None:
    place = tmp_path / "a.jsonl"
    place.write_bytes(b'{"url": "' + b"x" * (17 << 20) + b'"}\n{"url": "https://a.example/"}\n')
    found, report = read(place)
    assert ([o.url for o in found], report.skipped) == (["https://a.example/"], {"no-row": 1})


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.txt", b"x", "no observations table"),
        ("a.parquet", b"", "cannot be read"),
        ("a.parquet", b"PAR1half", "cannot be read"),
        ("a.jsonl.gz", gzip.compress(LINES * 50)[:-20], "cannot be read further after"),
        ("a.jsonl.zst", zstandard.compress(LINES * 50)[:40] + b"xx", "cannot be read further after"),
        ("a.csv", b"link\nx\n", "no column `url`; it has link"),
        ("a.csv", b"", "no column `url`; it has no columns"),
        ("a.csv", b"url,a\rb\n", "cannot be read further after 0 rows: new-line character"),
        ("a.jsonl", b'{"link": "x"}\n', "no URL in any of its 1 rows"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    place = tmp_path / name
    place.write_bytes(raw)
    with pytest.raises(InputError, match=said):
        read(place)


def test_an_absent_file_and_column_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path / "none.parquet")
    with pytest.raises(InputError, match="no column `url`; it has link"):
        read(write(tmp_path / "a.parquet", link=urls(1)))


def test_many_rows_come_in_order(tmp_path: Path) -> None:
    found, _ = read(write(tmp_path / "a.parquet", url=urls(2000)))
    assert [one.offset for one in found] == list(range(2000))
    place = tmp_path / "b.ndjson"
    place.write_text("".join(json.dumps({"url": one.url}) + "\n" for one in found))
    assert [one.url for one in read(place)[0]] == [one.url for one in found]
