from __future__ import annotations

from agister.rights import Asset, Decision, Outcome, Resolution


def test_a_resolution_without_a_statement_counts_nothing() -> None:
    resolution = Resolution(outcome=Outcome.UNKNOWN, because=None)
    assert resolution.not_counted == ()


def test_a_decision_is_lifted_from_nothing_unless_it_says_so() -> None:
    decision = Decision(
        asset=Asset(origin="https://example.org", path="/"), outcome=Outcome.UNCHECKED, protocol=None, because=None
    )
    assert (decision.findings, decision.problems, decision.lifted_from, decision.lifted_by) == ((), (), None, "")
