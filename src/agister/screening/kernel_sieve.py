"""Which rules of short rulebooks could match a path: told from a few octets at the head of a program, before any rule is read.

A program (`rulebook_programs`) begins with what all its short books hold back, book after book:

- a lane of 16 bits for each rule: the fingerprint of the first 16, 12, 8 or 4 octets of its literal prefix, as many as it
  has, or 0;
- a word for each rule whose lane is 0: its position in the book in bits 0-7, and in bits 8-31 three octets in a row of its longest
  literal (0: any).

What a sieve lets through is then matched in full, so a collision costs time and no answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from agister.screening.compiled import Integers, Octets, Words, inlined, signed
from agister.screening.kernel_lanes import WIDTH, holds
from agister.screening.kernel_match import MASKS
from agister.screening.kernel_memory import LANES, load_word, lowest_bit, prefetch, same_lanes

#: Words of a program before its lanes: lanes, words after them, panels, books.
HEAD = 4
#: Added to the panels of a program of which some book is long.
SOME_LONG = 1 << 30

_EVERY = np.uint64(2**64 - 1)


@inlined
def fingerprint(first: np.uint64, second: np.uint64) -> Any:
    """16 bits, never 0, of the first eight octets and the eight after them."""
    state = first * np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(29)) ^ second) * np.uint64(0xBF58476D1CE4E5B9)
    return max(signed(state >> np.uint64(48)), 1)


@inlined
def holds_anywhere(paths: Octets, path_at: int, length: int, gram: int) -> Any:
    """Whether three octets (`kernel_lanes.holds`) are somewhere in the path; 0 for all of them are everywhere."""
    if gram == 0:
        return True
    start = 0
    while start < length:
        if holds(paths, path_at + start, gram):
            return True
        start += WIDTH
    return False


@inlined
def lets_any_through(programs: Integers, at: int, paths: Octets, path_at: int, length: int) -> Any:
    """Whether any rule of a program's short books could match, or some book is long.

    The path is followed by at least a word of zeroes, and by 66 octets that may be read.
    """
    nothing = np.uint64(0)
    lanes = signed(programs[at])
    entry = at + HEAD + ((lanes + 1) >> 1)
    last = entry + signed(programs[at + 1])
    head = load_word(paths, path_at)
    second = load_word(paths, path_at + 8) if length > 8 else nothing
    of_4 = fingerprint(head & MASKS[4], nothing)
    of_8 = fingerprint(head, nothing)
    of_12 = fingerprint(head, second & MASKS[4])
    of_16 = fingerprint(head, second)
    found = nothing
    for lane in range(0, lanes, LANES):
        same = same_lanes(programs, 2 * (at + HEAD) + lane, of_4, of_8, of_12, of_16)
        if lanes - lane < LANES:
            same &= _EVERY >> np.uint64(64 - (lanes - lane))
        found |= same
    if found != nothing or signed(programs[at + 2]) >= SOME_LONG:
        return True
    while entry < last:
        if holds_anywhere(paths, path_at, length, signed(np.uint32(programs[entry])) >> 8):
            return True
        entry += 1
    return False


@inlined
def books_of(programs: Integers, at: int) -> Any:
    """Where the words of a program's books start."""
    panels = signed(programs[at + 2]) & (SOME_LONG - 1)
    return at + HEAD + ((signed(programs[at]) + 1) >> 1) + signed(programs[at + 1]) + 2 * panels


@inlined
def sift(
    programs: Integers, at: int, paths: Octets, path_at: int, length: int, rules: Words, sifted: Words, base: int
) -> None:
    """Writes for each book of the program which of its rules could match into `sifted[base:]`, and asks memory for the first
    of them."""
    nothing = np.uint64(0)
    one = np.uint64(1)
    head = load_word(paths, path_at)
    second = load_word(paths, path_at + 8) if length > 8 else nothing
    of_4 = fingerprint(head & MASKS[4], nothing)
    of_8 = fingerprint(head, nothing)
    of_12 = fingerprint(head, second & MASKS[4])
    of_16 = fingerprint(head, second)
    books = books_of(programs, at)
    lane = 2 * (at + HEAD)
    entry = at + HEAD + ((signed(programs[at]) + 1) >> 1)
    for book in range(signed(programs[at + 3])):
        code = signed(programs[books + 2 * book + 1])
        found = nothing
        if code > 0:
            count = code & 0xFF
            for rule in range(0, count, LANES):
                found |= same_lanes(programs, lane + rule, of_4, of_8, of_12, of_16) << np.uint64(rule)
            found &= _EVERY >> np.uint64(64 - count)
            lane += count
            for _ in range(code >> 8):
                word = signed(np.uint32(programs[entry]))
                if holds_anywhere(paths, path_at, length, word >> 8):
                    found |= one << np.uint64(word & 255)
                entry += 1
            if found != nothing:
                prefetch(rules, 4 * (signed(programs[books + 2 * book]) + lowest_bit(found)))
        sifted[base + book] = found


@inlined
def prefetch_texts(programs: Integers, at: int, rules: Words, rule_text: Octets, sifted: Words, base: int) -> None:
    """Ask memory for the pattern of the first rule of each book that could match."""
    books = books_of(programs, at)
    for book in range(signed(programs[at + 3])):
        found = sifted[base + book]
        if found != np.uint64(0):
            prefetch(rule_text, signed(rules[signed(programs[books + 2 * book]) + lowest_bit(found), 2]))
