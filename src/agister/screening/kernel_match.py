"""Patterns against one path, in machine code; equal to `path_pattern.matches`, linear in pattern and path.

A rule is a row of four 64-bit words in `rules`:

0. the first eight octets of the literal prefix (little-endian, zero-filled);
1. the set of octets in the pattern's literals, by their lowest six bits: a path without one of them cannot match;
2. where the pattern starts in `rule_text`; it ends one before the next rule's start;
3. bits 0-1 rank of the outcome, 2 final `$`, 3 holds `*`, 4 folds case, 8-15 length of the literal prefix (255: or
   more), 16-23 and 24-31 two pairs of neighbours in its longest later literal (`pair`; 0: none), 32-63 statement.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from agister.screening.compiled import Integers, Octets, Words, called, inlined, signed
from agister.screening.kernel_memory import load_word, lowest_bit

ANCHORED = 4
STARRED = 8
FOLDED = 16

#: Which of the first eight octets a prefix of a length constrains.
MASKS = np.array([(1 << (8 * length)) - 1 for length in range(9)], np.uint64)

# Octets that a naive search may compare, for each octet of the path, before the search in linear time takes over.
_PATIENCE = 4


@called
def classes_of(path: Octets, length: int) -> np.uint64:
    """64-bit set of the octets of a path, by their lowest six bits."""
    classes = np.uint64(0)
    for at in range(length):
        classes |= np.uint64(1) << np.uint64(path[at] & 63)
    return classes


@inlined
def pair(left: int, right: int) -> int:
    """Eight bits for two neighbouring octets; never 0."""
    return max((left * 57 + right * 173) & 255, 1)


@called
def note_pairs(path: Octets, length: int, pairs: Octets) -> None:
    """1 in `pairs` for each pair of a path, and for 0; the last says that they are noted."""
    for at in range(256):
        pairs[at] = 0
    pairs[0] = 1
    pairs[256] = 1
    for at in range(1, length):
        pairs[pair(signed(path[at - 1]), signed(path[at]))] = 1


@inlined
def lacks_pairs(flags: int, path: Octets, length: int, pairs: Octets) -> Any:
    """Whether a pair of a starred pattern is nowhere in the path, so that it cannot match."""
    if pairs[256] == 0:
        note_pairs(path, length, pairs)
    return pairs[(flags >> 16) & 255] & pairs[(flags >> 24) & 255] == 0


@called
def find(text: Octets, at: int, end: int, sought: Octets, start: int, stop: int, border: Integers) -> int:
    """Where `sought[start:stop]` first lies in `text[at:end]`, or -1; linear time on any input."""
    size = stop - start
    if size == 0:
        return at
    first = sought[start]
    budget = _PATIENCE * (end - at) + 64
    last = end - size
    while at <= last:
        if text[at] == first:
            step = 1
            while step < size and text[at + step] == sought[start + step]:
                step += 1
            if step == size:
                return at
            budget -= step
            if budget < 0:
                return _find_linear(text, at + 1, end, sought, start, size, border)
        at += 1
    return -1


@called
def _find_linear(text: Octets, at: int, end: int, sought: Octets, start: int, size: int, border: Integers) -> int:
    """Knuth-Morris-Pratt: for each prefix of what is sought, the longest border tells where to go on."""
    border[0] = 0
    known = 0
    for step in range(1, size):
        while known > 0 and sought[start + step] != sought[start + known]:
            known = border[known - 1]
        if sought[start + step] == sought[start + known]:
            known += 1
        border[step] = known
    known = 0
    while at < end:
        while known > 0 and text[at] != sought[start + known]:
            known = border[known - 1]
        if text[at] == sought[start + known]:
            known += 1
            if known == size:
                return at - size + 1
        at += 1
    return -1


@inlined
def equal(left: Octets, at: int, right: Octets, start: int, size: int) -> bool:
    """Whether `size` octets are the same in both; seven more must lie behind them in either."""
    while size >= 8:
        if load_word(left, at) != load_word(right, start):
            return False
        at += 8
        start += 8
        size -= 8
    return size <= 0 or ((load_word(left, at) ^ load_word(right, start)) & MASKS[size]) == 0


@called
def rule_matches(rules: Words, rule_text: Octets, rule: int, path: Octets, length: int, border: Integers) -> bool:
    """Whether a rule's pattern matches the path (already folded where the rule folds case)."""
    start = signed(rules[rule, 2])
    stop = signed(rules[rule + 1, 2]) - 1
    flags = signed(rules[rule, 3])
    anchored = (flags & ANCHORED) != 0
    if anchored:
        stop -= 1
    if (flags & STARRED) == 0:
        size = stop - start
        if size > length or (anchored and size != length):
            return False
        return equal(path, 0, rule_text, start, size)
    at = 0
    piece = start
    while rule_text[piece] != 0x2A:
        if at >= length or path[at] != rule_text[piece]:
            return False
        at += 1
        piece += 1
    end = length
    if anchored:
        # The last literal must end the path; what is before it is found from the left.
        last = stop
        while rule_text[last - 1] != 0x2A:
            last -= 1
        size = stop - last
        if length - at < size or not equal(path, length - size, rule_text, last, size):
            return False
        end = length - size
        stop = last - 1
        if stop == piece:
            return True
    piece += 1
    while piece <= stop:
        after = piece
        while after < stop and rule_text[after] != 0x2A:
            after += 1
        at = find(path, at, end, rule_text, piece, after, border)
        if at < 0:
            return False
        at += after - piece
        piece = after + 1
    return True


