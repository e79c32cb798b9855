"""Balances and flows."""

from __future__ import annotations

from datetime import date
from typing import Any

from agister.publishing.levy.report import compute_report
from tests.levy_books_desk import Office


def test_the_trial_balance_is_that_of_the_journal(office: Office, report: dict[str, Any]) -> None:
    ours = {(row["account"], row["currency"]): row["debit"] - row["credit"] for row in report["trial_balance"]}
    assert ours == office.journal.balances()
    assert sum(ours.values()) == 0


def test_what_lies_at_the_bank_is_kept_for_somebody(report: dict[str, Any]) -> None:
    (row,) = report["cash_identity"]
    assert row["holds"]
    assert row["bank"] == sum(row["kept_for"].values())


def test_the_bank_is_what_came_in_less_what_went_out(office: Office, report: dict[str, Any]) -> None:
    for start in (None, date(2033, 4, 13)):
        (flow,) = compute_report(office.journal.entries(), start=start)["flows"]
        gone = (
            flow["taken_back_by_banks"]
            + flow["paid_to_payees"]
            + flow["paid_back_to_payers"]
            + flow["costs_of_the_office"]
        )
        assert flow["opening"] + flow["received"] - gone + flow["corrected"] == flow["closing"]


def test_reserve_and_administration_add_up(report: dict[str, Any]) -> None:
    for name in ("reserve", "administration"):
        for row in report[name]:
            assert row["opening"] + sum(row["moves"].values()) == row["closing"]


def test_corrections_name_what_they_correct(report: dict[str, Any]) -> None:
    (row,) = report["corrections"]
    assert row["corrects"] == "cost:K-2/cost_paid/1"
    assert row["reason"] == "booked twice"
