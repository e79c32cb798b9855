"""Interest over payments, decisions and repayments, against a sum that goes day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from agister.errors import LevyError, ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.dispute_decisions import decide_dispute
from agister.levy.procedure.disputes import open_dispute
from agister.levy.procedure.interest_charges import raise_interest, raise_repayment_interest
from agister.levy.procedure.letting_off import remit
from agister.levy.procedure.taking_back import unapply_receipt
from tests.levy_acts import act
from tests.unit.levy.procedure.desk import ACT, VALUES, Desk, day

LEVY, INTEREST = "levy/acme/2027", "interest/acme/2027"


def _desk(**changes: Any) -> Desk:
    desk = Desk(**changes)
    desk.register()
    desk.ask()
    desk.filed(10_000_000)  # A levy of 1,000,000, due on 1 October 2028.
    return desk


def _raise(desk: Desk, until: str, on: str = "") -> tuple[JournalEntry, ...]:
    return desk.book(raise_interest(desk.journal, desk.instrument, LEVY, day(until), on=day(on or until), by="clock"))


def _day_by_day(owed: list[tuple[str, int]], start: str, until: str, rate: Fraction) -> int:
    """What a clerk would find: each day bears rate/365 of what is owed at its end; rounded half up once."""
    exact, at = Fraction(0), day(start)
    while at < day(until):
        exact += next(units for since, units in reversed(owed) if day(since) <= at) * rate / 365
        at += timedelta(days=1)
    return int(exact + Fraction(1, 2))


def test_principal_follows_payments_by_their_day_of_value() -> None:
    desk = _desk()
    desk.pay(400_000, value_day="2028-10-11")
    desk.pay(250_000, value_day="2028-12-01")
    _raise(desk, "2029-03-01")
    expected = _day_by_day(
        [("2028-10-01", 1_000_000), ("2028-10-11", 600_000), ("2028-12-01", 350_000)],
        "2028-10-01", "2029-03-01", Fraction(5, 100),
    )  # fmt: skip
    assert desk.charge(INTEREST).raised == expected


def test_no_day_counts_twice_and_the_amount_is_rounded_once() -> None:
    apart, at_once = _desk(), _desk()
    until = day("2028-10-02")
    while until <= day("2028-11-01"):
        _raise(apart, until.isoformat())
        until += timedelta(days=1)
    _raise(at_once, "2028-11-01")
    assert apart.charge(INTEREST).raised == at_once.charge(INTEREST).raised
    assert _raise(apart, "2028-11-01") == ()
    assert _raise(apart, "2028-10-15", "2028-12-01") == ()  # Days that were counted stay counted.


def test_paid_in_time_bears_nothing() -> None:
    desk = _desk()
    desk.pay(1_000_000, value_day="2028-10-01")
    assert _raise(desk, "2029-01-01") == ()


def test_a_receipt_that_the_bank_took_back_never_counted() -> None:
    desk = _desk()
    subject = desk.pay(1_000_000, value_day="2028-10-05")
    _raise(desk, "2028-11-01")
    desk.book(unapply_receipt(desk.journal, subject, on=day("2028-11-02"), by="ana", reason="returned"))
    _raise(desk, "2028-11-02")
    assert desk.charge(INTEREST).raised == _day_by_day(
        [("2028-10-01", 1_000_000)], "2028-10-01", "2028-11-02", Fraction(1, 20)
    )


def test_what_a_dispute_locks_bears_nothing_until_it_is_confirmed() -> None:
    desk = _desk()
    desk.book(
        open_dispute(
            desk.journal, ACT, case="D-1", assessment_id="acme/2027/1", amount=300_000, ground="x", on=day("2028-08-20"),
            by="acme", suspends=True,
        )
    )  # fmt: skip
    _raise(desk, "2028-12-01")
    rate = Fraction(1, 20)
    assert desk.charge(INTEREST).raised == _day_by_day([("2028-10-01", 700_000)], "2028-10-01", "2028-12-01", rate)
    desk.book(decide_dispute(desk.journal, case="D-1", outcome="confirmed", reason="x", on=day("2028-12-01"), by="ben"))
    _raise(desk, "2028-12-02")
    assert desk.charge(INTEREST).raised == _day_by_day([("2028-10-01", 1_000_000)], "2028-10-01", "2028-12-02", rate)


def test_a_decision_lowers_interest_that_was_raised_and_pays_back_what_was_paid() -> None:
    desk = _desk()
    desk.book(
        open_dispute(
            desk.journal, ACT, case="D-1", assessment_id="acme/2027/1", amount=1_000_000, ground="x", on=day("2028-08-20"),
            by="acme",
        )
    )  # fmt: skip
    _raise(desk, "2028-12-01")
    raised = desk.charge(INTEREST).raised
    desk.pay(raised, INTEREST, value_day="2028-12-02")
    desk.book(decide_dispute(desk.journal, case="D-1", outcome="annulled", reason="x", on=day("2028-12-10"), by="ben"))
    (entry,) = _raise(desk, "2028-12-10")
    assert (entry.facts["amount"], entry.facts["before"]) == (-raised, raised)
    assert (desk.charge(INTEREST).raised, desk.balance("Refund:acme")) == (0, raised)


def test_interest_that_was_let_off_is_not_taken_back_again() -> None:
    desk = _desk()
    _raise(desk, "2028-12-01")
    raised = desk.charge(INTEREST).raised
    desk.book(remit(desk.journal, INTEREST, raised, reason="x", on=day("2028-12-01"), by="ana"))
    subject = desk.received("R-1", 1_000_000, "2028-10-01", on="2028-12-02")
    desk.apply(subject, [(LEVY, 1_000_000)], on="2028-12-02")
    assert _raise(desk, "2028-12-02") == ()
    assert desk.charge(INTEREST).state == "remitted"


def test_repayment_interest_runs_from_the_day_of_value_to_the_decision() -> None:
    desk = _desk()
    desk.pay(600_000, value_day="2028-09-01")
    desk.pay(400_000, value_day="2028-09-30")
    desk.book(
        open_dispute(
            desk.journal, ACT, case="D-1", assessment_id="acme/2027/1", amount=500_000, ground="x", on=day("2028-08-20"),
            by="acme",
        )
    )  # fmt: skip
    desk.book(decide_dispute(desk.journal, case="D-1", outcome="annulled", reason="x", on=day("2029-02-01"), by="ben"))
    more = {"on": day("2029-02-10"), "by": "clock"}
    (entry,) = desk.book(raise_repayment_interest(desk.journal, ACT, LEVY, day("2029-02-10"), **more))  # type: ignore[arg-type]
    expected = _day_by_day(
        [("2028-09-01", 100_000), ("2028-09-30", 500_000)], "2028-09-01", "2029-02-01", Fraction(1, 100)
    )
    assert entry.facts["amount"] == expected
    assert desk.balance("Refund:acme") == 500_000 + expected
    assert raise_repayment_interest(desk.journal, ACT, LEVY, day("2029-02-10"), **more) == ()  # type: ignore[arg-type]
    assert desk.charge().repaid_interest == expected


@pytest.mark.parametrize("raising", [raise_interest, raise_repayment_interest])
def test_refusals(raising: Any) -> None:
    desk = _desk()
    more: dict[str, Any] = {"on": day("2028-12-01"), "by": "clock"}
    with pytest.raises(ProcedureError, match="is no charge for a levy"):
        raising(desk.journal, ACT, INTEREST, day("2028-12-01"), **more)
    with pytest.raises(ProcedureError, match="those days are not over"):
        raising(desk.journal, ACT, LEVY, day("2028-12-02"), **more)
    silent = {name: value for name, value in VALUES.items() if not name.endswith("interest")}
    with pytest.raises(ProcedureError, match="lays down no interest"):
        raising(desk.journal, act("turnover", silent), LEVY, day("2028-12-01"), **more)


def test_days_without_a_recorded_rate_are_refused_not_guessed() -> None:
    value = ACT.values["late_interest"][0]
    gap = replace(ACT, values={**ACT.values, "late_interest": (replace(value, until=day("2028-11-01")),)})
    with pytest.raises(LevyError, match="no rate of interest is recorded for 2028-11-01"):
        raise_interest(_desk().journal, gap, LEVY, day("2028-12-01"), on=day("2028-12-01"), by="clock")
