from __future__ import annotations

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.path_pattern import matches
from agister.screening.compiled import Integers, Octets, Words
from agister.screening.kernel_match import find, rule_matches
from agister.screening.rulebook_packing import pack_rules


@numba.njit
def call(rules: Words, text: Octets, path: Octets, border: Integers) -> bool:
    return rule_matches(rules, text, 0, path, path.size - 8, border)


@numba.njit
def call_find(text: Octets, sought: Octets, border: Integers) -> int:
    return find(text, 0, text.size, sought, 0, sought.size, border)


def compiled_matches(pattern: str, path: str) -> bool:
    text = np.frombuffer(pattern.encode() + b"\n" + bytes(8), np.uint8)
    rules = pack_rules(text, np.zeros(1, np.uint8), np.zeros(1, np.int32))
    return bool(call(rules, text, np.frombuffer(path.encode() + bytes(8), np.uint8), np.zeros(len(path) + 1, np.int32)))


@given(st.text("ab*$/", max_size=10), st.text("ab/", max_size=14).map(lambda path: "/" + path))
def test_equals_the_readable_matcher(pattern: str, path: str) -> None:
    pattern = pattern[:-1].replace("$", "") + pattern[-1:]
    assert compiled_matches(pattern, path) is matches(pattern, path)


@given(st.text("ab", max_size=400), st.text("ab", max_size=60))
def test_finds_the_first_place(text: str, sought: str) -> None:
    border = np.zeros(len(sought) + 1, np.int32)
    assert call_find(
        np.frombuffer(text.encode(), np.uint8), np.frombuffer(sought.encode(), np.uint8), border
    ) == text.find(sought)


@pytest.mark.parametrize(("size", "found"), [(100_000, True), (100_001, False)])
def test_a_search_that_nearly_matches_everywhere_stays_linear(size: int, found: bool) -> None:
    # The naive search would compare 10^10 octets.
    path = "/" + "a" * 200_000 + "b"
    pattern = "/*" + "a" * 100_000 + ("b" if found else "c")
    assert size >= 100_000
    assert compiled_matches(pattern, path) is found


def test_many_stars_stay_linear() -> None:
    assert not compiled_matches("/" + "*a" * 20_000 + "*b", "/" + "a" * 50_000)
    assert compiled_matches("/" + "*a" * 20_000 + "*b", "/" + "a" * 50_000 + "b")
