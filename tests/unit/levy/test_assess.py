from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from agister.errors import LevyError
from agister.levy.assess import assess, assess_on, assessed_amount
from agister.levy.bases import BASES, turnover
from agister.levy.exchange import read_reference_rates
from agister.levy.levy_return import LevyReturn
from tests.levy_acts import LAW, act, due, levy_return, shipped

FACTS: dict[str, Any] = {"world_revenue": 400_000_000_000, "local_revenue": 80_000_000_000}


def test_the_whole_of_an_assessment() -> None:
    found = due(act("turnover", {"rate": "1/3"}), {"local_revenue": 100, "world_profit": 50})
    assert (found.amount, found.exact, found.currency, found.base) == (33, Fraction(100, 3), "EUR", "turnover")
    assert [(line.step, line.amount, line.fact) for line in found.lines] == [
        ("revenue", 100, "local_revenue"), ("bracket", Fraction(100, 3), "local_revenue"), ("result", 33, "return R-1"),
    ]  # fmt: skip
    assert {line.law for line in found.lines} == {LAW["law"]}
    assert found.of_surplus == Fraction(33, 50)
    assert found.notes == ()
    assert str(assessed_amount(found)) == "0.33 EUR"


def test_the_essay_runs_on_turnover_residual_profit_and_windfall() -> None:
    essay = shipped("essay")
    declared = levy_return({**FACTS, "world_profit": 60_000_000_000})
    found = {
        "turnover": assess(declared, essay, given={"rate": "1/100"}),
        "residual": assess(declared, essay, given={"rate": "1/100", "routine_margin": "10%"}, base="residual_profit"),
        "windfall": assess(declared, essay, given={"rate": "1/100", "windfall_from": "50000000000"}, base="windfall"),
    }
    assert {name: item.amount for name, item in found.items()} == {
        "turnover": 800_000_000, "residual": 200_000_000, "windfall": 100_000_000,
    }  # fmt: skip
    assert found["turnover"].notes == ("essay is a draft for simulation: nobody owes this under any law",)


def test_under_the_essay_any_deployment_pays_and_a_loss_only_on_turnover() -> None:
    essay = shipped("essay")
    tiny = levy_return({"local_revenue": 100, "world_revenue": 100, "world_profit": -5, "licence_payments": [
        {"licence": "L", "amount": 100}], "public_share": "1/10"})  # fmt: skip
    assert assess(tiny, essay, given={"rate": "1/100"}).amount == 1
    residual = assess(tiny, essay, given={"rate": "1/100", "routine_margin": "0"}, base="residual_profit")
    assert (residual.amount, residual.of_surplus) == (0, None)


def test_members_bear_what_the_group_owes() -> None:
    members = [
        {"name": "A", "facts": {"local_revenue": 50_000_000_000}},
        {"name": "B", "facts": {"local_revenue": 30_000_000_000}},
        {"name": "C", "facts": {}},
    ]
    found = due(shipped("model-act"), {"world_revenue": FACTS["world_revenue"]}, members=members)
    assert found.amount == 1_490_000_000
    assert found.members == {"A": 931_250_000, "B": 558_750_000, "C": 0}
    by_row = [{"name": "A", "facts": {"deployments": [{"name": "x", "revenue": 80_000_000_000}]}}]
    assert due(shipped("model-act"), {"world_revenue": 400_000_000_000}, members=by_row).members == {"A": 1_490_000_000}
    assert due(shipped("model-act"), FACTS, members=[{"name": "A", "facts": {}}]).members == {}


def test_currencies_at_the_dated_rate() -> None:
    rates = read_reference_rates(["Date,USD", "2027-12-31,1.25"], "ecb")
    declared = levy_return({"world_revenue": "USD 5000000000.00", "local_revenue": "USD 1000000000.00"})
    found = assess(declared, shipped("model-act"), rates=rates)
    assert found.amount == 1_490_000_000
    assert [rate.text for rate in found.rates] == ["1.25"]
    with pytest.raises(LevyError, match="give reference rates"):
        assess(declared, shipped("model-act"))


