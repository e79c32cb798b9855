"""A program of panels against one path, in machine code: equal to `agister.protocols.precedence.answer` over the panels.

The first panel with the highest rank names protocol and statement. What the programs hold is told in `rulebook_programs`.
"""

from __future__ import annotations

import numpy as np

from agister.screening.compiled import Integers, Numbers, Octets, Words, called, signed
from agister.screening.kernel_match import first_of_few, first_of_many
from agister.screening.kernel_sieve import SOME_LONG, books_of


@called
def answer(
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
    pairs: Octets,
    sifted: Words,
    base: int,
) -> tuple[int, int, int]:
    """Rank, protocol and statement of the program that starts here; from `base` on lies what the sieves of its books let
    through."""
    rank = 0
    protocol = -1
    statement = -1
    panels = signed(programs[at + 2]) & (SOME_LONG - 1)
    book_at = books_of(programs, at)
    at = book_at - 2 * panels
    for _ in range(panels):
        code = programs[at]
        books = programs[at + 1]
        at += 2
        guarded = (code >> 9) & 1
        every = ((code >> 8) & 1) != 0
        found = -1
        said = -1
        for which in range(books):
            book = which - guarded
            first = signed(programs[book_at + 2 * which])
            if programs[book_at + 2 * which + 1] >= 0:
                rule = first_of_few(
                    rules,
                    rule_text,
                    first,
                    sifted[base + which],
                    path,
                    folded,
                    length,
                    classes,
                    head,
                    folded_head,
                    border,
                )
            else:
                rule = first_of_many(
                    rules, rule_text, indexes, longs[first, 0], longs[first, 1], lengths, prefix_slots, chains, path,
                    folded, length, classes, border, pairs,
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
        book_at += 2 * books
        base += books
        # Within one protocol a statement is named before a rule that nobody states, as `precedence.resolve` does.
        named = found > 0 and found == rank and statement < 0 and said >= 0 and (code & 0xFF) == protocol
        if found > rank or named:
            rank = found
            protocol = code & 0xFF
            statement = said
            if rank == 3 and said >= 0:
                break
    return rank, protocol, statement
