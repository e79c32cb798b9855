"""Rules as machine words, and hash tables over keys and over the literal prefixes of long rulebooks.

Layouts are read by `kernel_match` (rules, prefixes) and `kernel` (keys). All loops are compiled: an index holds
millions of rules.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from agister.screening.compiled import Integers, Numbers, Octets, Words, compiled, inlined, signed
from agister.screening.kernel_match import ANCHORED, FOLDED, MASKS, STARRED, equal, next_hash, pair
from agister.screening.kernel_memory import load_word

#: Words of a key's record before its text.
RECORD = 3


@inlined
def _pairs(text: Octets, at: int, end: int) -> int:
    """First and last pair of neighbours in the longest literal after the first star, where the flags hold them."""
    longest = 1
    found = 0
    while at < end:
        at += 1
        start = at
        while at < end and text[at] != 0x2A:
            at += 1
        if at - start > longest:
            longest = at - start
            found = pair(signed(text[start]), signed(text[start + 1])) << 16
            found |= pair(signed(text[at - 2]), signed(text[at - 1])) << 24
    return found


@compiled
def pack_rules(text: Octets, marks: Octets, statements: Integers) -> Words:
    """Rule words of patterns that each end in a newline; `marks` hold the rank of the outcome and FOLDED.

    One row more than rules: its third word is where the next pattern would start.
    """
    count = marks.size
    rules = np.zeros((count + 1, 4), np.uint64)
    at = 0
    for rule in range(count):
        start = at
        folds = (marks[rule] & FOLDED) != 0
        head = np.uint64(0)
        needed = np.uint64(0)
        prefix = -1
        while text[at] != 0x0A:
            octet = text[at]
            if octet == 0x2A:
                if prefix < 0:
                    prefix = at - start
            elif octet != 0x24 or text[at + 1] != 0x0A:
                letter = (octet | 0x20) >= 0x61 and (octet | 0x20) <= 0x7A
                if not (folds and letter):
                    needed |= np.uint64(1) << np.uint64(octet & 63)
                if prefix < 0 and at - start < 8:
                    head |= np.uint64(octet) << np.uint64(8 * (at - start))
            at += 1
        flags = signed(marks[rule])
        anchored = at > start and text[at - 1] == 0x24
        if anchored:
            flags |= ANCHORED
        if prefix >= 0:
            flags |= STARRED
        else:
            prefix = at - start - (1 if anchored else 0)
        flags |= min(prefix, 255) << 8
        if (flags & STARRED) != 0 and not folds:
            flags |= _pairs(text, start + prefix, at - (1 if anchored else 0))
        at += 1
        rules[rule, 0] = head
        rules[rule, 1] = needed
        rules[rule, 2] = np.uint64(start)
        rules[rule, 3] = np.uint64(flags) | (np.uint64(np.uint32(statements[rule])) << np.uint64(32))
    rules[count, 2] = np.uint64(at)
    return rules


@inlined
def _prefix_length(rules: Words, text: Octets, rule: int) -> Any:
    start = signed(rules[rule, 2])
    flags = signed(rules[rule, 3])
    if (flags & STARRED) != 0:
        at = start
        while text[at] != 0x2A:
            at += 1
        return at - start
    return signed(rules[rule + 1, 2]) - 1 - start - (1 if (flags & ANCHORED) != 0 else 0)


@compiled
def prefix_table(
    rules: Words, text: Octets, first: int, last: int, folds: bool, seed: int
) -> tuple[Integers, Words, Integers]:
    """Lengths (of each rule's prefix), slots and chains of the rules `first:last` that fold case or do not.

    A slot is (hash, rules in the chain or 0, where the chain starts, length of the prefix); a chain lists rules in
    their order.
    """
    count = 0
    for rule in range(first, last):
        if ((signed(rules[rule, 3]) & FOLDED) != 0) == folds:
            count += 1
    room = 4
    while room < 2 * count:
        room *= 2
    slots = np.zeros((room, 4), np.uint64)
    leader = np.zeros(room, np.int64)
    home = np.empty(count, np.int64)
    members = np.empty(count, np.int64)
    sizes = np.empty(count, np.int32)
    member = 0
    for rule in range(first, last):
        if ((signed(rules[rule, 3]) & FOLDED) != 0) != folds:
            continue
        size = _prefix_length(rules, text, rule)
        start = signed(rules[rule, 2])
        state = np.uint64(seed)
        for at in range(start, start + size):
            state = next_hash(state, text[at])
        slot = signed(state & np.uint64(room - 1))
        while slots[slot, 1] != 0:
            if (
                slots[slot, 0] == state
                and slots[slot, 3] == np.uint64(size)
                and equal(text, signed(rules[leader[slot], 2]), text, start, size)
            ):
                break
            slot = (slot + 1) & (room - 1)
        if slots[slot, 1] == 0:
            slots[slot, 0] = state
            slots[slot, 3] = np.uint64(size)
            leader[slot] = rule
        slots[slot, 1] += np.uint64(1)
        home[member] = slot
        members[member] = rule
        sizes[member] = size
        member += 1
    starts = np.zeros(room, np.int64)
    total = 0
    for slot in range(room):
        starts[slot] = total
        slots[slot, 2] = np.uint64(total)
        total += signed(slots[slot, 1])
    chains = np.empty(count, np.int32)
    for member in range(count):
        chains[starts[home[member]]] = members[member]
        starts[home[member]] += 1
    return sizes, slots, chains


@inlined
def hash_octets(octets: Octets, at: int, size: int, state: np.uint64) -> np.uint64:
    """Hash of `size` octets from a place on; seven more must lie behind them."""
    while size >= 8:
        state = (state ^ load_word(octets, at)) * np.uint64(0x9E3779B97F4A7C15)
        state ^= state >> np.uint64(32)
        at += 8
        size -= 8
    if size > 0:
        state = (state ^ (load_word(octets, at) & MASKS[size])) * np.uint64(0x9E3779B97F4A7C15)
        state ^= state >> np.uint64(32)
    return state


@compiled
def key_table(text: Octets, sizes: Numbers, said: Words, seed: int) -> tuple[Words, Octets]:
    """Slots (hash, place of the key's record in words + 1, or 0) and records of distinct keys, whose text lies one behind the other.

    `sizes` are the length of each key's origin and of the rest; `said` the second and third word of its record. A record is
    three words (length of the origin | length of the rest << 32, and these two), then the text, zero-filled to a whole word.
    """
    count = sizes.shape[0]
    room = 16
    while room < 2 * count:
        room *= 2
    slots = np.zeros((room, 2), np.uint64)
    words = 1
    for key in range(count):
        words += RECORD + ((sizes[key, 0] + sizes[key, 1] + 7) >> 3)
    records = np.zeros(words, np.uint64)
    octets = records.view(np.uint8)
    at = 0
    start = 0
    for key in range(count):
        size = sizes[key, 0]
        rest = sizes[key, 1]
        state = hash_octets(text, start, size, np.uint64(seed))
        if rest > 0:
            state = hash_octets(text, start + size, rest, state)
        slot = signed(state & np.uint64(room - 1))
        while slots[slot, 1] != 0:
            slot = (slot + 1) & (room - 1)
        slots[slot, 0] = state
        slots[slot, 1] = np.uint64(at + 1)
        records[at] = np.uint64(size) | np.uint64(rest) << np.uint64(32)
        records[at + 1] = said[key, 0]
        records[at + 2] = said[key, 1]
        for place in range(size + rest):
            octets[8 * (at + RECORD) + place] = text[start + place]
        start += size + rest
        at += RECORD + ((size + rest + 7) >> 3)
    return slots, octets


@inlined
def find_key(
    slots: Words,
    keys: Octets,
    state: np.uint64,
    origins: Octets,
    origin_at: int,
    size: int,
    paths: Octets,
    path_at: int,
    rest: int,
) -> Any:
    """Where the record lies of the key that is this origin followed by `rest` octets of the path, or -1."""
    room = slots.shape[0] - 1
    slot = signed(state & np.uint64(room))
    sizes = np.uint64(size) | np.uint64(rest) << np.uint64(32)
    while slots[slot, 1] != 0:
        if slots[slot, 0] == state:
            record = 8 * (signed(slots[slot, 1]) - 1)
            text = record + 8 * RECORD
            if (
                load_word(keys, record) == sizes
                and equal(origins, origin_at, keys, text, size)
                and equal(paths, path_at, keys, text + size, rest)
            ):
                return record
        slot = (slot + 1) & room
    return -1
