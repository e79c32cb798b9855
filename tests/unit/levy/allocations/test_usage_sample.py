from __future__ import annotations

from tests.keys import lines_of, refusal, shares_of

UK = """
kind: usage_sample
uses: {a: 8, b: 9, c: 53225, d: 53226, e: 100000}
rate: 12.40
minimum: 100
maximum: 660000
rest: reserve
"""


def test_a_rate_of_the_law() -> None:
    assert [(line.units, line.reason) for line in lines_of(UK, 2_000_000)] == [
        (0, "8 uses at 62/5, below the minimum 100"),
        (112, "9 uses at 62/5"),
        (659_990, "53225 uses at 62/5"),
        (660_000, "53226 uses at 62/5, held at the maximum 660000"),
        (660_000, "100000 uses at 62/5, held at the maximum 660000"),
        (19_898, "what the uses leave over"),
    ]


def test_the_sample_is_grossed_up() -> None:
    text = "kind: usage_sample\nuses: {a: 10, b: 2}\nsample: 1/4\nrate: 10\nrest: r"
    assert shares_of(text, 1000) == {"a": 400, "b": 80, "r": 520}


def test_the_highest_rate_that_the_pot_can_pay() -> None:
    text = "kind: usage_sample\nuses: {a: 90, b: 6, c: 4, z: 0}\nrest: r\n"
    assert shares_of(text, 1000) == {"a": 900, "b": 60, "c": 40, "r": 0, "z": 0}
    assert shares_of(text + "maximum: 500", 1000) == {"a": 500, "b": 300, "c": 200, "r": 0, "z": 0}
    assert shares_of(text + "maximum: 300", 1000) == {"a": 300, "b": 300, "c": 300, "r": 100, "z": 0}
    assert shares_of(text + "minimum: 50", 1000) == {"a": 938, "b": 62, "c": 0, "r": 0, "z": 0}
    assert shares_of(text, 0) == {"a": 0, "b": 0, "c": 0, "r": 0, "z": 0}


def test_equal_use_enters_together_or_not_at_all() -> None:
    text = "kind: usage_sample\nuses: {a: 5, b: 1, c: 1}\nminimum: 60\nmaximum: 100\nrest: r"
    assert shares_of(text, 200) == {"a": 100, "b": 0, "c": 0, "r": 100}
    assert shares_of(text, 220) == {"a": 100, "b": 60, "c": 60, "r": 0}
    assert shares_of(text, 59) == {"a": 0, "b": 0, "c": 0, "r": 59}


def test_nobody_is_paid_less_than_the_minimum_or_more_than_the_maximum() -> None:
    text = "kind: usage_sample\nuses: {a: 7, b: 3, c: 2}\nminimum: 33\nmaximum: 71\nrest: r"
    for total in range(300):
        shares = shares_of(text, total)
        assert sum(shares.values()) == total
        assert all(shares[payee] == 0 or 33 <= shares[payee] <= 71 for payee in "abc")


def test_refusals() -> None:
    head = "kind: usage_sample\nuses: {a: 10}\nrest: r\n"
    assert refusal(head + "rate: 11", 100) == "the rate asks for 110, more than the 100 there are: lower the rate"
    assert refusal(head + "sample: 0") == (
        "key.yaml, line 4, sample: must be a part of all uses above zero, such as 1/4"
    )
    assert refusal(head + "minimum: 5\nmaximum: 4") == "key.yaml, line 5, maximum: is below the minimum 5"
    assert refusal("kind: usage_sample\nuses: {a: 10}\nrest: a") == (
        "key.yaml, line 3, rest: 'a' is a payee already: name somebody else"
    )
    assert refusal("kind: usage_sample\nuses: {a: 0}\nrest: r") == "all uses are zero: nobody is there to share with"
