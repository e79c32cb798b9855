"""A journal in a SQLite file: how it is made and opened, and what goes wrong with files. What it keeps is in tests/journal."""

from __future__ import annotations

import gc
import multiprocessing
import sqlite3
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from agister.errors import BrokenInvariant, JournalError
from agister.stores.journal_sqlite import SqliteJournal
from tests.journals import moved, now


def test_it_is_there_after_it_was_closed(tmp_path: Path) -> None:
    made = SqliteJournal.create(tmp_path / "journal.sqlite", (), now)
    with made.write() as writer:
        writer.append(moved("a"))
    made.close()
    opened = SqliteJournal.open(tmp_path / "journal.sqlite", (), now)
    assert [booked.entry for booked in opened.entries()] == [moved("a")]
    opened.close()
    assert [file.name for file in tmp_path.iterdir()] == ["journal.sqlite"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    SqliteJournal.create(tmp_path / "journal.sqlite").close()
    with pytest.raises(JournalError, match=r"journal\.sqlite exists already: open it"):
        SqliteJournal.create(tmp_path / "journal.sqlite")


def test_where_none_can_be_made(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match=r"nowhere/journal\.sqlite: nothing was booked: unable to open"):
        SqliteJournal.create(tmp_path / "nowhere" / "journal.sqlite")


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with pytest.raises(JournalError, match="there is no journal"):
        SqliteJournal.open(path)
    assert not path.exists()
    path.write_bytes(b"")
    with pytest.raises(JournalError, match="is a database, but no journal of agister"):
        SqliteJournal.open(path)
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(JournalError, match="it is no journal, or a broken one"):
        SqliteJournal.open(path)


def test_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    SqliteJournal.create(path).close()
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 9")
    other.close()
    with pytest.raises(JournalError, match="is a journal of format 9, this version of agister reads format 1"):
        SqliteJournal.open(path)


def test_a_cut_file_is_refused_or_told(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    made = SqliteJournal.create(path, (), now)
    with made.write() as writer:
        for i in range(200):
            writer.append(moved(f"k{i}"))
    made.close()
    path.write_bytes(path.read_bytes()[:8192])
    with pytest.raises(JournalError, match="restore it from a copy"):
        list(SqliteJournal.open(path).entries())


def test_a_write_that_waits_too_long_says_so(tmp_path: Path) -> None:
    one = SqliteJournal.create(tmp_path / "journal.sqlite", (), now)
    two = SqliteJournal.open(tmp_path / "journal.sqlite", (), now, patience=0.05)
    with one.write() as writer:
        writer.append(moved("a"))
        with pytest.raises(JournalError, match=r"has been writing to it for more than 0\.05 seconds"), two.write():
            pass
        assert two.head()[0] == 0, "reading goes on, on what was booked before"
    assert two.head()[0] == 1
    one.close()
    two.close()


def test_a_snapshot_sees_one_state(tmp_path: Path) -> None:
    one = SqliteJournal.create(tmp_path / "journal.sqlite", (), now)
    two = SqliteJournal.open(tmp_path / "journal.sqlite", (), now)
    with two.snapshot() as reader:
        assert reader.head()[0] == 0
        with one.write() as writer:
            writer.append(moved("a"))
        assert reader.head()[0] == 0
        assert reader.balances() == {}
    assert two.head()[0] == 1
    one.close()
    two.close()


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_each_thread_and_process_opens_its_own(tmp_path: Path) -> None:
    journal = SqliteJournal.create(tmp_path / "journal.sqlite", (), now)
    said: list[str] = []

    def ask() -> None:
        try:
            journal.head()
        except JournalError as error:
            said.append(str(error))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert said == [f"{journal.name}: it was opened by another thread: open the journal in each thread for itself"]

    fork = multiprocessing.get_context("fork")
    queue = fork.SimpleQueue()

    def ask_in_child() -> None:
        try:
            queue.put(str(journal.head()))
        except JournalError as error:
            queue.put(str(error))

    child = fork.Process(target=ask_in_child)
    child.start()
    assert "open the journal in each process for itself" in queue.get()
    child.join()
    journal.close()


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=1))])
def test_the_clock_is_in_utc(tmp_path: Path, zone: timezone | None) -> None:
    journal = SqliteJournal.create(tmp_path / "journal.sqlite", (), lambda: datetime(2031, 1, 1, tzinfo=zone))
    with pytest.raises(BrokenInvariant, match="not in UTC"), journal.write() as writer:
        writer.append(moved("a"))
    assert journal.head()[0] == 0
    journal.close()


def test_who_forgets_to_close_is_not_warned(tmp_path: Path) -> None:
    journal = SqliteJournal.create(tmp_path / "journal.sqlite", (), now)
    with journal.write() as writer:
        writer.append(moved("a"))
    del journal, writer
    gc.collect()
    assert [file.name for file in tmp_path.iterdir()] == ["journal.sqlite"], "the connection was closed"
