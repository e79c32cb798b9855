"""The kernel: one compiled pass over the buffers of an Arrow string column, from URLs to outcomes.

Equal to `agister.formats.url.parse` followed by `agister.protocols.precedence.answer` over the panels of the profile
in force; the first panel with the highest rank names protocol and statement. No Python object is touched and the
interpreter lock is free.
"""

from __future__ import annotations

import numpy as np

from agister.screening.compiled import Bytes, Integers, Numbers, Octets, Words, inlined, scratchless, signed
from agister.screening.kernel_match import first_of_few, first_of_many
from agister.screening.kernel_url import ASIDE, NO_URL, READ, read_url
from agister.screening.rulebook_packing import find_key, hash_words

#: Beside the ranks 0 to 3 (`agister.rights.RANK`): nothing was observed, no usable URL, left to the standard's parser.
UNCHECKED = 4
UNUSABLE = NO_URL
SET_ASIDE = ASIDE

#: A row without a time asks for what holds last.
LATEST = 2**63 - 1


@inlined
def segment_at(keys: Numbers, segment_from: Numbers, key: int, time: int) -> int:
    """The last segment of a key that starts at or before the time, or -1."""
    first = keys[key, 3]
    segment = first + keys[key, 4] - 1
    while segment >= first and segment_from[segment] > time:
        segment -= 1
    return segment if segment >= first else -1


@inlined
def _answer(
    programs: Integers,
    at: int,
    rules: Words,
    rule_text: Octets,
    longs: Numbers,
    indexes: Words,
    lengths: Integers,
    prefix_slots: Words,
    chains: Integers,
    path: Octets,
    folded: Octets,
    length: int,
    classes: np.uint64,
    head: np.uint64,
    folded_head: np.uint64,
    border: Integers,
) -> tuple[int, int, int]:
    """Rank, protocol and statement of the program that starts here."""
    rank = 0
    protocol = -1
    statement = -1
    panels = programs[at]
    at += 1
    for _ in range(panels):
        code = programs[at]
        books = programs[at + 1]
        at += 2
        following = at + 2 * (books + ((code >> 9) & 1))
        guarded = (code >> 9) & 1
        every = ((code >> 8) & 1) != 0
        found = -1
        said = -1
        for book in range(-guarded, books):
            first = signed(programs[at])
            count = signed(programs[at + 1])
            at += 2
            if count >= 0:
                rule = first_of_few(
                    rules, rule_text, first, first + count, path, folded, length, classes, head, folded_head, border
                )
            else:
                rule = first_of_many(
                    rules, rule_text, indexes, longs[first, 0], longs[first, 1], lengths, prefix_slots, chains, path,
                    folded, length, classes, border,
                )  # fmt: skip
            if book < 0:
                if rule >= 0 and (rules[rule, 3] & np.uint64(3)) == 3:
                    break
                continue
            book_rank = 0
            book_statement = -1
            if rule >= 0:
                word = rules[rule, 3]
                book_rank = signed(word & np.uint64(3))
                book_statement = signed(np.int32(word >> np.uint64(32)))
            if book == 0 or (book_rank < found if every else book_rank > found):
                found = book_rank
                said = book_statement
            if found == (0 if every else 3):
                break
        at = following
        # Within one protocol a statement is named before a rule that nobody states, as `precedence.resolve` does.
        named = found > 0 and found == rank and statement < 0 and said >= 0 and (code & 0xFF) == protocol
        if found > rank or named:
            rank = found
            protocol = code & 0xFF
            statement = said
            if rank == 3 and said >= 0:
                break
    return rank, protocol, statement


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
    origin: Octets,
    path: Octets,
    folded: Octets,
    border: Integers,
    outcome: Bytes,
    protocol: Bytes,
    statement: Integers,
) -> int:
    """Fills outcome, protocol (-1: none) and statement (-1: none) for each row; gives the number of rows set aside.

    `valid` is an Arrow bitmap, or empty where no row is null; `times` are µs since 1970 UTC, or empty. From `origin_words`
    to `border` is scratch for the longest row, each array of words with the same memory as octets.
    """
    count = offsets.size - 1
    folds = header[2] != 0
    seed = np.uint64(header[1])
    aside = 0
    for row in range(count):
        outcome[row] = UNUSABLE
        protocol[row] = -1
        statement[row] = -1
        if valid.size > 0:
            bit = valid_from + row
            if (valid[bit >> 3] >> (bit & 7)) & 1 == 0:
                continue
        status, size, length, classes, unsure = read_url(
            octets, offsets[row], offsets[row + 1], canonical, origin, path
        )
        if status != READ:
            outcome[row] = status
            if status == ASIDE:
                aside += 1
            continue
        origin_words[size >> 3] &= (np.uint64(1) << np.uint64(8 * (size & 7))) - np.uint64(1)
        for at in range(length, length + 8):
            path[at] = 0
        state = hash_words(origin_words, size, seed)
        key = find_key(slots, keys, key_text, state, origin, size, path, 0)
        if key < 0:
            outcome[row] = SET_ASIDE if unsure else UNCHECKED
            if unsure:
                aside += 1
            continue
        time = times[row] if times.size > 0 else LATEST
        segment = -1
        if keys[key, 5] != 0:
            page = find_key(slots, keys, key_text, hash_words(path_words, length, state), origin, size, path, length)
            if page >= 0:
                segment = segment_at(keys, segment_from, page, time)
        if segment < 0:
            segment = segment_at(keys, segment_from, key, time)
        if segment < 0:
            outcome[row] = UNCHECKED
            continue
        head = path_words[0]
        folded_head = head
        if folds:
            for at in range(length):
                octet = path[at]
                folded[at] = octet + 32 if octet >= 0x41 and octet <= 0x5A else octet
            for at in range(length, length + 8):
                folded[at] = 0
            folded_head = folded_words[0]
        rank, who, said = _answer(
            programs, segment_program[segment], rules, rule_text, longs, indexes, lengths, prefix_slots, chains, path,
            folded, length, classes, head, folded_head, border,
        )  # fmt: skip
        outcome[row] = rank
        if rank > 0:
            protocol[row] = who
            statement[row] = said
    return aside
