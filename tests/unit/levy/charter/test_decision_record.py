"""Decisions as the journal says."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import ProcedureError
from agister.levy.charter import decision, decisions
from tests.levy_governance import DIGEST, OTHER, chartered, decided, with_parties


def test_decisions_in_the_order_in_which_they_were_proposed() -> None:
    kept = with_parties(chartered(), "a", "b")
    decided(kept, "D-2", DIGEST, {"a": "for", "b": "for"})
    decided(kept, "D-1", OTHER, {"a": "for", "b": "against"})
    assert [(item.id, item.state) for item in decisions(kept, "commons")] == [("D-2", "adopted"), ("D-1", "rejected")]
    assert decisions(kept, "other") == ()


def test_what_a_decision_says() -> None:
    kept = decided(with_parties(chartered(), "a", "b"), "D-1", DIGEST, {"a": "for", "b": "abstain"})
    found = decision(kept, "D-1")
    assert (found.proposer, found.proposal_digest, found.proposed) == ("a", DIGEST, date(2027, 1, 10))
    assert found.consulted == (date(2027, 1, 11), date(2027, 2, 10))
    assert found.votes == {"a": "for", "b": "abstain"}
    assert found.times_voted == {"a": 1, "b": 1}
    assert (found.taken, found.takes_effect) == (date(2027, 3, 1), date(2027, 4, 1))


def test_a_rejected_decision_is_never_in_effect() -> None:
    kept = decided(with_parties(chartered(), "a", "b"), "D-1", DIGEST, {"a": "against", "b": "for"})
    assert not decision(kept, "D-1").in_effect(date(2099, 1, 1))


def test_a_decision_that_nobody_proposed() -> None:
    with pytest.raises(ProcedureError, match="decision D-9 was never proposed: propose it first"):
        decision(chartered(), "D-9")
