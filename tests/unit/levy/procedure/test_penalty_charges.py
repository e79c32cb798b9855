"""Penalties by the steps of the act."""

from __future__ import annotations

import pytest

from agister.ledger import JournalEntry
from agister.levy.procedure.letting_off import remit
from agister.levy.procedure.obligations import obligation, obligations, waive_obligation
from agister.levy.procedure.penalty_charges import (
    failures_in_a_row,
    raise_late_payment_penalty,
    raise_late_return_penalty,
)
from tests.levy_acts import act
from tests.unit.levy.procedure.desk import ACT, Desk, day, declared

RETURN = "penalty/late-return/acme/{}"


def _desk(years: int = 1) -> Desk:
    desk = Desk()
    desk.register()
    for year in range(2027, 2027 + years):
        desk.ask(year=year)
    return desk


def _late(desk: Desk, on: str, period: str = "2027") -> tuple[JournalEntry, ...]:
    return desk.book(raise_late_return_penalty(desk.journal, desk.instrument, "acme", period, on=day(on), by="clock"))


def test_a_later_step_adds_the_difference() -> None:
    desk = _desk()
    assert _late(desk, "2028-08-31") == ()
    (first,) = _late(desk, "2028-09-01")
    assert (first.facts["amount"], first.facts["due"], first.facts["law"]) == (10_000, "2028-10-01", "Test Act s. 1")
    assert _late(desk, "2028-11-30") == ()
    (second,) = _late(desk, "2028-12-01")
    assert (second.facts["amount"], desk.charge(RETURN.format(2027)).raised) == (10_000, 20_000)
    assert _late(desk, "2028-10-01") == ()  # Looking at an earlier day takes nothing back.


def test_filing_stops_the_clock() -> None:
    desk = _desk()
    desk.filed(on="2028-09-15")
    _late(desk, "2029-12-01")
    assert desk.charge(RETURN.format(2027)).raised == 10_000


def test_the_third_failure_in_a_row_costs_more() -> None:
    desk = _desk(4)
    for year in range(2027, 2030):
        desk.filed(1000, year=year, on=f"{year + 1}-09-15")
        _late(desk, f"{year + 1}-09-15", str(year))
    assert [desk.charge(RETURN.format(year)).raised for year in (2027, 2028, 2029)] == [10_000, 10_000, 50_000]
    desk.filed(1000, year=2030, on="2031-08-01")
    every = obligations(desk.journal, "acme")
    assert [failures_in_a_row(every, item, day("2031-09-01")) for item in every] == [1, 2, 3, 0]


def test_a_waived_period_neither_counts_nor_breaks_the_row() -> None:
    desk = _desk(3)
    desk.book(waive_obligation(desk.journal, party="acme", period="2028", reason="x", on=day("2028-12-31"), by="ana"))
    every = obligations(desk.journal, "acme")
    assert [failures_in_a_row(every, item, day("2031-01-01")) for item in every] == [1, 1, 2]
    assert _late(desk, "2031-01-01", "2028") == ()


@pytest.mark.parametrize(
    ("filed", "penalty"),
    [("2029-06-30", 0), ("2029-07-01", 7_000), ("2029-12-31", 7_000), ("2030-01-01", 14_000)],
)
def test_a_share_of_what_was_unpaid_by_months_to_filing(filed: str, penalty: int) -> None:
    desk = _desk()
    desk.filed(1_000_000, on=filed)
    subject = desk.received("R-1", 30_000, "2029-01-01", on=filed)
    desk.apply(subject, [("levy/acme/2027", 30_000)], on=filed)
    entries = raise_late_payment_penalty(desk.journal, ACT, "acme", "2027", on=day("2030-06-01"), by="clock")
    assert sum(int(str(entry.facts["amount"])) for entry in entries) == penalty


def test_nothing_without_an_assessment_or_without_such_a_penalty() -> None:
    desk = _desk()
    assert raise_late_payment_penalty(desk.journal, ACT, "acme", "2027", on=day("2031-01-01"), by="clock") == ()
    desk.instrument = act("turnover", {"rate": "1/10"})
    assert _late(desk, "2029-01-01") == ()
    desk.assess(declared(1000), "2030-01-01", kind="determination", estimated=True)
    assert raise_late_payment_penalty(desk.journal, desk.instrument, "acme", "2027", on=day("2031-01-01"), by="x") == ()


def test_a_penalty_that_was_let_off_is_not_raised_again() -> None:
    desk = _desk()
    _late(desk, "2028-09-01")
    desk.book(remit(desk.journal, RETURN.format(2027), 10_000, reason="illness", on=day("2028-09-02"), by="ana"))
    assert _late(desk, "2028-10-01") == ()
    assert obligation(desk.journal, "acme", "2027").filed is None
