"""An office folder: made, opened, and what is refused before anything is written."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from agister.errors import JournalError, LevyError, ProcedureError
from agister.office.folder import found_office, open_office
from agister.stores.journal_verify import verify
from tests.office_folder import (
    ACT,
    CHARTERED,
    PARTIES,
    book,
    day,
    digest,
    file_return,
    office_at,
    register,
    said,
    settings,
)
from tests.postgres_server import Server


def test_what_a_new_office_holds(tmp_path: Path) -> None:
    office = found_office(tmp_path / "o", settings(), act=ACT, charter=CHARTERED, on=day("2027-01-01"), by="ana")
    entries = [booked.entry for booked in office.journal.entries()]
    assert said(entries) == [("office_opened", "office:test-act"), ("charter_adopted", "charter:commons")]
    assert entries[0].facts == {
        "name": "Test office", "instrument": "test-act", "instrument_digest": digest(ACT), "currency": "EUR",
        "given": {}, "base": "turnover", "charter": "commons", "charter_digest": digest(CHARTERED),
    }  # fmt: skip
    again = open_office(tmp_path / "o")
    assert again.settings == settings()
    assert again.act().instrument.id == "test-act"
    assert again.documents.read(digest(ACT)) == ACT.encode()
    assert oct((tmp_path / "o" / "secret.key").stat().st_mode & 0o777) == "0o600"


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ProcedureError, match="is not empty: name a new folder"):
        found_office(tmp_path, settings(), act=ACT, on=day("2027-01-01"), by="ana")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.txt"]


@pytest.mark.parametrize(
    ("act", "charter"),
    [("schema: agister.levy.instrument/1", ""), ("[[[", ""), (ACT, "schema: agister.levy.charter/1")],
)
def test_an_act_or_a_charter_that_is_none_makes_no_office(tmp_path: Path, act: str, charter: str) -> None:
    with pytest.raises((LevyError, ProcedureError)):
        found_office(tmp_path / "o", settings(), act=act, charter=charter, on=day("2027-01-01"), by="ana")
    assert not (tmp_path / "o").exists()


def test_a_charter_for_another_act_makes_no_office(tmp_path: Path) -> None:
    other = CHARTERED.replace("test-act", "other-act")
    with pytest.raises(ProcedureError, match="other-act"):
        found_office(tmp_path / "o", settings(), act=ACT, charter=other, on=day("2027-01-01"), by="ana")
    assert not (tmp_path / "o" / "office.toml").exists()


def test_a_lost_secret_is_made_anew_and_the_chain_holds(tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    (office.folder / "secret.key").unlink()
    register(office, "carl")
    again = open_office(office.folder)
    assert len((office.folder / "secret.key").read_bytes()) == 32
    assert verify(again.journal).problems == ()


def test_a_secret_that_hides_nothing_is_refused(tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    (office.folder / "secret.key").write_bytes(b"short")
    head = office.journal.head()
    with pytest.raises(JournalError, match=r"secret\.key has 5 bytes, which hide nothing: put it back from a copy"):
        register(office, "carl")
    assert office.journal.head() == head


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="is no office folder"):
        open_office(tmp_path)


def test_a_document_that_was_changed_on_disk_is_refused(tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    name = digest(ACT).removeprefix("sha256:")
    (office.folder / "documents" / name[:2] / name).write_text("changed")
    with pytest.raises(JournalError, match="was changed: it is no longer the document"):
        office.act()


def test_a_journal_in_postgres(tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_JOURNAL", postgres.connection)
    own = settings(journal="postgres", connection_variable="TEST_JOURNAL", schema=postgres.new_schema())
    office = found_office(tmp_path / "o", own, act=ACT, on=day("2027-01-01"), by="ana")
    register(office, "acme")
    file_return(office, "acme", PARTIES["acme"])
    again = open_office(tmp_path / "o")
    assert again.journal.head() == office.journal.head()
    assert again.journal.balances()["Receivable:Levy:acme", "EUR"] == 10_000_000
    assert not (tmp_path / "o" / "journal.sqlite").exists()
    monkeypatch.delenv("TEST_JOURNAL")
    with pytest.raises(JournalError, match="environment variable TEST_JOURNAL with its connection string is not set"):
        open_office(tmp_path / "o")


def test_documents_put_before_a_write_that_never_came_are_harmless(tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    before = office.journal.head()
    pid = os.fork()
    if pid == 0:  # The process dies within the write, after the document and some entries were written.
        with open_office(office.folder).journal.write() as writer:
            office.documents.put(b"a document that nothing names")
            office.append(writer, (replace(next(writer.entries()).entry, key="another"),))
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
    again = open_office(office.folder)
    assert again.journal.head() == before
    assert again.documents.read(digest("a document that nothing names")) == b"a document that nothing names"
    register(again, "carl")
    assert verify(again.journal).problems == ()
    assert again.journal.head()[0] == before[0] + 4
    assert book(again, "registration-decision", {"party": "carl", "decision": "suspended", "reason": "x"}, "2027-06-01")
