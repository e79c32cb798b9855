from __future__ import annotations

import base64
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.rights import Observation
from agister.sources.content_coding import BODY_LIMIT
from agister.sources.report import SourceReport
from agister.sources.table_rows import UNREADABLE_CELL, RowReader, parse_time

URL = "https://example.org/robots.txt"
WHEN = datetime(2031, 2, 3, 10, 11, 12, tzinfo=UTC)


def read(text_bodies: bool = False, **row: object) -> tuple[Observation | None, SourceReport]:
    report = SourceReport()
    return RowReader("t", report, text_bodies=text_bodies).read({"url": URL, **row}, 7), report


def test_a_full_row() -> None:
    found, report = read(
        fetched_at=WHEN, status=404, headers=[{"name": "A", "value": "1"}], body=b"x", error=None, truncated=True
    )
    assert found == Observation(
        url=URL, fetched_at=WHEN, status=404, headers=(("A", "1"),), body=b"x", truncated=True, source="t", offset=7
    )
    assert report.problems == []


def test_a_url_is_enough() -> None:
    assert read()[0] == Observation(url=URL, source="t", offset=7)


@pytest.mark.parametrize("url", [None, "", "  ", 3, UNREADABLE_CELL])
def test_a_row_without_a_url_is_counted(url: object) -> None:
    found, report = read(url=url)
    assert (found, report.skipped, report.problem_counts) == (None, {"no-url": 1}, {"table-no-url": 1})


@pytest.mark.parametrize(
    "value",
    [
        WHEN,
        WHEN.replace(tzinfo=None),
        WHEN.astimezone(timezone(timedelta(hours=2))),
        "2031-02-03T10:11:12Z",
        "2031-02-03 10:11:12",
        "20310203101112",
        "Mon, 03 Feb 2031 10:11:12 GMT",
        1927879872,
        1927879872.0,
        1927879872000,
        1927879872000000,
        1927879872000000000,
        "1927879872",
    ],
)
def test_times(value: object) -> None:
    assert parse_time(value) == WHEN


def test_a_date_is_its_first_moment() -> None:
    assert parse_time(date(2031, 2, 3)) == parse_time("2031-02-03") == datetime(2031, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize("value", [True, "soon", [], 1e30, float("nan"), float("inf"), "1e400", UNREADABLE_CELL])
def test_what_is_no_time_counts_at_any_time(value: object) -> None:
    found, report = read(fetched_at=value)
    assert found is not None
    assert (found.fetched_at, found.error, report.problem_counts) == (None, None, {"table-bad-time": 1})


@pytest.mark.parametrize(
    ("value", "status"), [(200, 200), (200.0, 200), ("200", 200), (float("nan"), None), ("", None)]
)
def test_statuses(value: object, status: int | None) -> None:
    found, report = read(status=value)
    assert found is not None
    assert (found.status, found.error, report.problems) == (status, None, [])


@pytest.mark.parametrize("value", [0, -1, 999, "ok", True, [], float("inf")])
def test_a_status_that_is_none_makes_the_row_a_failure(value: object) -> None:
    found, report = read(status=value, body=b"x")
    assert found is not None
    assert (found.status, found.error, report.problem_counts) == (None, "bad-status", {"table-bad-status": 1})


@pytest.mark.parametrize(
    "value",
    [
        [("A", "1"), ("b", "2")],
        [["A", "1"], None, ["b", "2"]],
        [{"name": "A", "value": "1"}, {"name": None, "value": "x"}, {"name": "b", "value": b"2"}],
        {"A": "1", "b": 2, "c": None},
        {"A": ["1"], "b": "2"},
        '{"A": "1", "b": "2"}',
        '[["A", "1"], ["b", "2"]]',
    ],
)
def test_headers(value: object) -> None:
    found, _ = read(headers=value)
    assert found is not None
    assert found.headers == (("A", "1"), ("b", "2"))


@pytest.mark.parametrize("value", ["no json", "3", 3, ["A: 1"], [{"key": "A"}], {"A": {"b": 1}}, "[" * 100_000])
def test_unreadable_headers_make_the_row_a_failure(value: object) -> None:
    found, report = read(headers=value)
    assert found is not None
    assert (found.headers, found.error, report.problem_counts) == ((), "bad-headers", {"table-bad-headers": 1})


def test_bodies() -> None:
    assert (read(body="é")[0] or Observation(url="")).body == "é".encode()
    assert (
        read(text_bodies=True, body=base64.b64encode(b"\0\xff").decode())[0] or Observation(url="")
    ).body == b"\0\xff"
    found, report = read(text_bodies=True, body="User-agent: *")
    assert found is not None
    assert (found.body, found.error, report.problem_counts) == (None, "bad-body", {"table-bad-body": 1})


def test_a_large_body_is_cut() -> None:
    found, _ = read(body=b"x" * (BODY_LIMIT + 1))
    assert found is not None
    assert (len(found.body or b""), found.truncated) == (BODY_LIMIT, True)


def test_the_failure_told_is_kept() -> None:
    found, _ = read(error=" timeout ", status=0)
    assert found is not None
    assert found.error == "timeout"


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("fetched_at", "status", "headers", "body", "error"), _ANY)))
def test_any_values_give_an_observation(row: dict[str, object]) -> None:
    found, report = read(**row)
    assert isinstance(found, Observation)
    assert report.observations == 1
