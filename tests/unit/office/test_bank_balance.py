"""Bank and books agree on what lies on an account, or somebody is told."""

from __future__ import annotations

from pathlib import Path

from agister.office.bank_balance import balance_difference
from agister.office.receiving import receive
from tests.bank_messages import balance, message, statement
from tests.office_folder import day, office_at, paid_in


def _of(id: str, opening: str, closing: str, on: str, *entries: str) -> bytes:
    return message(statement(balance("OPBD", opening, day=on), *entries, balance("CLBD", closing, day=on), id=id))


def test_nothing_was_said_yet(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    assert balance_difference(office.journal, office.settings.banks[0]) == ""


def test_statements_in_another_order_agree_in_the_end(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    first = _of("S-1", "0.00", "1.00", "2028-10-02", paid_in("", "1.00", "B-1"))
    second = _of("S-2", "1.00", "3.00", "2028-10-03", paid_in("", "2.00", "B-2"))
    found = receive(office, second, "2.xml", on=day("2028-10-04"), by="ana")
    assert [text.partition(":")[0] for text in found.problems] == ["main"]
    assert "the books say EUR 2.00, which is EUR 1.00 less" in found.problems[0]
    assert receive(office, first, "1.xml", on=day("2028-10-04"), by="ana").problems == ()
    assert balance_difference(office.journal, office.settings.banks[0]) == ""


def test_what_a_notification_tells_of_later_days_does_not_count(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    receive(
        office,
        _of("S-1", "0.00", "1.00", "2028-10-01", paid_in("", "1.00", "B-1")),
        "1.xml",
        on=day("2028-10-04"),
        by="ana",
    )
    told = message(statement(paid_in("", "9.00", "B-9"), name="Ntfctn"), kind="camt.054")
    found = receive(office, told, "n.xml", on=day("2028-10-04"), by="ana")
    assert (len(found.entries), found.problems) == (2, ())
