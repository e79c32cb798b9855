"""Single entries computed again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agister.ledger.entry import JournalEntry
from agister.publishing.levy.recomputed_entry import EntryCheck
from tests.levy_books_desk import Office


def _through(office: Office, kind: str, **facts: Any) -> Any:
    """All entries up to the first of a kind, whose facts are changed."""
    check = EntryCheck(office)
    for booked in office.journal.entries():
        entry: JournalEntry = booked.entry
        if entry.kind == kind:
            return check.take(replace(entry, facts={**entry.facts, **facts}), booked.number)
        assert check.take(entry, booked.number) is None
    raise AssertionError(kind)


def test_every_entry_of_the_books_is_equal(office: Office) -> None:
    check = EntryCheck(office)
    assert [check.take(item.entry, item.number) for item in office.journal.entries()] == [None] * 175
    assert check.equal["assessed"] == 11
    assert check.withheld == {}


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("assessed", {"amount": 1}),
        ("assessed", {"exact": "1/3"}),
        ("assessed", {"base": "windfall"}),
        ("assessed", {"law_of": "1990-01-01"}),
        ("assessed", {"lines": []}),
        ("assessed", {"of_surplus": "1/2"}),
        ("interest_raised", {"amount": 1}),
        ("interest_raised", {"before": 1}),
        ("interest_raised", {"spans": []}),
        ("penalty_raised", {"amount": 1}),
        ("run_frozen", {"reserve_room": 1}),
        ("entitled", {"path": ["nowhere"]}),
    ],
)
def test_a_fact_that_does_not_follow_is_a_difference(office: Office, kind: str, facts: dict[str, Any]) -> None:
    found = _through(office, kind, **facts)
    assert found is not None
    assert kind in found.where


def test_what_rests_on_a_document_that_is_not_there_is_counted(office: Office) -> None:
    class Nothing:
        def has(self, _digest: str) -> bool:
            return False

        def read(self, digest: str) -> bytes:
            raise AssertionError(digest)

    check = EntryCheck(Nothing())
    for item in office.journal.entries():
        assert check.take(item.entry, item.number) is None
    assert check.withheld["assessed"] == 11
    assert check.withheld["run_frozen"] == 1
