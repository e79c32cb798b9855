"""Rows that are made when they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.publishing.levy.rows import Rows


def rows(count: int) -> tuple[Rows, list[dict[str, Any]]]:
    def make() -> Iterator[dict[str, Any]]:
        return ({"row": place} for place in range(count))

    return Rows(count, make), list(make())


ends = st.none() | st.integers(-8, 8)


@given(count=st.integers(0, 6), start=ends, stop=ends, step=st.sampled_from([None, 1, 2, 3, -1, -2]))
def test_they_are_sliced_as_a_list(count: int, start: int | None, stop: int | None, step: int | None) -> None:
    found, expected = rows(count)
    assert found[start:stop:step] == expected[start:stop:step]
    assert list(found) == expected
    assert bool(found) == bool(expected)


def test_one_is_found_by_its_place() -> None:
    found, _ = rows(3)
    assert (found[0], found[-1]) == ({"row": 0}, {"row": 2})
    for place in (3, -4):
        with pytest.raises(IndexError):
            found[place]


def test_they_are_equal_to_a_list_of_the_same_rows_only() -> None:
    found, same = rows(3)
    assert found == same
    assert same == found
    assert found == rows(3)[0]
    assert found != same[:2]
    assert found != [*same[:2], {"row": 9}]
    assert found != "rows"


def test_they_are_shown_in_part() -> None:
    assert repr(rows(2)[0]) == "Rows([{'row': 0}, {'row': 1}] of 2)"
    assert repr(rows(4)[0]) == "Rows([{'row': 0}, {'row': 1}, {'row': 2}], … of 4)"
