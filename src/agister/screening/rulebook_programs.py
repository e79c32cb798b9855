"""Programs of panels, each followed by the sieves of its books.

A program is, in words of 32 bits: panels; books of all panels; for each panel protocol | all << 8 | guarded << 9 and its
books (the guard among them, first); for each book its first rule and rules | words after the lanes << 8, or the number
of a long book and -1; and the sieves of the short books, in the order of the books (`kernel_sieve`).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from agister.screening.compiled import Integers, Numbers, Octets, Words, compiled, inlined, signed
from agister.screening.kernel_match import ANCHORED, FOLDED, MASKS, pair
from agister.screening.kernel_memory import load_word
from agister.screening.kernel_sieve import LANES, fingerprint


@inlined
def _lane(rules: Words, text: Octets, rule: int) -> Any:
    """Fingerprint of the rule's literal prefix, or 0 where it is short or folds case."""
    flags = signed(rules[rule, 3])
    prefix = (flags >> 8) & 255
    if (flags & FOLDED) != 0 or prefix < 4:
        return 0
    head = rules[rule, 0]
    second = np.uint64(0)
    if prefix < 8:
        head &= MASKS[4]
    elif prefix >= 12:
        second = load_word(text, signed(rules[rule, 2]) + 8)
        if prefix < 16:
            second &= MASKS[4]
    return fingerprint(head, second)


@inlined
def _looked(rules: Words, text: Octets, rule: int) -> int:
    """First, middle and last pair of the rule's longest literal, in bits 8-31."""
    flags = signed(rules[rule, 3])
    if (flags & FOLDED) != 0:
        return 0
    at = signed(rules[rule, 2])
    end = signed(rules[rule + 1, 2]) - (2 if (flags & ANCHORED) != 0 else 1)
    longest = 1
    found = 0
    while at < end:
        start = at
        while at < end and text[at] != 0x2A:
            at += 1
        if at - start > longest:
            longest = at - start
            middle = start + (longest >> 1)
            found = pair(signed(text[start]), signed(text[start + 1])) << 8
            found |= pair(signed(text[middle - 1]), signed(text[middle])) << 16
            found |= pair(signed(text[at - 2]), signed(text[at - 1])) << 24
        at += 1
    return found


@compiled
def pack_sieves(rules: Words, text: Octets, firsts: Numbers, few: int) -> tuple[Integers, Numbers, Integers]:
    """Sieves of all books of at most `few` rules, where each book's starts (and where the last ends), and how many words
    each has after its lanes. `firsts` are the first rules of the books, and the number of all rules."""
    books = firsts.size - 1
    sieves = np.zeros(2 * firsts[books] + books, np.int32)
    starts = np.zeros(books + 1, np.int64)
    looked = np.zeros(books, np.int32)
    at = 0
    for book in range(books):
        first = firsts[book]
        count = firsts[book + 1] - first
        if count <= few:
            after = at + ((count + 1) >> 1)
            for position in range(count):
                lane = _lane(rules, text, first + position)
                sieves[at + (position >> 1)] |= np.int32(np.uint32(lane << (16 * (position & 1))))
                if lane == 0:
                    sieves[after] = np.int32(np.uint32(position | _looked(rules, text, first + position)))
                    after += 1
                    looked[book] += 1
            at = after
        starts[book + 1] = at
    return sieves[:at].copy(), starts, looked


@compiled
def link_programs(
    plans: Integers, starts: Numbers, refs: Integers, sieves: Integers, sieve_starts: Numbers
) -> tuple[Integers, Numbers]:
    """Programs, and where each starts (and where the last ends), from plans that start there and end with the numbers of
    their books. `refs` holds what stands for each book in a program."""
    places = np.zeros(starts.size, np.int64)
    for program in range(starts.size - 1):
        end = starts[program + 1]
        books = plans[starts[program] + 1]
        size = end - starts[program] + books
        for at in range(end - books, end):
            size += sieve_starts[plans[at] + 1] - sieve_starts[plans[at]]
        places[program + 1] = places[program] + size
    programs = np.zeros(places[starts.size - 1] + LANES, np.int32)
    for program in range(starts.size - 1):
        end = starts[program + 1]
        books = plans[starts[program] + 1]
        to = places[program]
        for at in range(starts[program], end - books):
            programs[to] = plans[at]
            to += 1
        sieve = to + 2 * books
        for at in range(end - books, end):
            book = plans[at]
            programs[to] = refs[book, 0]
            programs[to + 1] = refs[book, 1]
            to += 2
            for word in range(sieve_starts[book], sieve_starts[book + 1]):
                programs[sieve] = sieves[word]
                sieve += 1
    return programs, places
