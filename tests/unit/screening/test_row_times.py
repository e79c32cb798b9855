from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pytest

from agister.errors import UsageError
from agister.screening.row_times import as_of_time, read_time, times_of
from tests.indexes import us


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2031-02-03", us("2031-02-03")),
        (" 2031-02-03T04:05:06 ", us("2031-02-03T04:05:06")),
        ("2031-02-03T04:05:06Z", us("2031-02-03T04:05:06")),
        ("2031-02-03T04:05:06+02:00", us("2031-02-03T02:05:06")),
        ("20310203040506", us("2031-02-03T04:05:06")),
        ("20311303040506", None),
        ("2031/02/03 04:05:06", us("2031-02-03T04:05:06")),
        ("2031-02-03 04:05:06 UTC", us("2031-02-03T04:05:06")),
        ("Mon, 03 Feb 2031 04:05:06 GMT", us("2031-02-03T04:05:06")),
        ("Mon, 33 Feb 2031 04:05:06 GMT", None),
        ("20310203", us("2031-02-03")),
        ("1927864800", us("2031-02-03T06:00:00")),
        ("1927864800123", us("2031-02-03T06:00:00") + 123_000),
        ("2031", None),
        ("512", None),
        ("\u0661\u0662", None),
        ("CC-MAIN-2031-05", None),
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
        pa.array([us("2031-02-03") // 1_000], pa.int64()),
        pa.array([us("2031-02-03")], pa.int64()),
        pa.array([us("2031-02-03") * 1_000], pa.int64()),
        pa.array([20310203], pa.int32()),
        pa.array([20310203000000], pa.int64()),
        pa.array([us("2031-02-03") // 1_000_000], pa.int64()).dictionary_encode(),
        pa.array([datetime(2031, 2, 3)], pa.timestamp("us")).dictionary_encode(),  # noqa: DTZ001
        pa.array([b"2031-02-03"], pa.binary_view()),
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


def test_bytes_that_are_no_text_are_no_time() -> None:
    found, broken = times_of(pa.array([b"\xff", b"2031-02-03"]), "t")
    assert (found.to_pylist(), broken) == ([None, us("2031-02-03")], 1)


def test_a_column_without_values_has_no_times() -> None:
    found, broken = times_of(pa.nulls(2), "t")
    assert (found.to_pylist(), broken) == ([None, None], 0)


def test_a_year_beyond_all_counting_is_no_time() -> None:
    when = 1_750_000_000
    for kind, other in (
        (pa.int64(), 2**62),
        (pa.uint64(), 2**64 - 1),
        (pa.int64(), -1_750_000_000),
        (pa.int64(), 20_311_399),
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
