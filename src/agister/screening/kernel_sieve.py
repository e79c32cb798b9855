"""Which rules of short rulebooks could match a path: told from a few octets beside the program, before any rule is read.

After the books of a program lie their sieves (`rulebook_programs` makes them), one after the other. A sieve is

- a lane of 16 bits for each rule, two in a word: the fingerprint of the first 16, 12, 8 or 4 octets of its literal
  prefix, as many as it has, or 0;
- a word for each rule whose lane is 0: its position in the book in bits 0-7, and three pairs of neighbouring octets of its
  longest literal (`pair`; 0: none) in bits 8-31.

What a sieve lets through is then matched in full, so a collision costs time and no answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from agister.screening.compiled import Integers, Octets, Words, inlined, signed
from agister.screening.kernel_match import MASKS, note_pairs
from agister.screening.kernel_memory import lowest_bit, prefetch, same_lanes

#: Lanes that are compared at once; as many may be read behind the last.
LANES = 16

_EVERY = np.uint64(2**64 - 1)


@inlined
def fingerprint(first: np.uint64, second: np.uint64) -> Any:
    """16 bits, never 0, of the first eight octets and the eight after them."""
    state = first * np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(29)) ^ second) * np.uint64(0xBF58476D1CE4E5B9)
    return max(signed(state >> np.uint64(48)), 1)


@inlined
def sift(
    programs: Integers,
    at: int,
    path: Octets,
    length: int,
    head: np.uint64,
    second: np.uint64,
    pairs: Octets,
    rules: Words,
    sifted: Words,
    base: int,
) -> Any:
    """Writes for each book of the program which of its rules could match into `sifted[base:]`, asks memory for the first
    of them, and tells whether there are any. `head` and `second` are the path's first octets, zero-filled."""
    nothing = np.uint64(0)
    of_4 = fingerprint(head & MASKS[4], nothing)
    of_8 = fingerprint(head, nothing)
    of_12 = fingerprint(head, second & MASKS[4])
    of_16 = fingerprint(head, second)
    books = programs[at + 1]
    at += 2 + 2 * programs[at]
    sieve = at + 2 * books
    pairs[256] = 0
    some = nothing
    for book in range(books):
        code = programs[at + 1]
        found = nothing
        if code > 0:
            count = code & 0xFF
            for lane in range(0, count, LANES):
                same = same_lanes(programs, sieve + (lane >> 1), of_4, of_8, of_12, of_16)
                found |= same << np.uint64(lane)
            found &= _EVERY >> np.uint64(64 - count)
            sieve += (count + 1) >> 1
            looked = code >> 8
            if looked > 0 and pairs[256] == 0:
                note_pairs(path, length, pairs)
            for entry in range(sieve, sieve + looked):
                word = signed(programs[entry])
                there = pairs[(word >> 8) & 255] & pairs[(word >> 16) & 255] & pairs[(word >> 24) & 255]
                found |= np.uint64(there) << np.uint64(word & 255)
            sieve += looked
            if found != nothing:
                prefetch(rules, 4 * (signed(programs[at]) + lowest_bit(found)))
        sifted[base + book] = found
        some |= found
        at += 2
    return some != nothing


@inlined
def prefetch_texts(programs: Integers, at: int, rules: Words, rule_text: Octets, sifted: Words, base: int) -> None:
    """Ask memory for the pattern of the first rule of each book that could match."""
    books = programs[at + 1]
    at += 2 + 2 * programs[at]
    for book in range(books):
        found = sifted[base + book]
        if found != np.uint64(0):
            prefetch(rule_text, signed(rules[signed(programs[at + 2 * book]) + lowest_bit(found), 2]))
