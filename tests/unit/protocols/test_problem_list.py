from __future__ import annotations

from agister.protocols.problem_list import PER_KIND, ProblemList
from agister.rights import Problem


def test_problems_are_kept_in_order() -> None:
    problems = ProblemList()
    problems.add("x-one", "line 1", "first", "§1")
    problems.extend((Problem(kind="x-two", place="line 2", message="second"),))
    assert problems.found == (
        Problem(kind="x-one", place="line 1", message="first", clause="§1"),
        Problem(kind="x-two", place="line 2", message="second"),
    )


def test_of_one_kind_only_some_are_kept() -> None:
    problems = ProblemList()
    for number in range(PER_KIND + 5):
        problems.add("x-many", f"line {number}", "again")
    problems.add("x-other", "line 99", "other")
    assert [p.kind for p in problems.found] == ["x-many"] * PER_KIND + ["x-other"]
