"""The acceptance vectors of the levy that belong to sharing out, exact, as they were handed over."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from agister.ledger import Amount, Bound, Rounding, apportion, apportion_bounded, by_payee, cut_first
from agister.levy.allocations.key_file import parse_key
from agister.levy.allocations.quadratic import weight
from tests.places import DATA, needs_data

pytestmark = needs_data

_FILE = DATA / "levy" / "levy_vectors.json"
VECTORS: dict[str, dict[str, Any]] = (
    {vector["id"]: vector for vector in json.loads(_FILE.read_text("utf-8"))} if _FILE.is_file() else {}
)


def expected(name: str) -> Any:
    return VECTORS[name]["expected"]


def given(name: str) -> Any:
    return VECTORS[name]["input"]


def by_key(key: dict[str, Any], amount: int) -> dict[str, int]:
    return by_payee(parse_key(json.dumps(key).encode()).share(amount))


def test_equal_thirds_of_a_million_leave_one() -> None:
    shares, left = cut_first(100, dict.fromkeys("abc", Fraction(333_333, 1_000_000)))
    assert [shares, left] == expected("SHARE-01")


@pytest.mark.parametrize(("name", "amount"), [("SHARE-02", 10), ("SHARE-03", -10)])
def test_thirds(name: str, amount: int) -> None:
    assert apportion(amount, {"c": 1, "a": 1, "b": 1}) == expected(name)


def test_no_weight_no_cent() -> None:
    assert apportion(7, {"a": 1, "b": 1, "z": 0}) == expected("SHARE-04")


def test_alabama_paradox() -> None:
    assert [apportion(pot, {"a": 6, "b": 6, "c": 2}) for pot in (10, 11)] == expected("SHARE-05")


def test_floor_and_cap() -> None:
    weights = {"a": Fraction(70), "b": Fraction(20), "c": Fraction(8), "d": Fraction(2)}
    bounds = dict.fromkeys(weights, Bound(floor=5_000, cap=40_000))
    assert list(apportion_bounded(100_000, weights, bounds)) == expected("SHARE-06")


def test_all_caps_reached() -> None:
    weights = dict.fromkeys("abc", Fraction(1))
    bounds = dict.fromkeys(weights, Bound(cap=30_000))
    assert list(apportion_bounded(100_000, weights, bounds)) == expected("SHARE-07")


def test_broadcasters_contribution() -> None:
    within = {"audio": {"kind": "fixed", "weights": {"factor": 60, "musicaction": 40}}}
    points = {"kind": "fixed", "weights": {"audio": 2, "other": 3}, "within": within}
    contribution, _rest = cut_first(given("SHARE-08")["revenue"], {"contribution": Fraction(5, 100)})
    shares = by_key(points, contribution["contribution"])
    del shares["other"]
    assert [contribution["contribution"], shares] == expected("SHARE-08")


def test_shares_of_proceeds() -> None:
    found = [cut_first(1_000, {"fund": part})[0]["fund"] for part in (Fraction(2, 100), Fraction(5, 100))]
    assert found == expected("SHARE-09")


def test_square_of_side_six() -> None:
    assert {"p": weight((9, 4, 1)), "q": weight(())} == expected("QF-01")


def test_single_giver_unlocks_nothing() -> None:
    key = {"kind": "quadratic", "gifts": {"whale": [144], "block": [9] * 16}}
    assert by_key(key, given("QF-02")["pool"]) == expected("QF-02")


def test_matching_pool() -> None:
    key = {"kind": "quadratic", "gifts": {"a": [20_000] * 5, "b": [50_000] * 2, "c": [5_000] * 20}}
    assert by_key(key, given("QF-03")["pool"]) == expected("QF-03")


def test_seven_purposes() -> None:
    assert apportion(given("MODEL-08")["pot"], given("MODEL-08")["keys"]) == expected("MODEL-08")


def test_gambling_levy() -> None:
    weights = {"treatment": "50%", "prevention": "30%", "research": "20%"}
    assert by_key({"kind": "fixed", "weights": weights}, given("GAM-03")["pot"]) == expected("GAM-03")


@pytest.mark.parametrize(("name", "weights"), [("DST-10", "external"), ("DST-11", "members")])
def test_members_of_a_group(name: str, weights: str) -> None:
    assert apportion(given(name)["group_amount"], given(name)[weights]) == expected(name)


def _private_copying(weights: dict[str, str], performers: dict[str, int]) -> dict[str, Any]:
    among = {"performers": {"kind": "fixed", "weights": performers}}
    rest = {"kind": "fixed", "weights": weights, "within": among}
    return {"kind": "first_cut", "first": {"cultural": "25%"}, "then": "rest", "within": {"rest": rest}}


def test_sound() -> None:
    weights = {"authors": "1/2", "performers": "1/4", "producers": "1/4"}
    key = _private_copying(weights, {"performers_adami": 1, "performers_spedidam": 1})
    assert by_key(key, given("PCL-01")["pot"]) == expected("PCL-01")


def test_audiovisual_performers() -> None:
    weights = dict.fromkeys(("authors", "performers", "producers"), "1/3")
    shares = by_key(_private_copying(weights, {"adami": 80, "spedidam": 20}), given("PCL-02")["pot"])
    assert {name: shares[name] for name in ("adami", "spedidam")} == expected("PCL-02")


def test_percentages_that_do_not_add_up() -> None:
    assert apportion(given("PCL-03")["pot"], given("PCL-03")["weights"]) == expected("PCL-03")


def test_parts_of_a_tariff() -> None:
    pot = given("PCL-04")["devices"] * 150
    cuts, rest = cut_first(pot, {"music": Fraction(11_165, 15_000), "audiovisual": Fraction(3_510, 15_000)})
    assert [cuts["music"], cuts["audiovisual"], rest] == expected("PCL-04")


def test_public_lending_right() -> None:
    uses = {f"w{number}": loans for number, loans in enumerate(given("PLR-01")["loans"])}
    key = {"kind": "usage_sample", "uses": uses, "rate": "12.40", "minimum": 100, "maximum": 660_000, "rest": "rest"}
    shares = by_key(key, 2_000_000)
    assert [shares[work] for work in uses] == expected("PLR-01")


def test_conversion_to_the_euro() -> None:
    tolars = [Fraction(value * 100) / Fraction(239_640, 1_000) for value in (500, 1_000)]
    euros = [*tolars, Fraction(24_784, 10), Fraction(24_785, 10)]
    assert [Amount.rounded(value, "EUR", Rounding.HALF_UP).units for value in euros] == expected("FX-01")


def test_no_vector_of_sharing_is_left_out() -> None:
    text = Path(__file__).read_text("utf-8")
    assert [name for name in VECTORS if name.split("-")[0] in ("SHARE", "QF") and f'"{name}"' not in text] == []
