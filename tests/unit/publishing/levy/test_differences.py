"""The first difference of two JSON values."""

from __future__ import annotations

from agister.publishing.levy.differences import Difference, first_difference


def test_equal_is_none() -> None:
    value = {"a": [1, {"b": "x"}], "c": None}
    assert first_difference(value, {"a": [1, {"b": "x"}], "c": None}, "x") is None


def test_the_place_and_both_values_are_named() -> None:
    found = first_difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, "report.json")
    assert found == Difference(where="report.json.a[1].b", theirs="2", ours="3")
    assert str(found) == "report.json.a[1].b — the folder says 2, computed is 3"


def test_what_is_missing_too_much_or_of_another_type_differs() -> None:
    assert str(first_difference({}, {"a": 1}, "r")) == "r.a — the folder says nothing, computed is 1"
    assert str(first_difference({"a": 1}, {}, "r")) == "r.a — the folder says 1, computed is nothing"
    assert str(first_difference([1], [1, 2], "r")) == "r — the folder says 1 rows, computed is 2 rows"
    assert first_difference(1, True, "r") is not None
    assert first_difference("1", 1, "r") is not None
    assert first_difference({}, [], "r") is not None
