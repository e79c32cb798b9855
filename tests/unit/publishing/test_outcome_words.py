"""Every outcome has its words."""

from __future__ import annotations

from agister.publishing.outcome_words import MEANING
from agister.rights import Outcome


def test_all_seven_are_explained() -> None:
    assert set(MEANING) == set(Outcome)
    assert all(MEANING.values())
