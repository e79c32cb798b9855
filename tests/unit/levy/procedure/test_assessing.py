"""The entry of an assessment: lines, postings of the difference, repeats."""

from __future__ import annotations

import pytest

from agister.errors import LevyError, ProcedureError
from agister.levy.exchange import read_reference_rates
from agister.levy.procedure.assessing import assess_return, declared_amount
from agister.levy.procedure.obligations import open_obligation
from agister.levy.procedure.returns import amend_return, file_return
from tests.levy_acts import act, due, levy_return, shipped
from tests.unit.levy.procedure.desk import ACT, DIGEST, Desk, day, declared


def _desk(**changes: object) -> Desk:
    desk = Desk(**changes)  # type: ignore[arg-type]
    desk.register()
    desk.ask()
    return desk


def test_each_line_cites_law_and_fact_and_the_amount_is_posted() -> None:
    desk = _desk()
    found = declared(1005)
    desk.book(file_return(desk.journal, found, on=day("2028-08-01"), by="acme"))
    (entry,) = desk.assess(found)
    assert entry.subject == "assessment:acme/2027/1"
    facts = entry.facts
    assert (facts["amount"], facts["exact"], facts["base_amount"], facts["base"]) == (101, "201/2", 1005, "turnover")
    assert (facts["charge"], facts["due"], facts["law_of"]) == ("levy/acme/2027", "2028-10-01", "2027-12-31")
    assert facts["return_digest"] == found.digest == entry.documents[0]
    lines = facts["lines"]
    assert isinstance(lines, list)
    assert {"step", "text", "amount", "law", "link", "fact"} == set(lines[0])
    assert [(item.account, item.units) for item in entry.postings] == [
        ("Receivable:Levy:acme", 101),
        ("Assessed:Levy:2027", -101),
    ]


def test_the_same_assessment_is_booked_once() -> None:
    desk = _desk()
    found = desk.filed()
    before = desk.journal.head()
    desk.assess(found, "2028-09-09")
    assert desk.journal.head() == before


def test_an_amended_one_posts_the_difference_up_and_down() -> None:
    desk = _desk()
    desk.filed(1000)
    for number, (revenue, difference) in enumerate([(3000, 200), (500, -250), (500, 0)], 2):
        found = declared(revenue, id=f"R-{number}")
        desk.book(amend_return(desk.journal, ACT, found, reason="x", on=day("2028-09-01"), by="acme"))
        (entry,) = desk.assess(found, "2028-09-01", kind="amended")
        moved = sum(item.units for item in entry.postings if item.account == "Receivable:Levy:acme")
        assert (moved, desk.charge().raised) == (difference, revenue // 10)
        assert entry.facts["supersedes"] == f"acme/2027/{number - 1}"


def test_downwards_beyond_what_is_unpaid_is_paid_back_out_of_the_pot() -> None:
    desk = _desk()
    desk.filed(1000)
    desk.pay(80)
    found = declared(300)
    desk.book(amend_return(desk.journal, ACT, found, reason="x", on=day("2028-10-01"), by="acme"))
    desk.assess(found, "2028-10-01", kind="amended")
    charge = desk.charge()
    assert (charge.raised, charge.paid, charge.outstanding) == (30, 30, 0)
    assert (desk.balance("Refund:acme"), desk.balance("Pot:2027")) == (50, 30)
    assert desk.balance("Receivable:Levy:acme") == desk.balance("Assessed:Levy:2027") == 0


def test_a_determination_says_that_it_is_one_and_a_return_takes_its_place() -> None:
    desk = _desk()
    with pytest.raises(ProcedureError, match=r"rests on evidence .* or says that it is estimated"):
        desk.assess(declared(9000), "2028-10-01", kind="determination")
    (entry,) = desk.assess(declared(9000), "2028-10-01", kind="determination", estimated=True, reason="last year's")
    assert (entry.facts["assessment_kind"], entry.facts["estimated"]) == ("determination", True)
    assert entry.text.endswith("This is an estimate.")
    assert "return" not in entry.facts
    desk.filed(1000, on="2028-11-01")
    assert desk.charge().raised == 100


def test_parameters_and_base_of_the_act_come_from_the_journal_or_are_given() -> None:
    essay = shipped("essay")
    desk = Desk(essay)
    desk.register()
    desk.book(
        open_obligation(
            desk.journal, essay, party="acme", period="2027", start=day("2027-01-01"), end=day("2027-12-31"),
            on=day("2027-01-02"), by="ana", file_by=day("2028-06-30"), pay_by=day("2028-07-31"),
        )
    )  # fmt: skip
    found = declared(1000)
    desk.book(file_return(desk.journal, found, on=day("2028-06-01"), by="acme"))
    with pytest.raises(LevyError, match="leaves 'rate' open"):
        desk.assess(found)
    (entry,) = desk.assess(found, given={"rate": "3%"})
    assert (entry.facts["amount"], entry.facts["given"]) == (30, {"rate": "3%"})


def test_other_currencies_name_the_rates_as_quoted() -> None:
    desk = _desk()
    found = levy_return({"local_revenue": "USD 10.00"}, "2027-01-01", "2027-12-31", "EUR", party="acme")
    desk.book(file_return(desk.journal, found, on=day("2028-08-01"), by="acme"))
    rates = read_reference_rates(["Date,USD", "2027-12-31,1.25"], "test")
    (entry,) = desk.assess(found, rates=rates, rates_digest=DIGEST)
    assert entry.facts["rates"] == ["2027-12-31 1 EUR = 1.25 USD (test)"]
    assert (entry.facts["amount"], entry.facts["rates_digest"]) == (80, DIGEST)


def test_refusals() -> None:
    desk = _desk()
    found = desk.filed()
    with pytest.raises(ProcedureError, match="is no kind of assessment"):
        desk.assess(found, kind="guess")
    with pytest.raises(ProcedureError, match="open the obligation first"):
        desk.assess(declared(1000, year=2028))
    bare = Desk(opened=False)
    bare.register()
    bare.ask()
    bare.book(file_return(bare.journal, found, on=day("2028-08-01"), by="acme"))
    with pytest.raises(ProcedureError, match="names no file of the act"):
        assess_return(bare.journal, ACT, found, on=day("2028-08-02"), by="ana")


def test_what_the_levy_is_charged_on() -> None:
    turnover = due(act("turnover", {"rate": "1/10"}), {"local_revenue": 1000, "resale": 100})
    assert declared_amount("turnover", turnover.lines) == 900
    windfall = due(act("windfall", {"rate": "1/2", "windfall_from": 100}), {"world_profit": 300, "local_revenue": 1})
    assert declared_amount("windfall", windfall.lines) == 300
    assert declared_amount("devices", ()) == 0
