from __future__ import annotations

from fractions import Fraction

import pytest

from agister.errors import LevyError
from agister.levy.exchange import read_reference_rates
from agister.levy.facts import Facts
from tests.levy_acts import levy_return

RATES = read_reference_rates(["Date,USD", "2027-12-31,1.25", "2027-12-30,0.75"], "ecb")
GROUP = levy_return(
    {"world_revenue": "USD 12.50"},
    members=[{"name": "A", "facts": {"local_revenue": 5, "outputs": [{"unit": "token", "count": 7}]}},
             {"name": "B", "facts": {"local_revenue": "USD 0.05"}}],
)  # fmt: skip


def test_sums_over_members_in_the_currency_of_the_act() -> None:
    facts = Facts(GROUP, "EUR", Fraction(1), RATES)
    local = facts.need_money("local_revenue", "s. 1")
    assert (local.amount, local.fact) == (Fraction(9), "members[A].local_revenue + members[B].local_revenue")
    assert facts.by_member("local_revenue") == {"A": 5, "B": 4}
    assert [str(rate) for rate in facts.used_rates] == ["1 EUR = 1.25 USD on 2027-12-31 (ecb)"]


def test_the_average_of_the_period_where_the_act_says_so() -> None:
    found = Facts(GROUP, "EUR", Fraction(1), RATES, average=True).money("world_revenue")
    assert found is not None
    assert found.amount == 1250


def test_rows_know_their_place() -> None:
    row = next(Facts(GROUP, "EUR", Fraction(1), RATES).rows("outputs"))
    assert (row.fact, row.member, row.text("unit"), row.number("count")) == ("members[A].outputs[0]", "A", "token", 7)
    assert (row.number("absent"), row.text("absent"), row.yes("absent")) == (0, "", False)
    with pytest.raises(LevyError, match="is no number"):
        row.number("unit")


def test_what_is_missing() -> None:
    facts = Facts(GROUP, "EUR", Fraction(1), None)
    assert facts.money("world_profit") is None
    assert facts.share_declared("public_share") is None
    assert not facts.has("loans")
    with pytest.raises(LevyError, match=r"the return does not declare `world_profit` .* which s. 9 asks for"):
        facts.need_money("world_profit", "s. 9")
    with pytest.raises(LevyError, match=r"`world_revenue` is in USD and the levy in EUR: give reference rates"):
        facts.money("world_revenue")
