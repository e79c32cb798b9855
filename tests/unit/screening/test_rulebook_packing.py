from __future__ import annotations

import numpy as np

from agister.screening.kernel_match import ANCHORED, FOLDED, STARRED
from agister.screening.rulebook_packing import key_table, pack_rules, prefix_table


def test_rules_as_words() -> None:
    text = np.frombuffer(b"/robots.txt$\n/a*b\n\n/fold\n", np.uint8)
    rules = pack_rules(text, np.array([0, 3, 2, 3 | FOLDED], np.uint8), np.array([-1, 7, 2**31 - 1, 0], np.int32))
    assert [int(word).to_bytes(8, "little").rstrip(b"\0") for word in rules[:4, 0]] == [
        b"/robots.",
        b"/a",
        b"",
        b"/fold",
    ]
    assert [int(word) for word in rules[:, 2]] == [0, 13, 18, 19, 25]
    low = [int(word) & 0xFFFFFFFF for word in rules[:4, 3]]
    assert low == [ANCHORED | 11 << 8, 3 | STARRED | 2 << 8, 2, 3 | FOLDED | 5 << 8]
    assert [int(word) >> 32 for word in rules[:4, 3]] == [2**32 - 1, 7, 2**31 - 1, 0]
    assert int(rules[1, 1]) == sum(1 << (ord(letter) & 63) for letter in "/ab")
    assert int(rules[3, 1]) == 1 << ord("/")


def test_chains_keep_the_order_of_rules_with_one_prefix() -> None:
    text = np.frombuffer(b"/a*x\n/b\n/a\n/a$\n/A\n" + bytes(8), np.uint8)
    rules = pack_rules(text, np.array([0, 0, 0, 0, FOLDED], np.uint8), np.zeros(5, np.int32))
    lengths, slots, chains = prefix_table(rules, text, 0, 5, False, 1)
    assert lengths.tolist() == [2, 2, 2, 2]
    found = sorted(chains[int(start) : int(start) + int(count)].tolist() for _, count, start, _ in slots if count)
    assert found == [[0, 2, 3], [1]]
    lengths, slots, chains = prefix_table(rules, text, 0, 5, True, 1)
    assert (lengths.tolist(), chains.tolist()) == ([2], [4])


def test_every_key_has_a_slot() -> None:
    text = np.frombuffer(b"https://a.examplehttps://b.example/x", np.uint8)
    keys = np.array([[0, 17, 0, 0, 0, 0], [17, 17, 2, 0, 0, 0]], np.int64)
    slots = key_table(text, keys, 19, 5)
    assert sorted(int(key) for _, key in slots if key) == [1, 2]
    assert len(slots) == 16
