from __future__ import annotations

from tests.commands import Agister


def test_each_value_with_its_law(agister: Agister) -> None:
    out = agister("levy", "explain", "uk-dst").out
    assert (
        "  rate: 1/50   since 2020-04-01\n    share of the base that is charged\n    Finance Act 2020 s. 47(3) step 3"
        in out
    )
    assert "late_interest: 13/500   since 2020-04-07 until 2022-01-04" in out
    assert "late_interest: 11/400" in out


def test_only_what_holds_on_a_day(agister: Agister) -> None:
    out = agister("levy", "explain", "uk-dst", "--on", "2021-12-31").out
    assert "late_interest: 13/500" in out
    assert "late_interest: 11/400" not in out
    assert (
        "not in force on 2019-12-31: in force since 2020-04-01"
        in agister("levy", "explain", "uk-dst", "--on", "2019-12-31").out
    )
    found = agister("levy", "explain", "uk-dst", "--on", "2021-12-31", "--json").object
    assert [item["value"] for item in found["values"]["late_interest"]] == ["13/500"]
    assert found["values"]["rate"][0]["confidence"] == "verified"


def test_what_is_open(agister: Agister) -> None:
    assert "  open: rate, which share of the base is due (--set rate=…)" in agister("levy", "explain", "essay").out
    assert "there is no act 'x'" in agister.refuses("levy", "explain", "x")
