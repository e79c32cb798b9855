from __future__ import annotations

import numpy as np
import pytest

from agister.rights import Outcome, Panel, Rule, Rulebook
from agister.screening.compiled import Integers
from agister.screening.kernel_match import FOLDED, pair
from agister.screening.kernel_sieve import LANES
from agister.screening.rulebook_packing import pack_rules
from agister.screening.rulebook_programs import link_programs, pack_sieves
from agister.screening.rulebooks import RulebookBuilder
from tests.unit.screening.test_rulebooks import book


def sieve(*patterns: str, folds: bool = False) -> Integers:
    text = np.frombuffer("".join([pattern + "\n" for pattern in patterns]).encode() + bytes(8), np.uint8)
    count = len(patterns)
    rules = pack_rules(text, np.full(count, FOLDED * folds, np.uint8), np.zeros(count, np.int32))
    return pack_sieves(rules, text, np.array([0, count], np.int64), 64)[0]


def lanes(*patterns: str) -> list[int]:
    return sieve(*patterns).view(np.uint16)[: len(patterns)].tolist()  # type: ignore[no-any-return]


@pytest.mark.parametrize("size", [4, 8, 12, 16])
def test_a_lane_holds_as_many_octets_as_the_prefix_has(size: int) -> None:
    prefix = "/abcdefghijklmnopqrstuvwxyz"
    one, other, same, shorter = lanes(
        prefix[:size], prefix[: size - 1] + "-", prefix[:size] + "$", prefix[: size - 1] + "*" + prefix
    )
    assert one == same != other
    assert one not in (0, shorter)
    assert (shorter == 0) == (size == 4)


def test_other_rules_are_told_by_pairs() -> None:
    found = sieve("/abcd", "/*/photo*.php$", "/", "/a*")
    assert len(found) == 2 + 3
    assert [int(word) & 255 for word in found[2:]] == [1, 2, 3]
    pairs = ["/p", "ho", "to"]
    assert [int(found[2]) >> shift & 255 for shift in (8, 16, 24)] == [
        pair(ord(a), ord(b)) for a, b in map(tuple, pairs)
    ]
    assert int(found[3]) >> 8 == 0
    assert sieve("/abcdefgh", "/x", folds=True).tolist() == [0, 0, 1]


def test_long_books_have_no_sieve() -> None:
    text = np.frombuffer(b"/long/a\n/long/b\n/c\n" + bytes(8), np.uint8)
    rules = pack_rules(text, np.zeros(3, np.uint8), np.zeros(3, np.int32))
    sieves, starts, looked = pack_sieves(rules, text, np.array([0, 2, 3], np.int64), 1)
    assert (len(sieves), starts.tolist(), looked.tolist()) == (2, [0, 0, 2], [0, 1])


def test_sieves_follow_the_books() -> None:
    plans = np.array([1, 3, 7, 3, 1, 0, 1, 0, 0], np.int32)
    refs = np.array([[10, 2], [20, 3]], np.int32)
    programs, starts = link_programs(
        plans, np.array([0, 7, 9]), refs, np.array([5, 6, 7], np.int32), np.array([0, 1, 3])
    )
    assert starts.tolist() == [0, 15, 17]
    assert programs[:17].tolist() == [1, 3, 7, 3, 20, 3, 10, 2, 20, 3, 6, 7, 5, 6, 7, 0, 0]
    assert programs[17:].tolist() == [0] * LANES


def test_programs_of_a_builder() -> None:
    builder = RulebookBuilder()
    panel = Panel((book(), book("/a"), Rulebook((Rule("/long/enough", Outcome.RESERVED, None),))), guard=book("/a"))
    builder.profile([builder.panel(0, panel, lambda _: 0), builder.panel(1, Panel((book("/a"),)), lambda _: 0)])
    built = builder.finish()
    looked = 1 | 1 << 8
    assert built.programs[:16].tolist() == [2, 5, 1 << 9, 4, 1, 1, 0, looked, 0, 0, 0, looked, 1, 1, 0, looked]
    assert built.header.tolist()[3] == 5
