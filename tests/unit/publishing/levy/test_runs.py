"""Every run with its inputs and lines."""

from __future__ import annotations

from typing import Any

from tests.levy_books_desk import Office


def test_a_run_shows_inputs_lines_and_who_approved(report: dict[str, Any]) -> None:
    run, second = report["runs"]
    assert run["approved_by"] == ["first", "second"]
    assert run["inputs"]["key"] == run["key_digest"]
    assert sum(line["units"] for line in run["lines"] if len(line["path"]) == 1) == run["total"]
    assert run["kept"]["Administration"] <= run["administration_cap"]
    assert run["state"] == "reconciled"
    assert second["reversed"]["reason"] == "proposed too early"


def test_days_from_receipt_to_payout_are_weighted_by_amount(report: dict[str, Any]) -> None:
    # Nearly all of it came in on 21 September 2032 and was paid on 12 April 2033, 203 days later.
    assert 195 <= report["runs"][0]["days_to_payout"] <= 203
    assert report["runs"][1]["days_to_payout"] is None


def test_entries_of_a_run_are_named(office: Office, report: dict[str, Any]) -> None:
    numbers = report["runs"][0]["entries"]
    subjects = {item.entry.subject for item in office.journal.entries() if item.number in numbers}
    assert subjects == {"run:2031"}
