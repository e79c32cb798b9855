from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.structured_fields import (
    SIZE_LIMIT,
    Date,
    Dictionary,
    DisplayString,
    Failure,
    InnerList,
    Item,
    Token,
    parse_dictionary,
    parse_item,
    parse_list,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-0", 0),
        ("12.5", Decimal("12.5")),
        ('"a\\"b\\\\"', 'a"b\\'),
        ("*a/b:c", Token("*a/b:c")),
        (":aGk=:", b"hi"),
        (":aGk:", b"hi"),
        ("?0", False),
        ("?1", True),
        ("@-5", Date(-5)),
        ('%"gr%c3%bcn"', DisplayString("grün")),
        ("  y  ", Token("y")),
    ],
)
def test_every_type_of_item(text: str, value: object) -> None:
    found = parse_item(text)
    assert isinstance(found, Item)
    assert (type(found.value), found.value) == (type(value), value)


def test_a_token_is_not_the_string_of_the_same_letters() -> None:
    assert parse_item('"y"') == Item("y")
    assert parse_item('"y"') != parse_item("y")


@pytest.mark.parametrize(
    ("text", "reason", "position"),
    [
        ("", "no value of any type begins like this", 0),
        ("1000000000000000", "an integer of more than 15 digits", 16),
        ("1.", "a decimal has up to 12 digits before its point and 1 to 3 after it", 2),
        ("1.2345", "a decimal has up to 12 digits before its point and 1 to 3 after it", 6),
        ("--1", "a number needs a digit", 0),
        ("@1.5", "a date is a whole number of seconds", 4),
        ('"a', "a string that is not closed or holds what a string cannot", 0),
        ("?2", "a boolean is `?0` or `?1`", 0),
        (":a b:", "a byte sequence is base64 between colons", 0),
        (":aaaaa:", "a byte sequence whose base64 is cut off", 7),
        ('%"%C3"', "a display string is ASCII in quotes, anything else in lower-case percent escapes", 0),
        ('%"%c3"', "a display string that is not UTF-8", 6),
        ("a b", "something follows the end of the value", 2),
        ("aé", "a character outside ASCII", 1),
        ("a;B=1", "a parameter must begin with a lower-case letter or `*`", 2),
    ],
)
def test_what_is_no_item(text: str, reason: str, position: int) -> None:
    assert parse_item(text) == Failure(reason, position)


def test_a_dictionary_with_every_shape_of_member() -> None:
    assert parse_dictionary(b"a=y, b;q=1,\tc=(1 x);z, *d") == Dictionary(
        {
            "a": Item(Token("y")),
            "b": Item(True, {"q": 1}),
            "c": InnerList((Item(1), Item(Token("x"))), {"z": True}),
            "*d": Item(True),
        }
    )


def test_of_a_repeated_key_the_last_value_counts_in_the_first_place() -> None:
    found = parse_dictionary("a=1, b=2, a=3")
    assert found == Dictionary({"a": Item(3), "b": Item(2)}, frozenset({"a"}))
    assert isinstance(found, Dictionary)
    assert list(found.members) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("Train-AI=n", Failure("a key must begin with a lower-case letter or `*`", 0)),
        ("a=y,", Failure("a comma ends the value", 4)),
        ("a=y b=n", Failure("members must be separated by a comma", 4)),
        ("a=(1,2)", Failure("items of an inner list must be separated by spaces", 4)),
        (b"a=\xff", Failure("a character outside ASCII", 2)),
        ("a=" + "b" * SIZE_LIMIT, Failure(f"longer than {SIZE_LIMIT} characters", SIZE_LIMIT)),
    ],
)
def test_what_is_no_dictionary(text: bytes | str, failure: Failure) -> None:
    assert parse_dictionary(text) == failure


def test_lists() -> None:
    assert parse_list("") == ()
    assert parse_list("a, (b)") == (Item(Token("a")), InnerList((Item(Token("b")),)))
    assert parse_list("(a") == Failure("no value of any type begins like this", 2)


@given(st.one_of(st.binary(max_size=60), st.text(alphabet='ay=,;()"\\:?@%1.- *\t', max_size=60)))
def test_no_bytes_raise(value: bytes | str) -> None:
    assert isinstance(parse_dictionary(value), Dictionary | Failure)
    assert isinstance(parse_list(value), tuple | Failure)
    assert isinstance(parse_item(value), Item | Failure)
