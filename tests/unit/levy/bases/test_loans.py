from __future__ import annotations

import pytest

from agister.errors import LevyError
from tests.levy_acts import act, due

LENDING = act(
    "loans",
    {"fee_per_loan": "12.40", "maximum": 660_000, "de_minimis": {"amount": 100, "comparison": "at_least"}},
    "GBP",
)


@pytest.mark.parametrize(
    ("loans", "amount"), [(0, 0), (8, 0), (9, 112), (53_225, 659_990), (53_226, 660_000), (100_000, 660_000)]
)
def test_payment_for_loans(loans: int, amount: int) -> None:
    assert due(LENDING, {"loans": loans}).amount == amount


def test_without_a_maximum() -> None:
    assert due(act("loans", {"fee_per_loan": "1/3"}), {"loans": 100}).amount == 33
    with pytest.raises(LevyError, match="does not declare `loans`"):
        due(LENDING, {})
