from __future__ import annotations

import numba
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from agister.screening.compiled import Octets, Words
from agister.screening.kernel_match import ANCHORED, FOLDED, STARRED
from agister.screening.rulebook_packing import RECORD, find_key, hash_octets, key_table, pack_rules, prefix_table


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


def test_every_key_has_a_slot_and_a_record() -> None:
    text = np.frombuffer(b"https://a.examplehttps://b.example/x" + bytes(8), np.uint8)
    slots, records = key_table(text, np.array([[17, 0], [17, 2]]), np.array([[5, 6], [7, 8]], np.uint64), 5)
    assert len(slots) == 16
    first, second = 0, RECORD + 3
    assert sorted(int(place) for _, place in slots if place) == [first + 1, second + 1]
    words = records.view(np.uint64)
    assert words[first : first + RECORD].tolist() == [17, 5, 6]
    assert words[second : second + RECORD].tolist() == [17 | 2 << 32, 7, 8]
    assert records[8 * RECORD : 8 * second].tobytes() == b"https://a.example" + bytes(7)
    assert records[8 * (second + RECORD) :].tobytes() == b"https://b.example/x" + bytes(5 + 8)


@numba.njit
def call_hash(octets: Octets, at: int, size: int) -> int:
    return hash_octets(octets, at, size, np.uint64(7))


@given(st.binary(max_size=40), st.binary(min_size=8, max_size=8))
def test_a_hash_is_of_the_octets_alone(text: bytes, behind: bytes) -> None:
    octets = np.frombuffer(b"xyz" + text + behind, np.uint8)
    found = call_hash(octets, 3, len(text))
    assert found == call_hash(np.frombuffer(text + bytes(8), np.uint8), 0, len(text))
    assert found != call_hash(np.frombuffer(text + b"a" + bytes(8), np.uint8), 0, len(text) + 1)


@numba.njit
def call_find(slots: Words, keys: Octets, origin: Octets, size: int, path: Octets, rest: int) -> int:
    state = hash_octets(origin, 0, size, np.uint64(5))
    if rest > 0:
        state = hash_octets(path, 0, rest, state)
    return find_key(slots, keys, state, origin, 0, size, path, 0, rest)


def test_only_the_same_key_is_found() -> None:
    texts = [f"https://{number}.example" for number in range(50)]
    octets = np.frombuffer("".join([text + "/x" for text in texts]).encode() + bytes(8), np.uint8)
    sizes = np.array([[len(text), 2] for text in texts])
    slots, keys = key_table(octets, sizes, np.zeros((50, 2), np.uint64), 5)

    def found(origin: str, path: str, rest: int) -> int:
        spelled = [np.frombuffer(text.encode() + bytes(8), np.uint8) for text in (origin, path)]
        return call_find(slots, keys, spelled[0], len(origin), spelled[1], rest)

    places = [found(text, "/xyz", 2) for text in texts]
    assert len(set(places)) == 50
    assert -1 not in places
    assert [found("https://50.example", "/x", 2), found(texts[0], "/y", 2), found(texts[0], "/xy", 3)] == [-1] * 3
    assert found(texts[0], "/x", 0) == -1
