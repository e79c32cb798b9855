"""Where the money of purposes and payees went."""

from __future__ import annotations

from datetime import date
from typing import Any

from agister.levy.chart import move
from agister.publishing.levy.payouts import Payouts
from agister.publishing.levy.report import compute_report
from tests.levy_books_desk import Office


def test_every_purpose_adds_up(report: dict[str, Any]) -> None:
    assert {row["purpose"] for row in report["purposes"]} == {"commons", "adaptation"}
    for row in report["purposes"]:
        moved = row["received"] - row["paid"] + row["returned"] - row["given_back"] - row["non_distributable"]
        assert row["opening"] + moved == row["closing"]
        assert row["closing"] == row["unallocated"] + row["payable"] + sum(row["held"].values())


def test_it_adds_up_in_any_days(office: Office) -> None:
    for start in (date(2033, 4, 4), date(2033, 4, 13), date(2033, 4, 16), date(2036, 1, 1), date(2036, 6, 1)):
        found = compute_report(office.journal.entries(), start=start)
        for row in found["purposes"]:
            moved = row["received"] - row["paid"] + row["returned"] - row["given_back"] - row["non_distributable"]
            assert row["opening"] + moved == row["closing"], (start, row)


def test_what_rests_says_why(report: dict[str, Any]) -> None:
    payout = next(row for row in report["payouts"] if row["payee"] == "dialect-map")
    assert payout["why"] == "account closed"
    assert payout["held"] == {"Held:Unlocated:2032": 183_167_512}
    assert payout["payable"] == 100_000
    assert payout["payments"] == [["2033-04-12", 183_467_512], ["2033-04-15", -183_467_512]]


def test_a_reversed_run_gives_back_what_rests() -> None:
    desk = Office()
    fold = Payouts(None)
    fund = desk.book("run_approved", "run:R", "2031-01-01", posts=move("Pot:1", "Fund:a", 10, "EUR"), approval=2)
    due = desk.book(
        "entitled",
        "payout:R/x",
        "2031-01-01",
        posts=move("Fund:a", "Payable:x", 10, "EUR"),
        run="R",
        payee="x",
        amount=10,
        path=["a", "x"],
        due="10",
        reason="all",
    )
    back = desk.book(
        "run_reversed", "run:R", "2031-01-02", posts=move("Payable:x", "Pot:1", 10, "EUR"), reason="wrong", amount=10
    )
    for entry in (fund, due, back):
        fold.take(entry)
    (row,) = fold.purpose_rows()
    assert (row["received"], row["given_back"], row["closing"]) == (10, 10, 0)
    assert next(fold.payout_rows())["given_back"] == 10


def test_a_reversal_takes_only_from_its_run_and_from_who_was_entitled_first() -> None:
    desk, fold = Office(), Payouts(None)
    entries = [
        desk.book(
            "entitled", f"payout:{run}/{name}", "2031-01-01", posts=move("Fund:a", "Payable:x", units, "EUR"),
            run=run, payee="x", amount=units, path=["a", "x"], due=str(units), reason="all",
        )
        for run, name, units in (("Q", "x", 5), ("R", "z", 4), ("R", "y", 6))
    ]  # fmt: skip
    back = desk.book(
        "run_reversed", "run:R", "2031-01-02", posts=move("Payable:x", "Pot:1", 7, "EUR"), reason="no", amount=7
    )
    for entry in (*entries, back):
        fold.take(entry)
    assert {row["payout"]: (row["payable"], row["given_back"]) for row in fold.payout_rows()} == {
        "Q/x": (5, 0), "R/z": (0, 4), "R/y": (3, 3),
    }  # fmt: skip
    assert fold.payee_sums() == {("x", "EUR"): {"entitled": 15, "paid": 0, "resting": 8}}
