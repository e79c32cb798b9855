from __future__ import annotations

from fractions import Fraction

import pytest

from agister.errors import LevyError
from agister.levy.bases.needs_factor import contribution_factor, programme_requirement
from tests.levy_acts import act, due

QUARTER = {
    "requirement": 220_479_000_000,
    "projected_revenue": 1_042_838_000_000,
    "uncollectible": "1%",
    "factor_decimals": 3,
}


def test_the_published_factor() -> None:
    numbers = (Fraction(220_479), Fraction(1_042_838))
    assert contribution_factor(*numbers, Fraction(1, 100), 3) == Fraction(271, 1000)
    assert contribution_factor(*numbers, Fraction(1, 100), 6) == Fraction(270_814, 1_000_000)


def test_a_filer_pays_the_rounded_factor() -> None:
    found = due(act("needs_factor", QUARTER, "USD"), {"local_revenue": 1_000_001})
    assert found.exact == Fraction(271 * 1_000_001, 1000)
    assert [line.step for line in found.lines] == ["revenue", "factor", "charge", "result"]


def test_small_filers_are_exempt_where_the_act_says_so() -> None:
    exempting = act("needs_factor", {**QUARTER, "local_threshold": {"amount": 100, "comparison": "at_least"}}, "USD")
    assert [due(exempting, {"local_revenue": revenue}).amount for revenue in (99, 100)] == [0, 27]


def test_a_need_that_no_factor_can_raise() -> None:
    with pytest.raises(LevyError, match="not below the projected revenue"):
        contribution_factor(Fraction(5), Fraction(5), Fraction(0), 3)


def test_requirements_add_up_with_their_signs() -> None:
    assert programme_requirement([62_868, 1_976, 49]) == 64_893
    assert programme_requirement([107_570, 1_626, -8_651]) == 100_545


def test_decimals_that_cannot_be_meant() -> None:
    with pytest.raises(LevyError, match="a factor of 31 decimals"):
        contribution_factor(Fraction(1), Fraction(5), Fraction(0), 31)
