from __future__ import annotations

from fractions import Fraction

from tests.keys import lines_of, refusal, shares_of

KEY = "kind: equal_per_head\nheads: {north: 3, south: 4, nobody: 0}\nrest: reserve\n"


def test_everybody_gets_the_same() -> None:
    assert shares_of(KEY, 1000) == {"nobody": 0, "north": 426, "reserve": 6, "south": 568}
    assert shares_of(KEY, 6) == {"nobody": 0, "north": 0, "reserve": 6, "south": 0}
    assert shares_of(KEY, -1000) == {"nobody": 0, "north": -426, "reserve": -6, "south": -568}


def test_reasons() -> None:
    assert [(line.due, line.reason) for line in lines_of(KEY, 1000)] == [
        (Fraction(0), "0 heads at 142"),
        (Fraction(3000, 7), "3 heads at 142"),
        (Fraction(0), "less than one unit for each of 7"),
        (Fraction(4000, 7), "4 heads at 142"),
    ]


def test_refusals() -> None:
    assert (
        refusal("kind: equal_per_head\nheads: {a: 0}\nrest: r") == "all heads are zero: nobody is there to share with"
    )
    assert refusal("kind: equal_per_head\nheads: {a: 1}\nrest: a") == (
        "key.yaml, line 3, rest: 'a' is a payee already: then its people would get more than others"
    )
