"""Whether an office folder is whole."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from agister.office.checking import check_books
from tests.office_folder import ACT, digest, office_at


def test_a_folder_that_is_whole(tmp_path: Path) -> None:
    office = office_at("ordered", tmp_path / "o")
    found = check_books(office)
    assert (found.entries, found.head) == office.journal.head()
    assert found.problems == ()
    assert found.documents > 20


def test_a_changed_document_and_a_changed_entry_are_found(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    name = digest(ACT).removeprefix("sha256:")
    path = office.folder / "documents" / name[:2] / name
    path.write_text("changed")
    (problem,) = check_books(office).problems
    assert (
        problem
        == f"{path} was changed: it is no longer the document {digest(ACT)}; put it back from a copy of the office folder"
    )
    with sqlite3.connect(office.folder / "journal.sqlite") as database:
        for trigger in [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute("UPDATE postings SET units = units + 1 WHERE account = 'Bank:main'")
    assert any("Bank:main: the entries sum to 12000000" in text for text in check_books(office).problems)
