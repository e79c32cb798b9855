"""What was assessed, collected, given up and is still owed."""

from __future__ import annotations

from datetime import date
from typing import Any

from agister.levy.chart import mirrored, move
from agister.publishing.levy.claims import Claims
from agister.publishing.levy.report import ReportFold
from tests.levy_books_desk import Office
from tests.levy_books_receipts import match, money_in


def test_what_is_owed_is_what_was_raised_less_what_became_of_it(report: dict[str, Any]) -> None:
    for row in report["periods"]:
        raised = row["assessed"] + row["interest"] + row["penalties"] - row["reduced"]
        gone = (
            sum(row["collected"].values()) - row["paid_back"] + row["remitted"] + row["written_off"] - row["corrected"]
        )
        assert raised - gone == row["outstanding_total"], row["period"]


def test_what_is_owed_is_the_balance_of_the_receivables(office: Office, report: dict[str, Any]) -> None:
    owed = sum(office.journal.balances(under="Receivable").values())
    assert sum(row["outstanding_total"] for row in report["periods"]) == owed


def test_the_latest_assessment_counts_and_the_difference_is_posted(fold: ReportFold) -> None:
    standing = fold.claims.standing["2031", "EUR"]["p-3"]
    assert (standing.assessment, standing.amount, standing.base) == ("A-p-3-2031-2", 41_000_000, 4_100_000_000)
    assert standing.final
    assert not fold.claims.standing["2031", "EUR"]["p-5"].final


def test_ages_count_from_the_due_date(fold: ReportFold) -> None:
    due = date(2033, 10, 1)
    for days, age in (
        (0, "not yet due"),
        (1, "up to 30 days"),
        (30, "up to 30 days"),
        (31, "31 to 90 days"),
        (400, "over a year"),
    ):
        found = fold.claims.outstanding(date.fromordinal(due.toordinal() + days))
        assert set(found["2032", "EUR"]["Levy"]) == {age}, days


def test_a_receipt_that_is_taken_back_opens_the_claim_again() -> None:
    office = Office()
    office.book(
        "penalty_raised",
        "charge:x",
        "2031-01-01",
        posts=move("Receivable:Penalty:p", "Assessed:Penalty:2030", 700, "EUR"),
        party="p",
        period="2030",
        ground="late",
        law="s. 1",
        amount=700,
        due="2031-02-01",
    )
    money_in(office, "1", "2031-01-05", 700)
    match(office, "1", "2031-01-05", "p", "2030", 700, "Penalty", "x")
    matched = next(item.entry for item in office.journal.entries(kinds=("matched",)))
    claims = Claims()
    for booked in office.journal.entries():
        claims.take(booked.entry)
    assert claims.outstanding(date(2031, 3, 1)) == {}
    back = office.book(
        "matched",
        "receipt:1",
        "2031-01-09",
        posts=mirrored(matched.postings),
        party="p",
        amount=-700,
        applied=[{"charge": "x", "units": -700}],
        method="taken back",
    )
    claims.take(back)
    assert sum(claims.outstanding(date(2031, 3, 1))["2030", "EUR"]["Penalty"].values()) == 700


def test_disputes_keep_what_became_of_them(fold: ReportFold) -> None:
    dispute = fold.claims.disputes["X-1"]
    assert (dispute.amount, dispute.outcome, dispute.reduced_by) == (400_000_000, "varied", 100_000_000)
    assert fold.claims.disputed(("2031", "EUR")) == 0