@inlined
def first_of_few(
    rules: Words,
    rule_text: Octets,
    first: int,
    sifted: np.uint64,
    path: Octets,
    folded: Octets,
    length: int,
    classes: np.uint64,
    head: np.uint64,
    folded_head: np.uint64,
    border: Integers,
) -> Any:
    """The first rule of a short list that matches, or -1: those that its sieve let through are looked at."""
    while sifted != np.uint64(0):
        rule = first + lowest_bit(sifted)
        sifted &= sifted - np.uint64(1)
        flags = signed(rules[rule, 3])
        folds = (flags & FOLDED) != 0
        mask = MASKS[min((flags >> 8) & 255, 8)]
        if ((folded_head if folds else head) ^ rules[rule, 0]) & mask:
            continue
        if rules[rule, 1] & ~classes:
            continue
        if rule_matches(rules, rule_text, rule, folded if folds else path, length, border):
            return rule
    return -1


@inlined
def next_hash(state: np.uint64, octet: int) -> np.uint64:
    """One more octet in the hash of a prefix."""
    state = (state ^ np.uint64(octet)) * np.uint64(0x9E3779B97F4A7C15)
    return state ^ (state >> np.uint64(29))


@called
def first_of_many(
    rules: Words,
    rule_text: Octets,
    indexes: Words,
    first_index: int,
    last_index: int,
    lengths: Integers,
    slots: Words,
    chains: Integers,
    path: Octets,
    folded: Octets,
    length: int,
    classes: np.uint64,
    border: Integers,
    pairs: Octets,
) -> int:
    """The first rule of a long list that matches, or -1, through the hashes of the path's beginnings.

    Rules with one literal prefix lie in one chain in their order (`rulebook_packing.prefix_table`).
    """
    best = -1
    for index in range(first_index, last_index):
        state = indexes[index, 0]
        text = folded if indexes[index, 1] else path
        base = signed(indexes[index, 4])
        room = indexes[index, 5]
        at = 0
        for which in range(signed(indexes[index, 2]), signed(indexes[index, 3])):
            size = lengths[which]
            if size > length:
                break
            while at < size:
                state = next_hash(state, text[at])
                at += 1
            slot = state & room
            while slots[base + signed(slot), 1] != 0:
                row = base + signed(slot)
                slot = (slot + np.uint64(1)) & room
                if slots[row, 0] != state:
                    continue
                chain = signed(slots[row, 2])
                rule = signed(chains[chain])
                if best >= 0 and rule >= best:
                    continue
                if slots[row, 3] != np.uint64(size) or not equal(text, 0, rule_text, signed(rules[rule, 2]), size):
                    continue
                for link in range(chain, chain + signed(slots[row, 1])):
                    rule = signed(chains[link])
                    if best >= 0 and rule >= best:
                        break
                    flags = signed(rules[rule, 3])
                    if (flags & STARRED) == 0:
                        found = (flags & ANCHORED) == 0 or size == length
                    else:
                        found = not (rules[rule, 1] & ~classes) and not lacks_pairs(flags, path, length, pairs)
                        if found:
                            found = rule_matches(rules, rule_text, rule, text, length, border)
                    if found:
                        best = rule
                        break
    return best
