from __future__ import annotations

from tests.keys import lines_of, refusal, shares_of

KEY = "kind: capped\nweights: {a: 70, b: 20, c: 8, d: 2}\ncap: 40%\nfloor: 5%\nrest: reserve\n"


def test_shares_and_reasons() -> None:
    assert [(line.path[0], line.units, line.reason) for line in lines_of(KEY, 100_000)] == [
        ("a", 40_000, "70 of 100, held at the cap 40000"),
        ("b", 39_286, "20 of 100"),
        ("c", 15_714, "8 of 100"),
        ("d", 5_000, "2 of 100, raised to the floor 5000"),
        ("reserve", 0, "what all caps leave over"),
    ]


def test_a_floor_alone_needs_nobody_for_the_rest() -> None:
    assert shares_of("kind: capped\nweights: {a: 9, b: 1}\nfloors: {b: 30}", 100) == {"a": 70, "b": 30}


def test_refusals() -> None:
    assert refusal("kind: capped\nweights: {a: 1}") == (
        "key.yaml, line 1, kind: no bound is set: write one of floor, cap, floors, caps, or kind: fixed"
    )
    assert refusal("kind: capped\nweights: {a: 1}\ncap: 40%") == (
        "key.yaml, line 1: 'rest' is missing; this kind of key cannot do without it"
    )
    assert refusal("kind: capped\nweights: {a: 1, b: 1}\nfloor: 51", 100) == (
        "the floors add up to 102, more than the 100 there are to share"
    )
    assert refusal("kind: capped\nweights: {a: 0}\ncap: 40%\nrest: r") == (
        "all weights are zero: nobody is there to share with"
    )
