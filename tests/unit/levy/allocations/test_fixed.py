from __future__ import annotations

from tests.keys import lines_of, refusal, shares_of


def test_only_the_ratio_counts() -> None:
    assert shares_of("kind: fixed\nweights: {creators: 3, heritage: 1/2, idle: 0}", 1000) == {
        "creators": 857,
        "heritage": 143,
        "idle": 0,
    }
    assert shares_of("kind: fixed\nweights: {a: 78.29%, b: 19.97%, c: 0.80%, d: 0.95%}", 35) == {
        "a": 28,
        "b": 7,
        "c": 0,
        "d": 0,
    }


def test_reasons() -> None:
    assert [line.reason for line in lines_of("kind: fixed\nweights: {creators: 3, heritage: 1/2}", 7)] == [
        "3 of 7/2",
        "1/2 of 7/2",
    ]


def test_refusals() -> None:
    assert refusal("kind: fixed") == "key.yaml, line 1: 'weights' is missing; this kind of key cannot do without it"
    assert refusal("kind: fixed\nweights: {a: 0}") == "all weights are zero: nobody is there to share with"
