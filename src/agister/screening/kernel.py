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
from agister.screening.kernel_memory import prefetch
from agister.screening.kernel_sieve import prefetch_texts, sift
from agister.screening.kernel_url import ASIDE, NO_URL, READ, read_url
from agister.screening.rulebook_packing import find_key, hash_words

#: Beside the ranks 0 to 3 (`agister.rights.RANK`): nothing was observed, no usable URL, left to the standard's parser.
UNCHECKED = 4
UNUSABLE = NO_URL
SET_ASIDE = ASIDE

#: A row without a time asks for what holds last.
LATEST = 2**63 - 1


#: Rows that are worked on together: memory fetches for one while another is computed.
BLOCK = 16


@inlined
def program_at(keys: Numbers, segment_from: Numbers, segment_program: Numbers, key: int, time: int) -> Any:
    """The program of the last segment of a key that starts at or before the time, or -1."""
    if keys[key, 6] >= 0:
        return keys[key, 6]
    first = keys[key, 3]
    segment = first + keys[key, 4] - 1
    while segment >= first and segment_from[segment] > time:
        segment -= 1
    return segment_program[segment] if segment >= first else -1


@scratchless
def screen_rows(
    header: Numbers,
    slots: Words,
    keys: Numbers,
    key_text: Octets,
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
    origin_words: Words,
    path_words: Words,
    folded_words: Words,
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

    `valid` is an Arrow bitmap, or empty where no row is null; `times` are µs since 1970 UTC, or empty. From `origin_words`
    to `states` is scratch for one block (made by `screen_column`); each array of words shares its memory with the one of octets.
    """
    folds = header[2] != 0
    seed = np.uint64(header[1])
    most_books = header[3]
    room = np.uint64(slots.shape[0] - 1)
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
            status, size, length, classes, unsure = read_url(
                octets, offsets[row], offsets[row + 1], canonical, origins[origin_at:], paths[path_at:]
            )
            if status != READ:
                outcome[row] = status
                if status == ASIDE:
                    aside += 1
                continue
            for at in range(8):
                origins[origin_at + size + at] = 0
                paths[path_at + length + at] = 0
            state = hash_words(origin_words[origin_at >> 3 :], size, seed)
            places[pending, 0] = row
            places[pending, 1] = origin_at
            places[pending, 2] = size
            places[pending, 3] = path_at
            places[pending, 4] = length
            places[pending, 5] = 1 if unsure else 0
            states[pending, 0] = state
            states[pending, 1] = classes
            prefetch(slots, 2 * signed(state & room))
            origin_at += (size + 15) & -8
            path_at += (length + 15) & -8
            pending += 1
        # The key whose hash is the same is nearly always the right one; here it is only used to ask for memory.
        for line in range(pending):
            state = states[line, 0]
            slot = signed(state & room)
            while slots[slot, 1] != 0 and slots[slot, 0] != state:
                slot = (slot + 1) & signed(room)
            guess = signed(slots[slot, 1]) - 1
            places[line, 6] = guess
            if guess >= 0:
                prefetch(keys, guess * 8)
        for line in range(pending):
            guess = places[line, 6]
            if guess < 0:
                continue
            first = keys[guess, 0]
            prefetch(key_text, first)
            prefetch(key_text, first + keys[guess, 1])
            first = keys[guess, 6]
            if first >= 0:
                last = first + keys[guess, 7] - 1
                while first < last:
                    prefetch(programs, first)
                    first += 16
                prefetch(programs, last)
        for line in range(pending):
            row = places[line, 0]
            size = places[line, 2]
            length = places[line, 4]
            state = states[line, 0]
            origin = origins[places[line, 1] :]
            path = paths[places[line, 3] :]
            key = find_key(slots, keys, key_text, state, origin, size, path, 0)
            program = -1
            outcome[row] = UNCHECKED
            if key >= 0:
                time = times[row] if times.size > 0 else LATEST
                if keys[key, 5] != 0:
                    whole = hash_words(path_words[places[line, 3] >> 3 :], length, state)
                    page = find_key(slots, keys, key_text, whole, origin, size, path, length)
                    if page >= 0:
                        program = program_at(keys, segment_from, segment_program, page, time)
                if program < 0:
                    program = program_at(keys, segment_from, segment_program, key, time)
            elif places[line, 5] != 0:
                outcome[row] = SET_ASIDE
                aside += 1
            places[line, 6] = program
        for line in range(pending):
            program = places[line, 6]
            if program < 0:
                continue
            length = places[line, 4]
            first = places[line, 3] >> 3
            second = path_words[first + 1] if length > 8 else np.uint64(0)
            some = sift(
                programs, program, paths[places[line, 3] :], length, path_words[first], second, pairs, rules, sifted,
                line * most_books,
            )  # fmt: skip
            places[line, 7] = 1 if some else 0
        for line in range(pending):
            if places[line, 6] >= 0 and places[line, 7] != 0:
                prefetch_texts(programs, places[line, 6], rules, rule_text, sifted, line * most_books)
        for line in range(pending):
            program = places[line, 6]
            if program < 0:
                continue
            row = places[line, 0]
            length = places[line, 4]
            path = paths[places[line, 3] :]
            head = path_words[places[line, 3] >> 3]
            folded_head = head
            if folds:
                for at in range(length):
                    octet = path[at]
                    folded[at] = octet + 32 if octet >= 0x41 and octet <= 0x5A else octet
                for at in range(length, length + 8):
                    folded[at] = 0
                folded_head = folded_words[0]
            pairs[256] = 0
            rank, who, said = answer(
                programs, program, rules, rule_text, longs, indexes, lengths, prefix_slots, chains, path, folded, length,
                states[line, 1], head, folded_head, border, pairs, sifted, line * most_books,
            )  # fmt: skip
            outcome[row] = rank
            if rank > 0:
                protocol[row] = who
                statement[row] = said
    return aside
