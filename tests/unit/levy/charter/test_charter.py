"""What a charter says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agister.errors import ProcedureError
from agister.levy.charter.charter import Matter, PurposeKind
from tests.levy_governance import charter_of, chartered


def test_a_matter_without_its_own_rule_takes_that_of_other() -> None:
    charter = charter_of(chartered())
    assert charter.rule(Matter.KEY) is charter.voting[Matter.OTHER]
    assert charter.rule(Matter.CHARTER) is charter.voting[Matter.CHARTER]
    with pytest.raises(ProcedureError, match=r"add `voting\.key` or `voting\.other`"):
        replace(charter, voting={}).rule(Matter.KEY)


def test_purposes_are_found_by_id() -> None:
    charter = charter_of(chartered())
    purpose = charter.purpose("adaptation")
    assert purpose is not None
    assert purpose.kind is PurposeKind.BENEFIT_HUMANITY
    assert charter.purpose("weapons") is None
    assert charter.essay


def test_a_rule_in_words() -> None:
    rule = charter_of(chartered()).rule(Matter.CHARTER)
    assert str(rule) == "at least 2/3 of the votes cast of state and company parties, quorum 1/2 of those entitled"