def test_the_law_of_another_day() -> None:
    entry = {"known_since": "2000-01-01", "confidence": "general_knowledge", **LAW}
    rates = [
        {"value": "1%", "since": "2000-01-01", "until": "2027-07-01", **entry},
        {"value": "2%", "since": "2027-07-01", **entry},
    ]
    changing = act("turnover", {"rate": rates})
    declared = levy_return({"local_revenue": 1000})
    assert [assess(declared, changing, on).amount for on in (None, date(2027, 1, 1))] == [20, 10]
    assert assess(declared, changing).notes == (
        "`rate` changes on 2027-07-01 within the period; what holds on 2027-12-31 was applied",
        "`rate` (Test Act s. 1) was not checked in the law itself: general_knowledge",
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(date(2026, 1, 1), date(2027, 12, 31), "the period has 730 days; a return covers a year at most"),
     (date(2028, 1, 1), date(2027, 12, 31), "the period has 0 days")],
)  # fmt: skip
def test_periods_that_no_return_covers(start: date, end: date, words: str) -> None:
    declared = LevyReturn(id="R", party="P", start=start, end=end, currency="EUR", facts={})
    with pytest.raises(LevyError, match=words):
        assess(declared, act("turnover", {"rate": "1%"}))


def test_contradictions_are_refused_whoever_made_the_return() -> None:
    declared = levy_return(FACTS)
    twice = LevyReturn(
        id="R",
        party="P",
        start=declared.start,
        end=declared.end,
        currency="EUR",
        facts={**declared.facts, "deployments": ()},
    )
    with pytest.raises(LevyError, match="return R: `local_revenue` and `deployments` are both declared"):
        assess(twice, shipped("model-act"))


def test_a_base_of_somebody_else() -> None:
    schedule = act("turnover", {"rate": "1%"}).schedule(date(2027, 12, 31))
    assert assess_on(levy_return({"local_revenue": 100}), schedule, bases=(*BASES, turnover)).amount == 1
    with pytest.raises(LevyError, match="there is no base 'turnover'"):
        assess_on(levy_return({"local_revenue": 100}), schedule, bases=())


def test_without_a_rule_for_short_periods_nothing_is_reduced() -> None:
    plain = act("turnover", {"rate": "10%", "allowance": 100})
    reduced = act("turnover", {"rate": "10%", "allowance": 100, "short_period": "days_over_preceding_twelve_months"})
    period = ("2027-07-01", "2027-12-31")
    assert due(plain, {"local_revenue": 365}, *period).exact == Fraction(265, 10)
    assert due(reduced, {"local_revenue": 365}, *period).exact == (365 - Fraction(100 * 184, 365)) / 10


def test_a_relief_that_ends_within_the_period_is_noted() -> None:
    cap = {"value": "1/2", "since": "2000-01-01", "until": "2027-06-01", "known_since": "2000-01-01", **LAW}
    ending = act("turnover", {"rate": "1%", "credit_cap": [{**cap, "confidence": "verified"}]})
    found = due(ending, {"local_revenue": 1000, "licence_payments": [{"licence": "L", "amount": 5}]})
    assert found.amount == 10
    assert found.notes == (
        "`credit_cap` changes on 2027-06-01 within the period; what holds on 2027-12-31 was applied",
    )


def test_notes_on_the_period_and_on_what_was_not_checked() -> None:
    dst = shipped("uk-dst")
    found = due(dst, {"world_revenue": 90_000_000_000, "local_revenue": 10_000_000_000}, "2020-01-01", "2020-12-31")
    rounding = "`rounding` (Finance Act 2020 Part 2 (says nothing of rounding; convention of ours)) was not checked in the law itself"
    assert found.notes == (
        "the period begins before uk-dst is in force (2020-04-01): declare only what falls under it",
        f"{rounding}: unverified",
    )
    rates = read_reference_rates(["Date,GBP", "2023-06-30,0.80"], "ecb")
    declared = levy_return(
        {"world_revenue": 90_000_000_000, "local_revenue": 12_500_000_000}, "2023-01-01", "2023-12-31"
    )
    exchanged = assess(declared, dst, rates=rates)
    assert exchanged.amount == 150_000_000
    assert exchanged.notes[0].startswith("`exchange_day` (Corporation Tax Act 2010")
