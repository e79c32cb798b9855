"""A row of a journal, and the entry in it."""

from __future__ import annotations

import pytest

from agister.errors import JournalError
from agister.ledger.entry import START, BookedEntry, chained, entry_text
from agister.stores.journal_rows import booked_from, whole
from tests.journals import NOW, moved


def test_a_row_gives_the_entry_that_was_booked() -> None:
    entry = moved("a", facts={"rows": [1, "x", None]}, documents=("sha256:" + "a" * 64,), corrects="b")
    digest = chained(START, 1, NOW, entry)
    expected = BookedEntry(number=1, recorded=NOW, digest=digest, entry=entry)
    found = booked_from(1, NOW.isoformat(), digest, entry_text(entry))
    assert found == expected
    assert repr(found) == repr(expected)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"key":"a"', "7", '{"key":"a","kind":"b","on":"2031-13-01"}'])
def test_a_damaged_row_is_told_by_its_number(text: str) -> None:
    with pytest.raises(JournalError, match=r"entry number 7 of the journal is damaged .* restore it from a copy"):
        booked_from(7, NOW.isoformat(), START, text)


@pytest.mark.parametrize("units", [0, 1, -1, 2**32, -(2**32), 2**63 - 1, 1 - 2**63, 123456789012345])
def test_halves_make_the_whole(units: int) -> None:
    assert whole(units >> 32, units & (2**32 - 1)) == units
    assert whole(5 * (units >> 32), 5 * (units & (2**32 - 1))) == 5 * units
