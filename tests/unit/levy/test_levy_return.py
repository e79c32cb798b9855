from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from agister.levy.levy_return import currencies
from tests.levy_acts import levy_return


def test_a_return_does_not_change() -> None:
    found = levy_return({"local_revenue": 5})
    with pytest.raises(FrozenInstanceError):
        found.currency = "USD"
    assert found.members == ()
    assert found.digest.startswith("sha256:")


def test_currencies_of_all_amounts() -> None:
    rows = [{"name": "x", "revenue": "USD 1.00"}]
    members = [{"name": "A", "facts": {"deployments": rows, "loans": 3}}]
    assert currencies(levy_return({"world_revenue": "JPY 5", "public_share": "1/2"}, members=members)) == {
        "EUR",
        "JPY",
        "USD",
    }
