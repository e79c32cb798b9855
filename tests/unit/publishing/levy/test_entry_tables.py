"""Entries and postings as CSV."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest

from agister.ledger import BookedEntry, JournalEntry
from agister.ledger.entry import entry_json
from agister.publishing.levy.entry_tables import EntryTables, cell
from agister.publishing.levy.folder import ReportFolder
from tests.levy_books_desk import Office


def test_there_is_a_row_for_each_entry_and_posting(folder: ReportFolder, office: Office) -> None:
    with (folder.path / "entries.csv").open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    with (folder.path / "postings.csv").open(encoding="utf-8", newline="") as file:
        postings = list(csv.DictReader(file))
    booked = list(office.journal.entries())
    assert [int(row["number"]) for row in entries] == [item.number for item in booked]
    assert sum(int(row["units"]) for row in postings) == 0
    assert len(postings) == sum(len(item.entry.postings) for item in booked)


@pytest.mark.parametrize("text", ["=1+1", "+49", "-cmd", "@SUM(A1)", "\tx", "\rx", "\n=1"])
def test_no_cell_begins_as_a_formula(text: str) -> None:
    name = text.strip() + "x"
    entry = JournalEntry(
        key=name, kind="payee_suspended", on=date(2031, 1, 1), subject=name, by=name, text=text, facts={"reason": text}
    )
    booked = BookedEntry(number=1, recorded=datetime(2031, 1, 1, tzinfo=UTC), digest="sha256:0", entry=entry)
    entries, postings = io.StringIO(), io.StringIO()
    EntryTables(entries, postings).take(booked, entry_json(entry))
    entries.seek(0)
    row = list(csv.reader(entries))[1]
    assert all(not value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for value in row)


def test_other_texts_stay() -> None:
    assert cell("Receivable:Levy:acme") == "Receivable:Levy:acme"
    assert cell("") == ""
