"""Counting votes; the vectors are in conformance/levies/charter/counting.json."""

from __future__ import annotations

from fractions import Fraction

import pytest

from agister.errors import ProcedureError
from agister.levy.charter.charter import Majority, PartyKind, VotingRule
from agister.levy.charter.counting import count_votes

RULE = VotingRule(
    voters=(PartyKind.STATE,), quorum=Fraction(1, 2), majority=Fraction(2, 3), exceeds=False, of=Majority.CAST,
    voting_days=0, may_change=True,
)  # fmt: skip


def test_the_reason_gives_the_numbers_and_the_rule() -> None:
    found = count_votes(RULE, {"a": "state", "b": "state", "c": "state"}, {"a": "for", "b": "for", "c": "against"})
    assert found.adopted
    assert found.reason == "2 for, 1 against, 0 abstained of 3 entitled: at least 2/3 of 3 cast is reached"


def test_a_missed_quorum_is_the_reason() -> None:
    found = count_votes(RULE, {"a": "state", "b": "state", "c": "state"}, {"a": "for"})
    assert not found.adopted
    assert "the quorum of 1/2 is not reached" in found.reason


def test_a_vote_is_one_of_three() -> None:
    with pytest.raises(ProcedureError, match="a voted 'perhaps'; a vote is one of for, against, abstain"):
        count_votes(RULE, {"a": "state"}, {"a": "perhaps"})
