from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from agister.errors import LevyError
from agister.levy.instrument import value_text
from tests.levy_acts import LAW, act, shipped

DAY = date(2027, 12, 31)


def _rate(value: str, since: str, until: str | None = None, known: str = "2000-01-01", **more: str) -> dict[str, str]:
    dated = {"value": value, "since": since, "known_since": known, "confidence": "verified", **LAW, **more}
    return dated if until is None else {**dated, "until": until}


def test_the_value_of_a_day() -> None:
    changing = act("turnover", {"rate": [_rate("1%", "2000-01-01", "2026-01-01"), _rate("2%", "2026-01-01")]})
    found = [changing.schedule(day).fraction("rate") for day in (date(2025, 12, 31), date(2026, 1, 1))]
    assert found == [Fraction(1, 100), Fraction(1, 50)]


def test_with_the_knowledge_of_a_day() -> None:
    corrected = act(
        "turnover",
        {"rate": [_rate("1%", "2000-01-01"), _rate("3%", "2020-01-01", "2021-01-01", "2022-06-01", retroactive="yes")]},
    )
    day = date(2020, 5, 5)
    known = [corrected.schedule(day, known=when).fraction("rate") for when in (date(2021, 1, 1), date(2022, 6, 1))]
    assert known == [Fraction(1, 100), Fraction(3, 100)]
    assert corrected.schedule(day).fraction("rate") == Fraction(3, 100)


def test_before_and_after_its_force_an_act_says_nothing() -> None:
    ended = act("turnover", {"rate": "1%"}, until="2020-01-01")
    for day in (date(1999, 12, 31), date(2020, 1, 1)):
        with pytest.raises(LevyError, match=r"test-act is not in force on .* since 2000-01-01 and until 2020-01-01"):
            ended.schedule(day)


def test_a_parameter_without_default_must_be_given() -> None:
    essay = shipped("essay")
    with pytest.raises(LevyError, match=r"essay leaves 'rate' open .*--set rate=…; there is no default"):
        essay.schedule(DAY)
    with pytest.raises(LevyError, match="leaves 'routine_margin' open"):
        essay.schedule(DAY, given={"rate": "1%"}, base="residual_profit")
    assert essay.schedule(DAY, given={"rate": "1%"}).fraction("rate") == Fraction(1, 100)
    assert "rate" not in essay.values


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"rate": "2"}, "--set rate=2: is the text '2'; allowed: a number from 0 to 1"),
        ({"allowance": "5"}, "does not leave 'allowance' open"),
        ({"rate": "1e-3"}, "allowed: an exact number"),
    ],
)
def test_wrong_parameters(given: dict[str, str], words: str) -> None:
    with pytest.raises(LevyError, match=words):
        shipped("essay").schedule(DAY, given=given)


def test_values_of_a_draft_are_free_and_those_of_an_act_in_force_are_not() -> None:
    draft = shipped("model-act").schedule(DAY, given={"world_threshold": "EUR 1.00", "taper": "1/2"})
    assert value_text(draft.need("world_threshold").value) == "exceeds 100"
    assert "(parameter given by the user)" in draft.need("taper").law
    with pytest.raises(LevyError, match="uk-dst does not leave 'rate' open; open are: none"):
        shipped("uk-dst").schedule(DAY, given={"rate": "3%"})
    with pytest.raises(LevyError, match="'brackets' is a table"):
        shipped("model-act").schedule(DAY, given={"brackets": "1"})


def test_a_base_that_the_act_does_not_run_on() -> None:
    with pytest.raises(LevyError, match="does not run on the base 'loans'; allowed: turnover"):
        shipped("model-act").schedule(DAY, base="loans")


def test_what_an_act_does_not_say() -> None:
    schedule = act("turnover", {"rate": "1%"}).schedule(DAY)
    assert schedule.find("taper") is None
    assert schedule.word("exchange_day", "last_day_of_period") == "last_day_of_period"
    with pytest.raises(LevyError, match="test-act says nothing of 'taper'"):
        schedule.need("taper")
    with pytest.raises(LevyError, match="'rounding' of test-act is no number"):
        schedule.fraction("rounding")


def test_values_in_words() -> None:
    assert value_text(((Fraction(0), Fraction(1, 100)),)) == "1/100 from 0"
    assert value_text({"a": Fraction(1, 2)}) == "a 1/2"
    assert [value_text(Fraction(3)), value_text("down"), value_text(7)] == ["3", "down", "7"]
