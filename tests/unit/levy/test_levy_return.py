from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from tests.levy_acts import levy_return


def test_a_return_does_not_change() -> None:
    found = levy_return({"local_revenue": 5})
    with pytest.raises(FrozenInstanceError):
        found.currency = "USD"
    assert found.members == ()
    assert found.digest.startswith("sha256:")
