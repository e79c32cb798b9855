"""Documents of a charter's life: one action for each schema, and one schema for each action."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.levy.charter import CHARTER_DOCUMENTS, CHARTER_SCHEMAS
from tests.levy_governance import DIGEST, book, chartered, decided, document, with_parties


def test_each_schema_has_its_action() -> None:
    assert set(CHARTER_DOCUMENTS) == set(CHARTER_SCHEMAS)


def test_each_entry_names_its_document() -> None:
    kept = decided(with_parties(chartered(), "a", "b"), "D-1", DIGEST, {"a": "for", "b": "abstain"})
    assert all(len(booked.entry.documents) == 1 for booked in kept.entries())
    assert len({booked.entry.documents for booked in kept.entries()}) == kept.head()[0]


def test_a_word_that_is_not_known_is_named() -> None:
    with pytest.raises(ProcedureError, match="`vote`: is the text 'aye'; allowed: for, against, abstain"):
        document("vote", {"charter": "commons", "decision": "D-1", "voter": "a", "vote": "aye"})


def test_nothing_happens_under_a_charter_that_is_not_in_force() -> None:
    said = {"charter": "other", "party": "a", "kind": "state", "name": "A", "since": "2027-01-02"}
    with pytest.raises(ProcedureError, match="no charter other is in force on 2027-01-02"):
        book(chartered(), "accession", said, "2027-01-02")
