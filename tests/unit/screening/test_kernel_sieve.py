from __future__ import annotations

import numba
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.path_pattern import matches
from agister.rights import Panel
from agister.screening.compiled import Integers, Octets, Words
from agister.screening.kernel_sieve import fingerprint, lets_any_through, prefetch_texts, sift
from agister.screening.rulebooks import FEW, CompiledRulebooks, RulebookBuilder
from tests.unit.screening.test_rulebooks import book


@numba.njit
def call(programs: Integers, path: Octets, length: int, rules: Words, text: Octets, sifted: Words) -> bool:
    sift(programs, 0, path, 0, length, rules, sifted, 0)
    prefetch_texts(programs, 0, rules, text, sifted, 0)
    return bool(lets_any_through(programs, 0, path, 0, length))


@numba.njit
def call_fingerprint(first: np.uint64, second: np.uint64) -> int:
    return fingerprint(first, second)


def built(*books: list[str]) -> CompiledRulebooks:
    builder = RulebookBuilder()
    panel = Panel(tuple(book(*patterns) for patterns in books))
    builder.profile([builder.panel(0, panel, lambda _: 0)])
    return builder.finish()


def let_through(rulebooks: CompiledRulebooks, path: str) -> list[set[int]]:
    octets = np.frombuffer(path.encode() + bytes(80), np.uint8)
    sifted = np.zeros(int(rulebooks.header[3]), np.uint64)
    some = call(rulebooks.programs, octets, len(path), rulebooks.rules, rulebooks.rule_text, sifted)
    assert some == (any(sifted) or len(rulebooks.longs) > 0)
    return [{at for at in range(64) if int(word) >> at & 1} for word in sifted]


PIECES = st.sampled_from(["/", "a", "b", "/section", "/a-long-word", "ab", ".php"])
TEXTS = st.lists(PIECES, max_size=5).map("".join)
PATHS = st.one_of(TEXTS, st.lists(TEXTS, max_size=30).map("".join))
PATTERNS = st.builds(
    lambda parts, end: "/" + "*".join(parts) + end, st.lists(TEXTS, max_size=3), st.sampled_from("$*-")
)


@given(
    st.lists(st.lists(PATTERNS, max_size=FEW), max_size=3),
    st.lists(PATHS, min_size=1, max_size=9),
)
def test_no_rule_that_matches_is_held_back(books: list[list[str]], paths: list[str]) -> None:
    rulebooks = built(*books)
    for path in paths:
        for patterns, found in zip(books, let_through(rulebooks, "/" + path), strict=True):
            assert found >= {at for at, pattern in enumerate(patterns) if matches(pattern, "/" + path)}
            assert all(at < len(patterns) for at in found)


def test_most_rules_are_held_back() -> None:
    patterns = [f"/directory/number-{number}" for number in range(30)] + [f"/*?{letter}name=" for letter in "bcdef"]
    rulebooks = built(patterns, ["/number-3", "/dir", "/x", "/"], [f"/{number}" for number in range(FEW + 1)])
    assert let_through(rulebooks, "/directory/else") == [set(), {1, 3}, set()]
    assert let_through(rulebooks, "/directory/number-7")[0] == set(range(30))
    # Three octets of a literal are looked for: all of these end alike.
    assert let_through(rulebooks, "/page?dname=3") == [{30, 31, 32, 33, 34}, {3}, set()]
    assert let_through(rulebooks, "/page?dnames=3") == [set(), {3}, set()]


def test_fingerprints_are_never_nothing() -> None:
    assert call_fingerprint(np.uint64(0), np.uint64(0)) == 1
    assert 1 <= call_fingerprint(np.uint64(2**64 - 1), np.uint64(7)) < 2**16
