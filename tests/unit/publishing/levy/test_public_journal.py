"""The journal as everybody may have it."""

from __future__ import annotations

import io
import json

import pytest

from agister.errors import JournalError
from agister.ledger import JournalEntry
from agister.ledger.entry import canonical
from agister.publishing.levy.folder import ReportFolder
from agister.publishing.levy.public_journal import public_entry, read_public_journal
from agister.publishing.levy.report import ReportFold
from tests.levy_books_desk import Office


def test_no_bank_account_and_no_name_that_is_not_opened_goes_out(folder: ReportFolder) -> None:
    text = (folder.path / "journal.jsonl").read_text("utf-8")
    assert "DE02120300000000202051" not in text
    assert "Payer p-1" not in text
    assert "Maker 5" not in text
    assert "Maker 1" in text
    for name in ("entries.csv", "ledger.beancount", "report.html", "report.json", "360giving.json", "iati.xml"):
        other = (folder.path / name).read_text("utf-8")
        assert "DE02120300000000202051" not in other, name
        assert "Maker 5" not in other, name


def test_an_entry_that_was_booked_without_salts_is_not_published() -> None:
    def unsalted(entry: JournalEntry, _secret: bytes) -> JournalEntry:
        return entry

    office = Office(unsalted)
    office.book(
        "payee_bank_changed",
        "payee:a",
        "2031-01-01",
        iban="DE1",
        holder="A",
        confirmed_by="b",
        usable_from="2031-01-08",
    )
    fold = ReportFold()
    booked = next(office.journal.entries())
    with pytest.raises(JournalError, match=r"entry 1 .* states iban, holder, text without a salt"):
        public_entry(booked, register=fold.register, named=frozenset())


def test_it_is_read_back_as_it_was_written(folder: ReportFolder, office: Office) -> None:
    with (folder.path / "journal.jsonl").open("rb") as file:
        found = list(read_public_journal(file))
    assert [item.digest for item in found] == [item.digest for item in office.journal.entries()]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda line: line[:-3], "no JSON"),
        (lambda line: b"[]\n", "nothing else"),
        (lambda line: b"[" * 100_000 + b"\n", "no JSON"),
        (lambda line: line.replace(b'"number"', b'"number" '), "one way"),
        (lambda line: line.replace(b'"number":1', b'"number":1.5'), "no whole number"),
        (lambda line: line.replace(b'"number":1', b'"number":1,"number":1'), "stands twice"),
        (lambda line: line.replace(b'"on":"2031-01-01"', b'"on":"2031-13-01"'), "no entry"),
        (lambda line: line.replace(b'"kind":', b'"kinds":'), "no entry"),
        (lambda line: line.replace(b"{}", b'{"a":NaN}', 1), "no JSON"),
    ],
)
def test_what_is_no_entry_is_refused_with_its_line(folder: ReportFolder, change: object, message: str) -> None:
    line = (folder.path / "journal.jsonl").read_bytes().splitlines(keepends=True)[0]
    assert callable(change)
    with pytest.raises(JournalError, match=rf"line 1: .*{message}"):
        list(read_public_journal(io.BytesIO(change(line))))


def test_a_fact_that_no_entry_has_is_refused(folder: ReportFolder) -> None:
    found = json.loads((folder.path / "journal.jsonl").read_bytes().splitlines()[0])
    found["entry"]["more"] = 1
    with pytest.raises(JournalError, match="something that no entry has"):
        list(read_public_journal(io.BytesIO(canonical(found).encode() + b"\n")))
