from __future__ import annotations

from agister.sources.report import KEPT_PER_KIND, SourceReport


def test_every_problem_is_counted_and_the_first_of_a_kind_are_kept() -> None:
    report = SourceReport()
    for number in range(100):
        report.problem("a", f"row {number}", "wrong", "clause")
    report.problem("b", "row 1", "wrong")
    assert report.problem_counts == {"a": 100, "b": 1}
    assert [p.kind for p in report.problems] == ["a"] * KEPT_PER_KIND + ["b"]


def test_reports_add_up() -> None:
    total = SourceReport(records=1, observations=1)
    total.skip("request")
    total.problem("a", "x", "y")
    other = SourceReport(records=2, observations=1)
    other.skip("request", 2)
    other.skip("dns")
    for _ in range(30):
        other.problem("a", "x", "y")
    total.add([other])
    assert (total.records, total.observations, total.skipped) == (3, 2, {"request": 3, "dns": 1})
    assert total.problem_counts == {"a": 31}
    assert len(total.problems) == KEPT_PER_KIND
