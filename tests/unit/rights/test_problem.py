from __future__ import annotations

from agister.rights import Problem


def test_equal_problems_can_be_counted() -> None:
    one = Problem(kind="robots-missing-colon", place="line 3", message="no colon", clause="RFC 9309 §2.2")
    assert (
        len({one, Problem(kind="robots-missing-colon", place="line 3", message="no colon", clause="RFC 9309 §2.2")})
        == 1
    )


def test_a_problem_may_offend_no_clause() -> None:
    assert Problem(kind="fetch-failed", place="fetch", message="timeout").clause == ""
