from __future__ import annotations

import pyarrow as pa

from agister.screening.validity import LATEST, REACH, Changes, Row, by_place, changes, in_force, leads_to, rows_of
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


def test_a_redirect_says_what_its_target_said_at_the_time_asked_for() -> None:
    here = [row(5, status=301, to="https://b/robots.txt")]
    there = [row(t, origin="https://b", document=t) for t in (1, 10, 30)]
    answers = [
        f and f.answer and f.answer.document
        for t in (4, 5, 10, 29, LATEST)
        for f in [in_force(here, t, by_place(there))]
    ]
    assert answers == [None, 1, 10, 10, 30]


def test_a_target_that_was_first_seen_later_is_in_the_dark_until_then() -> None:
    here = [row(5, status=301, to="https://b/robots.txt")]
    there = by_place([row(7, origin="https://b", document=3)])
    assert [f and f.answer for t in (6, 7) for f in [in_force(here, t, there)]] == [
        None,
        there["https://b", "/robots.txt", "/robots.txt"][0],
    ]


def test_a_target_that_was_read_under_its_own_path_alone_answers_only_what_it_says_under_any() -> None:
    here = [row(5, status=301, to="https://b/r")]
    missing, read, failed, broken = (
        row(5, origin="https://b", path="/r", read_as="", status=status, failure=failure)
        for status, failure in ((404, None), (200, None), (503, "http-503"), (404, "incomplete"))
    )
    onward = row(5, origin="https://b", path="/r", read_as="", status=302, to="https://c/robots.txt")
    end = row(5, origin="https://c", document=7)
    for there, expected in (
        ([missing], missing),
        ([read], None),
        ([failed], None),
        ([broken], None),
        ([onward, end], end),
    ):
        found = in_force(here, LATEST, by_place(there))
        assert found is not None
        assert found.answer == expected


def test_of_several_answers_at_one_time_the_last_counts() -> None:
    rows = [row(1, document=1), row(1, document=2), row(1, failure="timeout")]
    found = in_force(rows, 1, {})
    assert found is not None
    assert (found.row, found.later_failure) == (rows[1], None)


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


LINKS = {1: ("rsl https://l/x.xml",), 4: ("rsl https://l/x.xml", "rsl mailto:x@example.org")}


def links(document: int) -> tuple[str, ...]:
    return LINKS.get(document, ())


def test_the_answer_changes_with_what_is_linked_and_redirected_to() -> None:
    targets = by_place(
        [
            row(20, origin="https://b", document=4),
            # The same again changes nothing; a failure may.
            row(21, origin="https://b", document=4),
            row(22, origin="https://b", document=5, failure="timeout"),
            row(23, origin="https://b", document=7),
            row(24, origin="https://b", document=8),
            row(30, origin="https://l", path="/x.xml", read_as="", document=6),
            row(31, origin="https://l", path="/x.xml", read_as="", status=302, to="https://m/x.xml"),
            row(40, origin="https://m", path="/x.xml", read_as="", document=8),
            row(50, origin="https://m", path="/x.xml", document=9),
            row(60, origin="https://elsewhere", document=9),
        ]
    )
    changing = Changes(targets, links)
    assert changing.of([row(3, document=1)]) == [3, 30, 31, 40]
    assert changing.of([row(2, status=301, to="https://b/robots.txt"), row(1)]) == [1, 2, 20, 22, 23, 24, 30, 31, 40]
    assert changing.of([row(3, document=2)]) == [3]
    assert changing.of([]) == []


def test_changes_are_found_in_a_ring_and_at_the_end_of_a_way_and_no_further() -> None:
    ring = [row(n, origin=f"https://h{n}", status=301, to=f"https://h{(n + 1) % 3}/robots.txt") for n in range(3)]
    assert Changes(by_place(ring), links).of(ring[:1]) == [0, 1, 2]
    way = [row(n, origin=f"https://h{n}", status=301, to=f"https://h{n + 1}/robots.txt") for n in range(REACH + 9)]
    assert Changes(by_place(way), links).of(way[:1]) == list(range(REACH + 1))


def test_rows_come_from_the_table_in_its_order() -> None:
    rows = [row(5), row(1)]
    table = pa.Table.from_pylist([r._asdict() for r in rows], schema=OBSERVATIONS)
    assert rows_of(table) == rows


def _page(time: int, path: str, to: str | None = None) -> Row:
    return row(time, path=path, read_as="", status=302 if to else 200, to=to)


def test_where_a_url_leads() -> None:
    rows = [
        _page(1, "/a", "https://a/b"),
        _page(1, "/b", "https://a/c"),
        _page(4, "/b"),
        _page(1, "/c"),
        _page(1, "/dark", "https://x/y?z#f"),
        _page(1, "/self", "https://a/self"),
        _page(1, "/odd", "mailto:x@y"),
        _page(1, "/to-odd", "https://a/odd"),
        _page(1, "/round", "https://a/about"),
        _page(1, "/about", "https://a/round"),
    ]
    targets = by_place(rows)

    def led(path: str, time: int = LATEST) -> str | None:
        found = leads_to(targets["https://a", path, ""], time, targets)
        return found and found.url

    assert led("/a", 0) is None
    assert led("/a", 1) == "https://a/c"
    assert led("/a", 4) == "https://a/b"
    assert led("/c") is None
    assert led("/dark") == "https://x/y?z"
    assert led("/self") is None
    assert led("/odd") is None
    assert led("/to-odd") == "https://a/odd"
    # Six steps, and then it is left where it is.
    assert led("/round") is None
    assert leads_to([], LATEST, targets) is None
