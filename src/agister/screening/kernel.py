"""The kernel: one compiled pass over the buffers of an Arrow string column, from URLs to outcomes.

Equal to `agister.formats.url.parse` followed by `agister.protocols.precedence.answer` over the panels of the profile
in force; the first panel with the highest rank names protocol and statement. No Python object is touched and the
interpreter lock is free.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from agister.screening.compiled import Bytes, Integers, Numbers, Octets, Words, inlined, scratchless, signed
from agister.screening.kernel_answer import answer
from agister.screening.kernel_lanes import put_word
from agister.screening.kernel_match import classes_of
from agister.screening.kernel_memory import load_word, prefetch
from agister.screening.kernel_plain import read_plain
from agister.screening.kernel_sieve import books_of, lets_any_through, prefetch_texts, sift
from agister.screening.kernel_url import ASIDE, NO_URL, READ, read_url
from agister.screening.rulebook_packing import RECORD, find_key, hash_octets

#: Beside the ranks 0 to 3 (`agister.rights.RANK`): nothing was observed, no usable URL, left to the standard's parser.
UNKNOWN = 0
UNCHECKED = 4
UNUSABLE = NO_URL
SET_ASIDE = ASIDE

#: A row without a time asks for what holds last.
LATEST = 2**63 - 1


#: Rows that are worked on together: memory fetches for one while another is computed.
BLOCK = 32
#: Octets behind each text in scratch: zeroes for a whole word, and what is read or written 64 at a time.
ROOM = 160

_LOW = np.uint64(2**32 - 1)
_PLACE = np.uint64(2**40 - 1)
_MANY = np.uint64(2**31 - 1)


@inlined
def program_at(keys: Octets, segment_from: Numbers, segment_program: Numbers, record: int, time: int) -> Any:
    """The program of the last segment of a key that starts at or before the time, or -1."""
    simple = signed(load_word(keys, record + 16) & _PLACE) - 1
    if simple >= 0:
        return simple
    span = load_word(keys, record + 8)
    first = signed(span & _LOW)
    segment = first + signed((span >> np.uint64(32)) & _MANY) - 1
    while segment >= first and segment_from[segment] > time:
        segment -= 1
    return segment_program[segment] if segment >= first else -1


@scratchless
def screen_rows(
    header: Numbers,
    slots: Words,
    keys: Octets,
    segment_from: Numbers,
    segment_program: Numbers,
    programs: Integers,
    rules: Words,
    rule_text: Octets,
    longs: Numbers,
    indexes: Words,
    lengths: Integers,
    prefix_slots: Words,
    chains: Integers,
    offsets: Numbers,
    octets: Octets,
    valid: Octets,
    valid_from: int,
    times: Numbers,
    canonical: bool,
    origins: Octets,
    paths: Octets,
    folded: Octets,
    border: Integers,
    pairs: Octets,
    sifted: Words,
    places: Numbers,
    states: Words,
    outcome: Bytes,
    protocol: Bytes,
    statement: Integers,
) -> int:
    """Fills outcome, protocol (-1: none) and statement (-1: none) for each row; gives the number of rows set aside.

    `valid` is an Arrow bitmap, or empty where no row is null; `times` are µs since 1970 UTC, or empty. From `origins` to
    `states` is scratch for one block (made by `screen_column`).
    """
    folds = header[2] != 0
    seed = np.uint64(header[1])
    most_books = header[3]
    room = np.uint64(slots.shape[0] - 1)
    nothing = np.uint64(0)
    aside = 0
    for begin in range(0, offsets.size - 1, BLOCK):
        end = min(begin + BLOCK, offsets.size - 1)
        # Spell the block's URLs, and ask for the slots of their origins.
        origin_at = 0
        path_at = 0
        pending = 0
        for row in range(begin, end):
            outcome[row] = UNUSABLE
            protocol[row] = -1
            statement[row] = -1
            if valid.size > 0:
                bit = valid_from + row
                if (valid[bit >> 3] >> (bit & 7)) & 1 == 0:
                    continue
            unsure = False
            size, length = read_plain(octets, offsets[row], offsets[row + 1], origins, origin_at, paths, path_at)
            if size == 0:
                status, size, length, unsure = read_url(
                    octets, offsets[row], offsets[row + 1], canonical, origins[origin_at:], paths[path_at:]
                )
                if status != READ:
                    outcome[row] = status
                    if status == ASIDE:
                        aside += 1
                    continue
                put_word(origins, origin_at + size, nothing)
                put_word(paths, path_at + length, nothing)
            state = hash_octets(origins, origin_at, size, seed)
            places[pending, 0] = row
            places[pending, 1] = origin_at
            places[pending, 2] = size
            places[pending, 3] = path_at
            places[pending, 4] = length
            places[pending, 5] = 1 if unsure else 0
            states[pending] = state
            prefetch(slots, 2 * signed(state & room))
            origin_at += size + 8
            path_at += length + 8
            pending += 1
        # The key whose hash is the same is nearly always the right one; here it is only used to ask for memory.
        for line in range(pending):
            state = states[line]
            slot = signed(state & room)
            while slots[slot, 1] != 0 and slots[slot, 0] != state:
                slot = (slot + 1) & signed(room)
            record = 8 * (signed(slots[slot, 1]) - 1)
            if record >= 0:
                prefetch(keys, record)
                prefetch(keys, record + 8 * RECORD + places[line, 2] - 1)
        known = 0
        for line in range(pending):
            row = places[line, 0]
            origin_at = places[line, 1]
            size = places[line, 2]
            path_at = places[line, 3]
            length = places[line, 4]
            state = states[line]
            key = find_key(slots, keys, state, origins, origin_at, size, paths, path_at, 0)
            program = -1
            outcome[row] = UNCHECKED
            if key >= 0:
                time = times[row] if times.size > 0 else LATEST
                if load_word(keys, key + 8) >> np.uint64(63):
                    whole = hash_octets(paths, path_at, length, state)
                    page = find_key(slots, keys, whole, origins, origin_at, size, paths, path_at, length)
                    if page >= 0:
                        program = program_at(keys, segment_from, segment_program, page, time)
                if program < 0:
                    program = program_at(keys, segment_from, segment_program, key, time)
            elif places[line, 5] != 0:
                outcome[row] = SET_ASIDE
                aside += 1
            if program >= 0:
                outcome[row] = UNKNOWN
                first = program
                last = first + signed(load_word(keys, key + 16) >> np.uint64(40)) - 1
                while first < last:
                    prefetch(programs, first)
                    first += 16
                prefetch(programs, last)
                places[known, 0] = row
                places[known, 3] = path_at
                places[known, 4] = length
                places[known, 6] = program
                known += 1
        # Most rows meet no rule: what is left of the block's are those that may.
        left = 0
        for line in range(known):
            program = places[line, 6]
            path_at = places[line, 3]
            length = places[line, 4]
            if lets_any_through(programs, program, paths, path_at, length):
                prefetch(programs, books_of(programs, program))
                places[left, 0] = places[line, 0]
                places[left, 3] = path_at
                places[left, 4] = length
                places[left, 6] = program
                left += 1
        for line in range(left):
            sift(programs, places[line, 6], paths, places[line, 3], places[line, 4], rules, sifted, line * most_books)
        for line in range(left):
            prefetch_texts(programs, places[line, 6], rules, rule_text, sifted, line * most_books)
        for line in range(left):
            row = places[line, 0]
            path_at = places[line, 3]
            length = places[line, 4]
            path = paths[path_at:]
            head = load_word(paths, path_at)
            folded_head = head
            if folds:
                for at in range(length):
                    octet = path[at]
                    folded[at] = octet + 32 if octet >= 0x41 and octet <= 0x5A else octet
                put_word(folded, length, nothing)
                folded_head = load_word(folded, 0)
            pairs[256] = 0
            rank, who, said = answer(
                programs, places[line, 6], rules, rule_text, longs, indexes, lengths, prefix_slots, chains, path, folded,
                length, classes_of(path, length), head, folded_head, border, pairs, sifted, line * most_books,
            )  # fmt: skip
            outcome[row] = rank
            if rank > 0:
                protocol[row] = who
                statement[row] = said
    return aside
