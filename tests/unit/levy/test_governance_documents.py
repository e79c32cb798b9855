"""Every document of governance in one list."""

from __future__ import annotations

from agister.levy.events import EVENTS
from agister.levy.governance_documents import GOVERNANCE_DOCUMENTS, GOVERNANCE_SCHEMAS, KINDS
from tests.levy_governance import book, chartered, with_parties


def test_each_document_has_schema_action_and_kinds() -> None:
    assert set(GOVERNANCE_SCHEMAS) - {"model"} == set(GOVERNANCE_DOCUMENTS) == set(KINDS)
    assert {kind for kinds in KINDS.values() for kind in kinds} <= set(EVENTS)


def test_a_document_is_booked_once_a_day() -> None:
    kept = with_parties(chartered(), "a")
    said = {"charter": "commons", "party": "a", "until": "2027-12-31"}
    first = book(kept, "withdrawal", said, "2027-01-05")
    before = kept.head()
    assert book(kept, "withdrawal", said, "2027-01-05") == first
    assert kept.head() == before
