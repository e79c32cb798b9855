from __future__ import annotations

import pytest

from agister.errors import LevyError
from tests.levy_acts import due, shipped

GAMBLING = shipped("uk-gambling-levy-2025")


def test_each_kind_has_its_rate() -> None:
    rows = [{"class": "remote_casino", "leviable": 100_000_000}, {"class": "lottery", "leviable": 100_000_000}]
    found = due(GAMBLING, {"licences": rows})
    assert [line.amount for line in found.lines] == [1_100_000, 100_000, 1_200_000]


@pytest.mark.parametrize(("leviable", "amount"), [(1_000_000, 0), (1_000_499, 1_000), (1_001_000, 1_001)])
def test_ten_pounds_or_less_is_not_payable(leviable: int, amount: int) -> None:
    # 0.1 % of 10,004.99 pounds is 10.00499: more than ten pounds before it is rounded to them.
    assert due(GAMBLING, {"licences": [{"class": "lottery", "leviable": leviable}]}).amount == amount


def test_what_cannot_be_measured() -> None:
    with pytest.raises(LevyError, match=r"there is no kind of licence 'casino'; there are gambling_software"):
        due(GAMBLING, {"licences": [{"class": "casino", "leviable": 1}]})
    with pytest.raises(LevyError, match="does not declare `licences`"):
        due(GAMBLING, {})
