from __future__ import annotations

import pyarrow as pa

from agister.screening.validity import LATEST, Row, by_place, changes, in_force, rows_of
from agister.stores.index_tables import ANY_TIME, OBSERVATIONS


def row(
    time: int = 0,
    *,
    origin: str = "https://a",
    path: str = "/robots.txt",
    status: int | None = 200,
    failure: str | None = None,
    to: str | None = None,
    document: int = 0,
    read_as: str = "/robots.txt",
) -> Row:
    return Row(origin, path, read_as, time, status, failure, to, document, origin + path, "s", None)


def test_the_latest_counts() -> None:
    rows = [row(1, document=1), row(5, document=2)]
    found = in_force(rows, LATEST, {})
    assert found is not None
    assert (found.row, found.answer, found.later_failure) == (rows[1], rows[1], None)
    assert in_force(rows, 4, {}) == in_force(rows[:1], LATEST, {})


def test_before_the_first_there_is_nothing() -> None:
    assert in_force([row(5)], 4, {}) is None
    assert in_force([], LATEST, {}) is None


def test_it_counts_from_its_very_moment() -> None:
    assert in_force([row(5)], 5, {}) is not None


def test_a_failed_fetch_does_not_end_what_was_said() -> None:
    rows = [row(1, document=1), row(5, failure="timeout", document=2)]
    found = in_force(rows, LATEST, {})
    assert found is not None
    assert (found.row, found.later_failure) == (rows[0], rows[1])


def test_a_failure_before_an_answer_is_forgotten() -> None:
    rows = [row(1, failure="timeout"), row(5)]
    found = in_force(rows, LATEST, {})
    assert found is not None
    assert (found.row, found.later_failure) == (rows[1], None)


def test_failures_alone_count_as_failures() -> None:
    rows = [row(1, failure="timeout"), row(5, failure="dns")]
    found = in_force(rows, LATEST, {})
    assert found is not None
    assert (found.row, found.answer, found.later_failure) == (rows[1], rows[1], None)


def test_a_refusal_ends_what_was_said() -> None:
    rows = [row(1, document=1), row(5, status=404, document=2)]
    found = in_force(rows, LATEST, {})
    assert found is not None
    assert found.row.status == 404


def test_an_observation_without_a_time_counts_at_any_time() -> None:
    rows = [row(ANY_TIME)]
    found = in_force(rows, -(2**62), {})
    assert found is not None
    assert found.row == rows[0]


def test_a_dated_observation_outweighs_one_without_a_time() -> None:
    rows = [row(ANY_TIME, document=1), row(5, document=2)]
    assert [f.row.document for t in (4, 5) if (f := in_force(rows, t, {}))] == [1, 2]


def test_a_redirect_is_followed_within_what_was_observed() -> None:
    here = row(1, status=301, to="https://b/robots.txt")
    there = row(2, origin="https://b", document=3)
    found = in_force([here], LATEST, by_place([there]))
    assert found is not None
    assert (found.row, found.answer) == (here, there)


def test_a_redirect_into_the_dark_has_no_answer() -> None:
    for target in ("https://b/robots.txt", "mailto:x@example.org"):
        found = in_force([row(1, status=301, to=target)], LATEST, {})
        assert found is not None
        assert found.answer is None


def chain(length: int) -> list[Row]:
    hops = [row(origin=f"https://h{n}", status=302, to=f"https://h{n + 1}/robots.txt") for n in range(length)]
    return [*hops, row(origin=f"https://h{length}", document=9)]


def test_five_hops_are_followed_and_six_are_not() -> None:
    for length, reached in ((5, True), (6, False)):
        rows = chain(length)
        found = in_force(rows[:1], LATEST, by_place(rows))
        assert found is not None
        assert (found.answer is not None) is reached


def test_a_loop_ends_in_the_dark() -> None:
    rows = [row(status=301, to="https://a/robots.txt")]
    found = in_force(rows, LATEST, by_place(rows))
    assert found is not None
    assert found.answer is None


def test_the_answer_closest_in_time_belongs_to_the_redirect() -> None:
    there = [row(t, origin="https://b", document=t) for t in (1, 10, 30)]
    found = in_force([row(11, status=301, to="https://b/robots.txt")], LATEST, by_place(there))
    assert found is not None
    assert found.answer is not None
    assert found.answer.document == 10


def test_a_failure_at_the_target_counts_only_where_nothing_else_was_seen() -> None:
    here = row(11, status=301, to="https://b/robots.txt")
    failed = row(11, origin="https://b", failure="timeout")
    read = row(30, origin="https://b", document=4)
    for there, expected in (([failed], failed), ([failed, read], read)):
        found = in_force([here], LATEST, by_place(there))
        assert found is not None
        assert found.answer == expected


def test_times_of_change() -> None:
    assert changes([row(5), row(1), row(5, path="/x")]) == [1, 5]


def test_rows_come_from_the_table_in_its_order() -> None:
    rows = [row(5), row(1)]
    table = pa.Table.from_pylist([r._asdict() for r in rows], schema=OBSERVATIONS)
    assert rows_of(table) == rows
