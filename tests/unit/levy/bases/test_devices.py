from __future__ import annotations

import pytest

from agister.errors import LevyError
from tests.levy_acts import act, due, shipped

GERMAN = act("devices", {"tariffs": {"phone": "625", "business_phone": "312.5"}, "contract_discount": "20%"})


def test_members_of_a_contract_pay_less() -> None:
    rows = [{"kind": "business_phone", "count": 1, "contract": "yes"}, {"kind": "phone", "count": 2, "contract": "no"}]
    found = due(GERMAN, {"devices": rows})
    assert [line.step for line in found.lines] == ["charge", "discount", "charge", "result"]
    assert found.amount == 250 + 1250


def test_french_telephones() -> None:
    rows = [{"kind": "telephone_above_64_gb", "count": 1000}, {"kind": "telephone_to_64_gb", "count": 10}]
    assert due(shipped("fr-private-copying"), {"devices": rows}).amount == 1_412_000


def test_what_cannot_be_measured() -> None:
    with pytest.raises(LevyError, match="no tariff is laid down for 'car'; there is one for phone, business_phone"):
        due(GERMAN, {"devices": [{"kind": "car", "count": 1}]})
    with pytest.raises(LevyError, match="lays down no `contract_discount`"):
        due(act("devices", {"tariffs": {"a": "1"}}), {"devices": [{"kind": "a", "count": 1, "contract": "yes"}]})
    with pytest.raises(LevyError, match="does not declare `devices`"):
        due(GERMAN, {})
