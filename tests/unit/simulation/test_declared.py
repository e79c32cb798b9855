from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from agister.errors import BrokenInvariant
from agister.ledger import Amount
from agister.simulation.declared import UNDECLARED, DeclaredFacts, earlier_years, one_year


def test_a_row_is_a_return() -> None:
    facts = DeclaredFacts.of(2, world_revenue=np.array([500, 700]), local_revenue=100, resale=np.array([0, 9]),
                             public_share=np.array([UNDECLARED, 250_000]), licence_payments=np.array([0, 3]), world_profit=-5)  # fmt: skip
    assert len(facts) == 2
    first = facts.levy_return(0, party="P", currency="EUR", start=date(2027, 1, 1), end=date(2027, 12, 31))
    assert dict(first.facts) == {
        "world_revenue": Amount(units=500, currency="EUR"), "local_revenue": Amount(units=100, currency="EUR"),
        "world_profit": Amount(units=-5, currency="EUR"),
    }  # fmt: skip
    second = facts.facts(1, "USD")
    assert second["public_share"] == Fraction(1, 4)
    assert second["resale"] == Amount(units=9, currency="USD")
    assert second["licence_payments"] == ({"licence": "all licences", "amount": Amount(units=3, currency="USD")},)
    assert first.id == "P 2027"


def test_earlier_years_are_declared_oldest_first() -> None:
    facts = DeclaredFacts.of(1, world_revenue=1)
    found = facts.levy_return(
        0, party="P", currency="EUR", start=date(2027, 1, 1), end=date(2027, 12, 31), earlier=((10, -2), (20, 3))
    )
    assert found.facts["earlier_years"] == tuple(earlier_years(((10, -2), (20, 3)), "EUR"))
    assert [row["year"] for row in earlier_years(((10, -2), (20, 3)), "EUR")] == ["1", "2"]


def test_rows_can_be_taken() -> None:
    facts = DeclaredFacts.of(3, world_revenue=np.array([1, 2, 3]))
    assert facts.taken(slice(1, 3)).world_revenue.tolist() == [2, 3]
    assert facts.taken(np.array([2, 0])).world_revenue.tolist() == [3, 1]


def test_columns_of_another_length_or_kind_are_a_mistake() -> None:
    with pytest.raises(BrokenInvariant, match="local_revenue"):
        DeclaredFacts.of(2).__class__(**{
            **{name: np.zeros(2, np.int64) for name in ("world_revenue", "resale", "cross_border_revenue", "world_profit",
                                                        "public_share", "licence_payments")},
            "local_revenue": np.zeros(3, np.int64),
        })  # fmt: skip


def test_a_year_has_both_its_ends() -> None:
    assert one_year(2028) == (date(2028, 1, 1), date(2028, 12, 31))
