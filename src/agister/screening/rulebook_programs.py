"""Programs of panels, each after the sieves of its books.

A program is, in words of 32 bits: rules of its short books (their lanes), words after the lanes, panels (and `SOME_LONG`), books
of all panels; the lanes, two in a word, and the words after them (`kernel_sieve`), in the order of the books; for each panel
protocol | all << 8 | guarded << 9 and its books (the guard among them, first); for each book its first rule and rules |
words after the lanes << 8, or the number of a long book and -1.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from agister.screening.compiled import Integers, Numbers, Octets, Words, compiled, inlined, signed
from agister.screening.kernel_match import ANCHORED, FOLDED, MASKS
from agister.screening.kernel_memory import LANES, load_word
from agister.screening.kernel_sieve import HEAD, SOME_LONG, fingerprint


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
def _looked(rules: Words, text: Octets, rule: int) -> Any:
    """The last three octets of the rule's longest literal (fewer where it is shorter), the first of them in bits 8-15."""
    flags = signed(rules[rule, 3])
    if (flags & FOLDED) != 0:
        return 0
    at = signed(rules[rule, 2])
    end = signed(rules[rule + 1, 2]) - (2 if (flags & ANCHORED) != 0 else 1)
    longest = 0
    found = 0
    while at < end:
        start = at
        while at < end and text[at] != 0x2A:
            at += 1
        if at - start > longest:
            longest = at - start
            found = 0
            for place in range(max(at - 3, start), at):
                found |= signed(text[place]) << (8 * (place - max(at - 3, start) + 1))
        at += 1
    return found


@compiled
def pack_sieves(
    rules: Words, text: Octets, firsts: Numbers, few: int
) -> tuple[Octets, Numbers, Integers, Numbers, Integers]:
    """Sieves of all books of at most `few` rules: lanes (16 bits each, as octets), where each book's start, words after the lanes,
    where each book's start, and how many each has. `firsts` are the first rules of the books, and the number of all rules."""
    books = firsts.size - 1
    lanes = np.zeros(firsts[books], np.uint16)
    words = np.zeros(firsts[books], np.int32)
    lane_starts = np.zeros(books + 1, np.int64)
    word_starts = np.zeros(books + 1, np.int64)
    looked = np.zeros(books, np.int32)
    lane_at = 0
    at = 0
    for book in range(books):
        first = firsts[book]
        count = firsts[book + 1] - first
        if count <= few:
            for position in range(count):
                lane = _lane(rules, text, first + position)
                lanes[lane_at] = lane
                lane_at += 1
                if lane == 0:
                    words[at] = np.int32(np.uint32(position | _looked(rules, text, first + position)))
                    at += 1
                    looked[book] += 1
        lane_starts[book + 1] = lane_at
        word_starts[book + 1] = at
    return lanes[:lane_at].copy().view(np.uint8), lane_starts, words[:at].copy(), word_starts, looked


@compiled
def link_programs(
    plans: Integers,
    starts: Numbers,
    refs: Integers,
    lanes: Octets,
    lane_starts: Numbers,
    words: Integers,
    word_starts: Numbers,
) -> tuple[Integers, Numbers, Numbers]:
    """Programs, where each starts (and where the last ends), and where its sieves end, from plans that start there and end with the
    numbers of their books: panels, books, the words of the panels. `refs` holds what stands for each book in a program."""
    count = starts.size - 1
    places = np.zeros(count + 1, np.int64)
    sieved = np.zeros(count, np.int64)
    for program in range(count):
        end = starts[program + 1]
        books = plans[starts[program] + 1]
        n_lanes = 0
        n_words = 0
        for at in range(end - books, end):
            n_lanes += lane_starts[plans[at] + 1] - lane_starts[plans[at]]
            n_words += word_starts[plans[at] + 1] - word_starts[plans[at]]
        sieved[program] = places[program] + HEAD + ((n_lanes + 1) >> 1) + n_words
        places[program + 1] = sieved[program] + 2 * plans[starts[program]] + 2 * books
    programs = np.zeros(places[count] + LANES // 2, np.int32)
    pairs = programs.view(np.uint16)
    each = lanes.view(np.uint16)
    for program in range(count):
        end = starts[program + 1]
        books = plans[starts[program] + 1]
        begin = places[program]
        lane = 2 * (begin + HEAD)
        some_long = 0
        for at in range(end - books, end):
            if refs[plans[at], 1] < 0:
                some_long = SOME_LONG
            for place in range(lane_starts[plans[at]], lane_starts[plans[at] + 1]):
                pairs[lane] = each[place]
                lane += 1
        to = (lane + 1) >> 1
        programs[begin] = lane - 2 * (begin + HEAD)
        programs[begin + 1] = sieved[program] - to
        programs[begin + 2] = plans[starts[program]] | some_long
        programs[begin + 3] = books
        for at in range(end - books, end):
            for place in range(word_starts[plans[at]], word_starts[plans[at] + 1]):
                programs[to] = words[place]
                to += 1
        for at in range(starts[program] + 2, end - books):
            programs[to] = plans[at]
            to += 1
        for at in range(end - books, end):
            programs[to] = refs[plans[at], 0]
            programs[to + 1] = refs[plans[at], 1]
            to += 2
    return programs, places, sieved
