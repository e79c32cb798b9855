"""The report as a whole: one pass, checked on the way, the same from the public journal."""

from __future__ import annotations

import gc
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agister.errors import JournalError
from agister.ledger import MemoryJournal
from agister.publishing.levy.decimals import json_text
from agister.publishing.levy.public_journal import read_public_journal, write_public_journal
from agister.publishing.levy.report import ReportFold, compute_report, read_report, without_garbage
from tests.journals import copied
from tests.levy_books_desk import Office


def test_the_public_journal_gives_the_same_report(office: Office, fold: ReportFold) -> None:
    file = io.BytesIO()
    write_public_journal(office.journal.entries(), file, register=fold.register, named=fold.named())
    file.seek(0)
    assert compute_report(read_public_journal(file)) == fold.report()


@pytest.mark.parametrize("start", [None, date(2031, 6, 1), date(2033, 4, 13), date(2036, 6, 1)])
@pytest.mark.parametrize("until", [None, date(2033, 4, 12), date(2036, 5, 30)])
def test_reading_a_journal_at_once_gives_the_same_report(
    office: Office, tmp_path: Path, start: date | None, until: date | None
) -> None:
    if start and until and start > until:
        pytest.skip("covers no day")
    expected = compute_report(office.journal.entries(), start=start, until=until)
    stored = copied(office.journal, tmp_path / "journal.sqlite")
    for journal in (office.journal, stored):
        assert read_report(journal, start=start, until=until) == expected
    stored.close()


def test_python_looks_for_cycles_again_afterwards(office: Office) -> None:
    assert gc.isenabled()
    with without_garbage():
        assert not gc.isenabled()
        read_report(office.journal)
        assert not gc.isenabled()
    with pytest.raises(JournalError, match="nothing to report on"):
        compute_report([])
    assert gc.isenabled()


def test_it_is_json_without_a_float(fold: ReportFold) -> None:
    def no_float(text: str) -> Any:
        raise AssertionError(text)

    found = json.loads(json_text(fold.report()), parse_float=no_float)
    assert found["schema"] == "agister.levy.report/1"
    assert found["journal"]["entries"] == 175


def test_entries_that_take_effect_later_do_not_count(office: Office) -> None:
    found = compute_report(office.journal.entries(), until=date(2033, 4, 3))
    assert found["runs"][0]["state"] == "frozen"
    assert found["payouts"] == []
    assert found["journal"]["later"] > 0
    assert found["journal"]["head"] == office.journal.head()[1]


def test_levy_over_surplus_is_exact(report: dict[str, Any]) -> None:
    surplus = report["periods"][0]["surplus"]
    assert (surplus["levy"], surplus["surplus"], surplus["share"]) == (1_700_000_000, 9_000_000_000, "17/90")


def test_a_changed_a_missing_and_a_strange_entry_are_refused(office: Office) -> None:
    entries = list(office.journal.entries())
    with pytest.raises(JournalError, match="entry 6 follows entry 4: entry 5 is missing"):
        compute_report([*entries[:4], *entries[5:]])
    changed = replace(entries[3], entry=replace(entries[3].entry, text="Something else."))
    with pytest.raises(JournalError, match="entry 4 was changed"):
        compute_report([*entries[:3], changed])


def test_an_empty_journal_and_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(JournalError, match="nothing to report on"):
        compute_report([])
    with pytest.raises(JournalError, match="covers no day"):
        ReportFold(start=date(2032, 1, 1), until=date(2031, 1, 1))


def test_the_fold_keeps_no_entries(office: Office) -> None:
    """Memory grows with parties, payouts and accounts: a thousand more receipts of the same party leave nothing behind."""
    more = Office()
    more.book(
        "office_opened",
        "office:x",
        "2031-01-01",
        name="X",
        instrument="a",
        instrument_digest=more.put("a"),
        currency="EUR",
    )
    fold = ReportFold()
    assert isinstance(more.journal, MemoryJournal)
    for booked in more.journal.entries():
        fold.take(booked)
    size = len(fold.money.balances)
    assert size == 0
    assert fold.report()["journal"]["entries"] == 1
