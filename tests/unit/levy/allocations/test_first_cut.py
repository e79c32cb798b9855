from __future__ import annotations

from fractions import Fraction

from agister.levy.allocations.first_cut import FirstCut
from tests.keys import lines_of, refusal, shares_of

KEY = "kind: first_cut\nfirst: {culture: 25%, administration: 2%}\nthen: fund\n"


def test_cuts_and_rest() -> None:
    assert shares_of(KEY, 1000) == {"administration": 20, "culture": 250, "fund": 730}
    assert [(line.due, line.reason) for line in lines_of(KEY, 10)] == [
        (Fraction(1, 5), "1/50 first"),
        (Fraction(5, 2), "1/4 first"),
        (Fraction(73, 10), "the rest, 73/100"),
    ]


def test_payees() -> None:
    assert FirstCut(first={"z": Fraction(1, 2)}, then="a").payees == ("a", "z")


def test_refusals() -> None:
    assert refusal("kind: first_cut\nfirst: {a: 60%, b: 41%}\nthen: c") == (
        "key.yaml, line 2, first: the parts add up to 101/100, more than the whole"
    )
    assert refusal("kind: first_cut\nfirst: {a: 60%}\nthen: a") == (
        "key.yaml, line 3, then: 'a' has a first cut already: name somebody else"
    )
