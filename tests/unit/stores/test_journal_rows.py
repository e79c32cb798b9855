"""A row of a journal, and the entry in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import JournalError
from agister.ledger import JournalEntry
from agister.ledger.entry import START, BookedEntry, canonical, chained, entry_json, entry_text
from agister.stores.journal_rows import booked_from, entry_from, glance, whole
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
    with pytest.raises(JournalError, match=r"entry number 7 of the journal is damaged .* restore it from a copy"):
        glance(7, text)


def test_a_damaged_time_is_told_by_its_number() -> None:
    with pytest.raises(JournalError, match="entry number 7 of the journal is damaged"):
        booked_from(7, "yesterday", START, entry_text(moved("a")))


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4) | st.sampled_from(
    ['"', "\\", '"corrects":', '","corrects":"', ',"kind":"x","on":"2000-01-01"', "kind", "on", "é"]
)
lines = words.filter(lambda text: bool(text.strip()) and text.isprintable())
facts = st.dictionaries(
    words, st.recursive(words, lambda inner: st.dictionaries(words, inner, max_size=2), max_leaves=3), max_size=3
)


@given(
    key=lines,
    kind=lines | st.just("paid"),
    subject=lines,
    by=lines,
    text=words,
    facts=facts,
    corrects=st.just("") | lines,
)
def test_a_glance_sees_what_reading_the_whole_row_does(**parts: Any) -> None:
    """Whatever stands in the texts and facts of an entry, however like the row's own parts it looks."""
    entry = JournalEntry(on=date(2031, 2, 3), postings=moved("a").postings, documents=("sha256:" + "a" * 64,), **parts)
    row = canonical(entry_json(entry))
    assert entry_from(1, row) == entry
    assert glance(1, row) == (entry.kind, "2031-02-03", bool(entry.corrects))


@pytest.mark.parametrize("units", [0, 1, -1, 2**32, -(2**32), 2**63 - 1, 1 - 2**63, 123456789012345])
def test_halves_make_the_whole(units: int) -> None:
    assert whole(units >> 32, units & (2**32 - 1)) == units
    assert whole(5 * (units >> 32), 5 * (units & (2**32 - 1))) == 5 * units
