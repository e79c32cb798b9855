"""What commands of an office have in common."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import pytest

from agister.cli.levy_desk import add_desk, booked_so_far, entry_row, new_file, print_entries, today
from agister.errors import JournalError, PaymentError, UsageError
from agister.ledger import JournalEntry
from agister.levy.chart import move

ENTRY = JournalEntry(
    key="k", kind="remitted", on=date(2027, 1, 2), subject="charge:c", by="ana", text="Acme is let off.",
    postings=move("Loss:Remission", "Receivable:Levy:acme", 12_345, "EUR"),
)  # fmt: skip


def _options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_desk(parser)
    return parser.parse_args(words)


def test_who_and_when() -> None:
    options = _options("--office", "o", "--by", "ana", "--on", "2027-01-02")
    assert (options.office, options.by, options.on, options.json) == (Path("o"), "ana", date(2027, 1, 2), False)
    assert _options("--office", "o", "--by", "ana").on == today()
    with pytest.raises(SystemExit):
        _options("--office", "o")
    with pytest.raises(SystemExit):
        _options("--office", "o", "--by", "ana", "--on", "yesterday")


def test_what_was_booked(capsys: pytest.CaptureFixture[str]) -> None:
    print_entries((ENTRY,), _options("--office", "o", "--by", "ana"))
    assert capsys.readouterr().out.splitlines() == [
        "charge:c   Acme is let off.",
        "    debit  Loss:Remission                                     EUR 123.45",
        "    credit Receivable:Levy:acme                               EUR 123.45",
    ]
    print_entries((), _options("--office", "o", "--by", "ana"))
    assert capsys.readouterr().out == "nothing to book: it is all booked already\n"


def test_an_entry_for_machines() -> None:
    assert entry_row(ENTRY) == {
        "key": "k", "kind": "remitted", "on": "2027-01-02", "subject": "charge:c", "text": "Acme is let off.",
        "postings": [["Loss:Remission", 12_345, "EUR"], ["Receivable:Levy:acme", -12_345, "EUR"]],
    }  # fmt: skip


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    with pytest.raises(JournalError), new_file(path) as file:
        file.write(b"half of it")
        raise JournalError("nothing was booked")
    assert list(tmp_path.iterdir()) == []
    with new_file(path) as file:
        file.write(b"all of it")
    assert path.read_bytes() == b"all of it"
    with pytest.raises(UsageError, match="exists already"), new_file(path):
        pass
    assert path.read_bytes() == b"all of it"
    with pytest.raises(UsageError, match="there is no folder"), new_file(tmp_path / "none" / "x"):
        pass


def test_what_was_booked_before_a_file_that_is_wrong() -> None:
    error = booked_so_far(PaymentError("2.xml: no statement"), ["1.xml"])
    assert (type(error), str(error)) == (PaymentError, "2.xml: no statement; booked before it: 1.xml")
    assert str(booked_so_far(error, [])) == str(error)
