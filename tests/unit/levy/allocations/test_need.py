from __future__ import annotations

from tests.keys import refusal, shares_of

KEY = "kind: need\npeople: {delta: 100, coast: 300}\nvulnerability: {delta: 0.6, coast: 0.1}\n"


def test_people_times_vulnerability() -> None:
    assert shares_of(KEY, 900) == {"coast": 300, "delta": 600}


def test_bounds() -> None:
    assert shares_of(KEY + "cap: 50%\nrest: reserve", 900) == {"coast": 450, "delta": 450, "reserve": 0}
    assert shares_of(KEY + "floor: 350", 900) == {"coast": 350, "delta": 550}


def test_refusals() -> None:
    assert refusal("kind: need\npeople: {a: 1, b: 2}\nvulnerability: {a: 1}") == (
        "key.yaml, line 3, vulnerability: says nothing of 'b': each payee needs both figures"
    )
    assert refusal("kind: need\npeople: {a: 1}\nvulnerability: {a: 1, b: 2}") == (
        "key.yaml, line 2, people: says nothing of 'b': each payee needs both figures"
    )
    assert refusal("kind: need\npeople: {a: 1.5}\nvulnerability: {a: 1}") == (
        "key.yaml, line 2, people → a: '1.5' is no whole number"
    )
    assert refusal(KEY + "rest: reserve") == (
        "key.yaml, line 4, rest: nothing is left over where no cap is set: leave this out"
    )
