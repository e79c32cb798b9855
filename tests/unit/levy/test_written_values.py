from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from agister.ledger import Amount
from agister.levy.written_values import (
    Comparison,
    Threshold,
    WrongValue,
    read_currency,
    read_day,
    read_money,
    read_value,
    read_yes,
)
from agister.levy.yaml_lines import Node, parse_lines


def node(text: str) -> Node:
    return parse_lines(f"x: {text}").at("x") or Node(1, None)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("rate", "2%", Fraction(1, 50)),
        ("rate", "1/3", Fraction(1, 3)),
        ("fee", "12.40", Fraction(62, 5)),
        ("money", "12345", 12345),
        ("money", "EUR 123.45", 12345),
        ("count", "9", 9),
        ("word", "down", "down"),
        ("text", "10-01", "10-01"),
        ("threshold", "{amount: 1000, comparison: at_least}", Threshold(1000, Comparison.AT_LEAST)),
        ("brackets", "[[0, 1%], [EUR 1.00, 2%]]", ((Fraction(0), Fraction(1, 100)), (Fraction(100), Fraction(1, 50)))),
        ("shares", "[[1/1000, 1%]]", ((Fraction(1, 1000), Fraction(1, 100)),)),
        ("steps", "[[0, 100], [3, 200]]", ((Fraction(0), Fraction(100)), (Fraction(3), Fraction(200)))),
        ("rates", "{a: 1%}", {"a": Fraction(1, 100)}),
        ("fees", "{token: 1/1000}", {"token": Fraction(1, 1000)}),
    ],
)
def test_values(kind: str, text: str, value: Any) -> None:
    assert read_value(kind, node(text), "EUR", ("up", "down")) == value


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("rate", "1e-2", "is the text '1e-2'; allowed: an exact number such as 1/50, 2% or 0.02"),
        ("rate", "150%", "allowed: a number from 0 to 1"),
        ("fee", "-1", "allowed: a number that is not negative"),
        (
            "money",
            "1.5",
            "allowed: whole minor units such as 12345, or the currency and the amount such as `EUR 123.45`",
        ),
        ("money", "EUR 1.555", "has 3 decimals"),
        ("money", "GBP 1.00", "is in GBP; allowed: amounts in EUR, the currency of the act"),
        ("money", "-1", "allowed: an amount that is not negative"),
        ("count", "1.0", "allowed: a whole number"),
        ("word", "dwon", r"allowed: up, down \(did you mean down\?\)"),
        ("threshold", "1000", r"allowed: \{amount: 1000, comparison: exceeds\}"),
        ("threshold", "{amount: 1000, comparison: over}", "allowed: exceeds, at_least"),
        ("brackets", "[[10, 1%], [5, 2%]]", "begins at 5, not above the pair before it"),
        ("brackets", "[]", "allowed: a list of pairs"),
        ("brackets", "[[1]]", "allowed: a pair"),
        ("rates", "[]", "allowed: a mapping"),
        ("text", "", "is nothing; allowed: a text"),
    ],
)
def test_what_is_wrong_says_what_is_allowed(kind: str, text: str, words: str) -> None:
    with pytest.raises(WrongValue, match=words):
        read_value(kind, node(text), "EUR", ("up", "down"))


def test_thresholds_compare_as_the_law_says() -> None:
    exceeds, at_least = Threshold(100, Comparison.EXCEEDS), Threshold(100, Comparison.AT_LEAST)
    assert [limit.met(100) for limit in (exceeds, at_least)] == [False, True]
    assert [limit.met(Fraction(50), Fraction(1, 2)) for limit in (exceeds, at_least)] == [False, True]


def test_money_of_either_sign_where_it_may_be() -> None:
    assert read_money(node("EUR -1.00"), "EUR", signed=True) == Amount(units=-100, currency="EUR")
    assert read_money(node("JPY 5"), "EUR") == Amount(units=5, currency="JPY")


@pytest.mark.parametrize("text", ["eur", "XXX", "", "[EUR]"])
def test_a_wrong_currency_is_answered_in_one_line_not_with_all_codes(text: str) -> None:
    with pytest.raises(WrongValue, match="allowed: a currency code of ISO 4217, such as EUR") as refused:
        read_currency(node(text))
    assert len(str(refused.value)) < 120
    assert text != "eur" or "did you mean EUR?" in str(refused.value)


def test_days_and_yes() -> None:
    assert read_day(node("2027-01-31")).isoformat() == "2027-01-31"
    for text in ("2027-02-30", "31.1.2027", "20270131"):
        with pytest.raises(WrongValue, match="a date such as 2027-01-31"):
            read_day(node(text))
    assert [read_yes(node(text)) for text in ("yes", "no")] == [True, False]
    with pytest.raises(WrongValue, match="allowed: yes, no"):
        read_yes(node("maybe"))
