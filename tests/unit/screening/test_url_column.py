from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pytest

from agister.errors import UsageError
from agister.screening.url_column import as_of_time, find_url_column, is_text, read_time, times_of
from tests.indexes import us

URLS = ["https://a/1", None, "//b/2", "HTTP://c"]


def find(named: str | None = None, **columns: object) -> str:
    table = pa.table(columns)
    return find_url_column(table.schema, table, named)


def refusal(named: str | None = None, **columns: object) -> str:
    with pytest.raises(UsageError) as raised:
        find(named, **columns)
    return str(raised.value)


def test_found_by_its_name() -> None:
    assert find(text=["a"], url=["x"]) == "url"
    assert find(text=["a"], URL=["x"]) == "URL"
    assert find(page_url=["x"], url=["y"]) == "url"
    assert find(url=[1], image_url=["x"]) == "image_url"


def test_found_by_what_is_in_it() -> None:
    assert find(a=["x", "y", "z", "w"], b=URLS) == "b"
    assert find(a=[1, 2, 3, 4], b=pa.array(URLS).dictionary_encode()) == "b"
    assert find(a=[b"\xff"] * 4, b=URLS) == "b"


def test_as_named() -> None:
    assert find("a", a=["x"], url=["https://a"]) == "a"


def test_refused() -> None:
    assert refusal("b", a=["x"]) == "no column 'b'; the input has: 'a'"
    assert refusal("a", a=[1]) == "column 'a' is int64, not text: name the column of URLs with --url-column"
    assert refusal(a=URLS, b=URLS) == "several columns hold URLs ('a', 'b'); name it with --url-column"
    assert refusal(a=["x"], n=[1]) == "no column of URLs among: 'a', 'n'; name it with --url-column"
    many = {f"c{n}": [n] for n in range(14)}
    assert refusal(**many).endswith("'c11' and 2 more; name it with --url-column")


def test_without_rows_only_the_name_counts() -> None:
    assert find_url_column(pa.schema([("url", pa.string())]), None, None) == "url"
    with pytest.raises(UsageError, match="no column of URLs among: 'a'"):
        find_url_column(pa.schema([("a", pa.string())]), None, None)


def test_types_that_hold_text() -> None:
    text = [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()]
    assert all(is_text(kind) and is_text(pa.dictionary(pa.int32(), kind)) for kind in text)
    assert not any(is_text(kind) for kind in (pa.int64(), pa.list_(pa.string()), pa.dictionary(pa.int8(), pa.int64())))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2031-02-03", us("2031-02-03")),
        (" 2031-02-03T04:05:06 ", us("2031-02-03T04:05:06")),
        ("2031-02-03T04:05:06Z", us("2031-02-03T04:05:06")),
        ("2031-02-03T04:05:06+02:00", us("2031-02-03T02:05:06")),
        ("20310203040506", us("2031-02-03T04:05:06")),
        ("20311303040506", None),
        ("yesterday", None),
        ("", None),
        ("9999-99-99", None),
        ("0001-01-01T00:00:00+23:00", us("0001-01-01") - 23 * 3_600_000_000),
    ],
)
def test_times_as_text(text: str, time: int | None) -> None:
    assert read_time(text) == time


@pytest.mark.parametrize(
    "column",
    [
        pa.array([datetime(2031, 2, 3)], pa.timestamp("s")),  # noqa: DTZ001  times without a zone are UTC
        pa.array([datetime(2031, 2, 3)], pa.timestamp("ns")),  # noqa: DTZ001
        pa.array([date(2031, 2, 3)], pa.date32()),
        pa.array([us("2031-02-03") // 1_000_000], pa.int64()),
        pa.array([us("2031-02-03") // 1_000_000], pa.uint32()),
        pa.array(["2031-02-03"]),
        pa.array([b"2031-02-03"]),
        pa.chunked_array([["2031-02-03"]]),
        pa.array(["2031-02-03"]).dictionary_encode(),
    ],
    ids=lambda column: str(column.type),
)
def test_columns_of_times(column: pa.Array) -> None:
    found, broken = times_of(column, "t")
    assert (found.to_pylist(), broken) == ([us("2031-02-03")], 0)


def test_what_is_no_time_is_counted() -> None:
    found, broken = times_of(pa.array(["x", None, "2031-02-03"]), "t")
    assert (found.to_pylist(), broken) == ([None, None, us("2031-02-03")], 1)
    with pytest.raises(UsageError, match="column 't' is double: --as-of-column needs times, dates or text with dates"):
        times_of(pa.array([1.5]), "t")


def test_a_year_beyond_all_counting_is_no_time() -> None:
    when = 1_750_000_000
    for kind, other in (
        (pa.int64(), 2**62),
        (pa.uint64(), 2**64 - 1),
        (pa.int64(), 1_900_000_000_000),
        (pa.int64(), 512),
    ):
        found, broken = times_of(pa.array([other, when, None], kind), "t")
        assert (found.to_pylist(), broken) == ([None, when * 1_000_000, None], 1)


def test_numbers_none_of_which_is_a_time_are_another_column() -> None:
    with pytest.raises(UsageError, match="column 'width' holds whole numbers that are no times"):
        times_of(pa.array([512, None, 1024], pa.int32()), "width")


def test_a_bare_date_means_its_end() -> None:
    assert as_of_time("2031-02-03") == us("2031-02-04") - 1
    assert as_of_time("2031-02-03T04:05:06Z") == us("2031-02-03T04:05:06")
    with pytest.raises(UsageError, match="--as-of 'soon' is no date: write 2026-11-24 or 2026-11-24T10:00:00Z"):
        as_of_time("soon")
