from __future__ import annotations

import numpy as np
import pytest

from agister.rights import Outcome, Panel, Rule, Rulebook
from agister.screening.kernel_match import FOLDED
from agister.screening.kernel_memory import LANES
from agister.screening.kernel_sieve import SOME_LONG
from agister.screening.rulebook_packing import pack_rules
from agister.screening.rulebook_programs import link_programs, pack_sieves
from agister.screening.rulebooks import RulebookBuilder
from tests.unit.screening.test_rulebooks import book


def sieve(*patterns: str, folds: bool = False) -> tuple[list[int], list[int]]:
    """Lanes, and the words after them."""
    text = np.frombuffer("".join([pattern + "\n" for pattern in patterns]).encode() + bytes(8), np.uint8)
    count = len(patterns)
    rules = pack_rules(text, np.full(count, FOLDED * folds, np.uint8), np.zeros(count, np.int32))
    lanes, _, words, _, looked = pack_sieves(rules, text, np.array([0, count], np.int64), 64)
    assert looked.tolist() == [len(words)]
    return lanes.view(np.uint16).tolist(), words.tolist()


@pytest.mark.parametrize("size", [4, 8, 12, 16])
def test_a_lane_holds_as_many_octets_as_the_prefix_has(size: int) -> None:
    prefix = "/abcdefghijklmnopqrstuvwxyz"
    one, other, same, shorter = sieve(
        prefix[:size], prefix[: size - 1] + "-", prefix[:size] + "$", prefix[: size - 1] + "*" + prefix
    )[0]
    assert one == same != other
    assert one not in (0, shorter)
    assert (shorter == 0) == (size == 4)


def test_other_rules_are_told_by_three_octets() -> None:
    lanes, words = sieve("/abcd", "/*/photo*.php$", "/", "/a*", "*", "/*?=$", "")
    assert [lane == 0 for lane in lanes] == [False, *[True] * 6]
    told = [(word & 255, (word >> 8).to_bytes(3, "little").rstrip(b"\0")) for word in words]
    assert told == [(1, b"oto"), (2, b"/"), (3, b"/a"), (4, b""), (5, b"?="), (6, b"")]
    assert sieve("/abcdefgh", "/x", folds=True) == ([0, 0], [0, 1])


def test_long_books_have_no_sieve() -> None:
    text = np.frombuffer(b"/long/a\n/long/b\n/c\n" + bytes(8), np.uint8)
    rules = pack_rules(text, np.zeros(3, np.uint8), np.zeros(3, np.int32))
    lanes, lane_starts, words, word_starts, looked = pack_sieves(rules, text, np.array([0, 2, 3], np.int64), 1)
    assert (lanes.size, lane_starts.tolist()) == (2, [0, 0, 1])
    assert (len(words), word_starts.tolist(), looked.tolist()) == (1, [0, 0, 1], [0, 1])


def test_sieves_stand_before_panels_and_books() -> None:
    plans = np.array([1, 3, 7, 3, 1, 0, 1, 0, 0, 1, 1, 9, 1, 2], np.int32)
    refs = np.array([[10, 2], [20, 3], [0, -1]], np.int32)
    lanes = np.array([51, 52, 53, 54, 55], np.uint16).view(np.uint8)
    programs, starts, sieved = link_programs(
        plans, np.array([0, 7, 9, 14]), refs, lanes, np.array([0, 2, 5, 5]), np.array([6, 7, 8], np.int32), np.array([0, 1, 3, 3])
    )  # fmt: skip
    assert starts.tolist() == [0, 21, 25, 33]
    assert sieved.tolist() == [13, 25, 29]
    assert programs[:4].tolist() == [8, 5, 1, 3]
    assert programs[4:8].view(np.uint16).tolist() == [53, 54, 55, 51, 52, 53, 54, 55]
    assert programs[8:13].tolist() == [7, 8, 6, 7, 8]
    assert programs[13:21].tolist() == [7, 3, 20, 3, 10, 2, 20, 3]
    assert programs[21:25].tolist() == [0, 0, 0, 0]
    assert programs[25:33].tolist() == [0, 0, 1 | SOME_LONG, 1, 9, 1, 0, -1]
    assert programs[33:].tolist() == [0] * (LANES // 2)


def test_programs_of_a_builder() -> None:
    builder = RulebookBuilder()
    panel = Panel((book(), book("/a"), Rulebook((Rule("/long/enough", Outcome.RESERVED, None),))), guard=book("/a"))
    builder.profile([builder.panel(0, panel, lambda _: 0), builder.panel(1, Panel((book("/a"),)), lambda _: 0)])
    built = builder.finish()
    looked = 1 | 1 << 8
    told = ord("/") << 8 | ord("a") << 16
    assert built.programs[:4].tolist() == [4, 3, 2, 5]
    assert built.programs[4:6].view(np.uint16).astype(bool).tolist() == [False, False, True, False]
    assert built.programs[6:9].tolist() == [told] * 3
    assert built.programs[9:23].tolist() == [1 << 9, 4, 1, 1, 0, looked, 0, 0, 0, looked, 1, 1, 0, looked]
    assert built.header.tolist()[3] == 5
