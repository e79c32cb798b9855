from __future__ import annotations

from fractions import Fraction

import pytest

from agister.errors import SharingError
from agister.ledger import Bound
from agister.levy.allocations.weighted import Bounded, Limit, Limits, Weighted
from tests.keys import refusal

HALF, ONE = Fraction(1, 2), Fraction(1)


def test_weighted_says_what_is_due() -> None:
    rule = Weighted(weights={"b": ONE, "a": HALF})
    assert rule.payees == ("a", "b")
    assert [(share.payee, share.units, share.due, share.reason) for share in rule.share(4)] == [
        ("a", 1, Fraction(4, 3), "1/2 of 3/2"),
        ("b", 3, Fraction(8, 3), "1 of 3/2"),
    ]


def test_limits_by_name_go_before_those_for_all() -> None:
    limits = Limits(
        floor=Limit(part=Fraction(1, 10)),
        cap=Limit(units=50),
        floors={"a": Limit(units=1)},
        caps={"b": Limit(part=HALF)},
    )
    assert limits.bound("a", ONE, 105) == Bound(floor=1, cap=50)
    assert limits.bound("b", ONE, 105) == Bound(floor=10, cap=52)
    assert limits.bound("c", Fraction(0), 105) == Bound(floor=0, cap=50)
    assert Limits().bound("a", ONE, 105) == Bound()


def test_a_rest_without_a_name() -> None:
    rule = Bounded(weights={"a": ONE}, limits=Limits(cap=Limit(units=3)), rest="")
    assert rule.payees == ("a",)
    assert [share.units for share in rule.share(3)] == [3]
    with pytest.raises(SharingError, match=r"1 are left over when all caps are reached: name who gets them"):
        rule.share(4)


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ("cap: 1/2", "line 3, cap: 1/2 may be a share or an amount; write a share as 40%, an amount as 30000"),
        ("cap: 0.5", "line 3, cap: 0.5 may be a share or an amount; write a share as 40%, an amount as 30000"),
        ("cap: 101%", "line 3, cap: 101% is more than the whole"),
        ("caps: {b: 5}", "line 3, caps → b: has no weight: a bound is set for somebody who shares"),
        (
            "cap: 5\nrest: a",
            "line 4, rest: 'a' shares already: what is left over goes to somebody else, such as a reserve",
        ),
    ],
)
def test_refusals(bounds: str, message: str) -> None:
    assert refusal("kind: capped\nweights: {a: 1}\n" + bounds) == "key.yaml, " + message
