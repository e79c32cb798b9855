"""How a charter takes effect, and how it changes."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import ProcedureError
from agister.levy.charter import charter_in_force
from agister.levy.instrument_file import shipped_instruments
from tests.levy_governance import CHARTER, DIGEST, book, chartered, decided, document, journal, with_parties

NEXT = {**CHARTER, "since": "2027-06-01", "consultation_days": "60"}


def test_a_charter_governs_the_act_of_its_office() -> None:
    with pytest.raises(ProcedureError, match="governs the acts essay, not uk-dst"):
        book(journal(), "charter", CHARTER, "2026-12-01", act=shipped_instruments()["uk-dst"])


def test_a_new_version_needs_a_decision_that_names_it() -> None:
    kept = with_parties(chartered(), "a", "b", "c")
    with pytest.raises(ProcedureError, match="changed only by its own rule"):
        book(kept, "charter", NEXT, "2027-03-02")
    decided(kept, "D-1", document("charter", NEXT).digest, {"a": "for", "b": "for", "c": "against"}, matter="charter")
    (entry,) = book(kept, "charter", NEXT, "2027-03-02")
    assert entry.text == "Commons charter takes effect on 2027-06-01 by decision D-1."
    assert charter_in_force(kept, "commons", date(2027, 5, 31)).consultation_days == 30
    assert charter_in_force(kept, "commons", date(2027, 6, 1)).consultation_days == 60


@pytest.mark.parametrize(
    ("since", "reason"),
    [
        ("2027-03-01", "would hold from 2027-03-01 on, before 2027-03-02"),
        ("2027-03-15", "decision D-1 takes effect on 2027-04-01"),
    ],
)
def test_a_new_version_holds_neither_in_the_past_nor_before_its_decision(since: str, reason: str) -> None:
    kept = with_parties(chartered(), "a", "b", "c")
    changed = {**NEXT, "since": since}
    decided(kept, "D-1", document("charter", changed).digest, {"a": "for", "b": "for", "c": "for"}, matter="charter")
    with pytest.raises(ProcedureError, match=reason):
        book(kept, "charter", changed, "2027-03-02")


def test_a_rejected_change_changes_nothing() -> None:
    kept = with_parties(chartered(), "a", "b", "c")
    decided(kept, "D-1", document("charter", NEXT).digest, {"a": "for", "b": "against"}, matter="charter")
    with pytest.raises(ProcedureError, match="no adopted decision"):
        book(kept, "charter", NEXT, "2027-03-02")


def test_the_same_version_twice_is_one_entry() -> None:
    kept = journal()
    (first,) = book(kept, "charter", CHARTER, "2026-12-01")
    (second,) = book(kept, "charter", CHARTER, "2026-12-01")
    assert first == second
    assert kept.head()[0] == 1
    assert first.documents == (document("charter", CHARTER).digest,)
    assert DIGEST not in first.documents
