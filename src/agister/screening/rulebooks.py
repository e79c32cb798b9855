"""Compiled rulebooks: everything that counts under one policy, as arrays that a kernel reads straight from disk.

Keys (origins, or single URLs) lead to segments of time, a segment to a program, a program to panels of rulebooks, a
rulebook to rules. Equal rulebooks, panels and programs are stored once. No protocol is known by name: panels carry a
number.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from agister.errors import BrokenInvariant, StatementIndexError
from agister.rights import RANK, Panel, Rulebook, Statement
from agister.screening.compiled import Integers, Numbers, Octets, Words
from agister.screening.kernel_match import FOLDED
from agister.screening.rulebook_packing import key_table, pack_rules, prefix_table
from agister.screening.rulebook_programs import link_programs, pack_sieves

#: Valid from always.
ALWAYS = -(2**63)
#: Books of more rules than this (a sieve tells of 64) are searched by the hashes of literal prefixes.
FEW = 64
_FORMAT = 5
#: Words of a program that a key asks memory for, at most.
_MOST_WORDS = 1024
# The kernel compares eight octets at a time.
_SLACK = bytes(8)
_MARK = {id(outcome): rank for outcome, rank in RANK.items()}
_DIFFERENT: Any = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRulebooks:
    """Read-only arrays. `header`: format, seed of the key hash, whether any rule folds case, most books of a
    program."""

    header: Numbers
    slots: Words
    """Open addressing over keys: hash, place of the record in words + 1."""
    keys: Octets
    """Records of keys, in words of 64 bits: length of origin | length of path (0: the whole origin) << 32; first segment |
    segments << 32 | whether single URLs of this origin are keys << 63; the program + 1 if one holds always or 0 | words of its
    sieves << 40; then the text."""
    segment_from: Numbers
    """µs since 1970 UTC, ascending for a key."""
    segment_program: Numbers
    programs: Integers
    """Panels, their books and the sieves of these, as `rulebook_programs` tells."""
    rules: Words
    rule_text: Octets
    longs: Numbers
    """For each long book: first index, end of its indexes."""
    indexes: Words
    """Seed, folds case, first length, end of lengths, first slot, slots - 1."""
    lengths: Integers
    prefix_slots: Words
    chains: Integers

    def save(self, folder: Path) -> None:
        """One .npy file for each array."""
        folder.mkdir(parents=True, exist_ok=True)
        for field in fields(self):
            np.save(folder / f"{field.name}.npy", getattr(self, field.name), allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> CompiledRulebooks:
        """The arrays of a folder, mapped into memory. Raises StatementIndexError where they are no such arrays."""
        arrays: dict[str, Any] = {}
        for field in fields(cls):
            path = folder / f"{field.name}.npy"
            try:
                loaded = np.load(path, mmap_mode="r", allow_pickle=False)
            except (OSError, ValueError) as error:
                # An empty array cannot be mapped.
                try:
                    loaded = np.load(path, allow_pickle=False)
                except (OSError, ValueError, EOFError):
                    raise StatementIndexError(
                        f"{path} is not a compiled rulebook ({error}); compile the index again"
                    ) from error
            arrays[field.name] = frozen(loaded)
        header = arrays["header"]
        if header.size < 1 or header[0] != _FORMAT:
            raise StatementIndexError(f"{folder} holds rulebooks of another version; compile the index again")
        return cls(**arrays)


def frozen(array: npt.NDArray[Any]) -> Any:
    """A plain read-only array, so that the kernel is compiled for one kind of argument."""
    plain = np.ascontiguousarray(np.asarray(array)).view()
    plain.flags.writeable = False
    return plain


class RulebookBuilder:
    """Collects panels, profiles and keys; `finish` gives the arrays."""

    def __init__(self) -> None:
        self._books: dict[tuple[bytes, bytes, bytes], int] = {}
        self._first_rules: list[int] = [0]
        self._panels: dict[tuple[int, bool, tuple[int, ...], int], int] = {}
        self._profiles: dict[tuple[int, ...], int] = {}
        self._keys: dict[str, tuple[tuple[int, int], ...]] = {}

    def panel(self, protocol: int, panel: Panel, number: Callable[[Statement], int]) -> int:
        """Number of a panel of the protocol with this number (0–127). `number` numbers statements within the index."""
        if not 0 <= protocol <= 127:
            raise BrokenInvariant(f"protocol number {protocol} does not fit in eight bits")
        books = tuple([self._book(book, number) for book in panel.rulebooks])
        guard = -1 if panel.guard is None else self._book(panel.guard, number)
        return self._panels.setdefault((protocol, panel.combine == "all", books, guard), len(self._panels))

    def profile(self, panels: Sequence[int]) -> int:
        """Number of a list of panels, in the order of protocols."""
        return self._profiles.setdefault(tuple(panels), len(self._profiles))

    def key(self, text: str, segments: Sequence[tuple[int, int]]) -> None:
        """What holds from when: (µs since 1970 UTC, profile), ascending, for a canonical origin or one canonical URL.

        The profile of a URL holds everything that counts for it, what its origin says too. Where a URL's first segment
        is later than the time asked for, its origin's answer counts.
        """
        times = [start for start, _ in segments]
        if text in self._keys or times != sorted(times) or not text.isascii():
            raise BrokenInvariant(f"key {text!r} is given twice, is not canonical, or its segments do not ascend")
        self._keys[text] = tuple(segments)

    def finish(self) -> CompiledRulebooks:
        """All arrays, read-only."""
        text = b"".join([key[0] for key in self._books])
        marks = b"".join([key[1] for key in self._books])
        statements = b"".join([key[2] for key in self._books])
        rule_text = np.frombuffer(text + _SLACK, np.uint8)
        rules = pack_rules(rule_text, np.frombuffer(marks, np.uint8), np.frombuffer(statements, np.int32))
        refs, longs, indexes, lengths, slots, chains = self._long_books(rules, rule_text)
        programs, starts, sieved = self._programs(refs, rules, rule_text)
        arrays = self._key_arrays(starts, sieved)
        folds = int(any(FOLDED & mark for mark in set(marks)))
        header = np.array([_FORMAT, arrays.pop("seed"), folds, self._most_books()], np.int64)
        built = dict(
            header=header, programs=programs, rules=rules, rule_text=rule_text, longs=longs, indexes=indexes,
            lengths=lengths, prefix_slots=slots, chains=chains, **arrays,
        )  # fmt: skip
        return CompiledRulebooks(**{name: frozen(array) for name, array in built.items()})

    def _book(self, book: Rulebook, number: Callable[[Statement], int]) -> int:
        rules = book.rules
        # A newline ends a pattern here; no path holds one, and none holds a NUL either.
        patterns = [rule.pattern.lower() if rule.fold_case else rule.pattern for rule in rules]
        text = "\n".join(patterns)
        if text.count("\n") >= max(len(rules), 1):
            text = "\n".join([pattern.replace("\n", "\0") for pattern in patterns])
        marks = bytes([_MARK[id(rule.outcome)] | (FOLDED if rule.fold_case else 0) for rule in rules])
        said = [-1 if rule.statement is None else number(rule.statement) for rule in rules]
        key = (
            text.encode("utf-8", "surrogatepass") + b"\n" if rules else b"",
            marks,
            np.array(said, np.int32).tobytes(),
        )
        known = self._books.get(key)
        if known is None:
            known = self._books[key] = len(self._books)
            self._first_rules.append(self._first_rules[-1] + len(rules))
        return known

    def _long_books(self, rules: Words, rule_text: Octets) -> tuple[Any, ...]:
        refs: list[tuple[int, int]] = []
        longs: list[tuple[int, int]] = []
        indexes: list[tuple[int, ...]] = []
        lengths: list[Integers] = [np.empty(0, np.int32)]
        slots: list[Words] = [np.empty((0, 4), np.uint64)]
        chains: list[Integers] = [np.empty(0, np.int32)]
        n_lengths = n_slots = n_chains = 0
        for book, (text, marks, _) in enumerate(self._books):
            first, last = self._first_rules[book], self._first_rules[book + 1]
            if last - first <= FEW:
                refs.append((first, last - first))
                continue
            # Seeded by its own content, so that nobody can prepare a file whose prefixes collide.
            seed = int.from_bytes(blake2b(text, digest_size=7).digest(), "little")
            begin = len(indexes)
            for folds in sorted({mark & FOLDED for mark in set(marks)}):
                found = prefix_table(rules, rule_text, first, last, folds != 0, seed)
                sizes = np.unique(found[0])
                found[1][:, 2] += np.uint64(n_chains)
                indexes.append((seed, folds, n_lengths, n_lengths + len(sizes), n_slots, len(found[1]) - 1))
                lengths.append(sizes)
                slots.append(found[1])
                chains.append(found[2])
                n_lengths, n_slots, n_chains = (
                    n_lengths + len(sizes),
                    n_slots + len(found[1]),
                    n_chains + len(found[2]),
                )
            refs.append((len(longs), -1))
            longs.append((begin, len(indexes)))
        return (
            refs,
            np.array(longs, np.int64).reshape(-1, 2),
            np.array(indexes, np.uint64).reshape(-1, 6),
            np.concatenate(lengths),
            np.concatenate(slots),
            np.concatenate(chains),
        )

    def _programs(
        self, refs: Sequence[tuple[int, int]], rules: Words, rule_text: Octets
    ) -> tuple[Integers, list[int], list[int]]:
        """Programs, where each starts (and where the last ends), and where its sieves end."""
        sieves = pack_sieves(rules, rule_text, np.array(self._first_rules, np.int64), FEW)
        entries = np.array(refs, np.int32).reshape(-1, 2)
        entries[:, 1] |= sieves[4] << 8
        panels = [
            (protocol | every << 8 | (guard >= 0) << 9, (guard, *books) if guard >= 0 else books)
            for protocol, every, books, guard in self._panels
        ]
        words = array("i")
        starts = [0]
        for profile in self._profiles:
            words.extend((len(profile), sum(len(panels[panel][1]) for panel in profile)))
            for panel in profile:
                words.extend((panels[panel][0], len(panels[panel][1])))
            for panel in profile:
                words.extend(panels[panel][1])
            starts.append(len(words))
        plans = np.array(words, np.int32)
        programs, places, sieved = link_programs(plans, np.array(starts, np.int64), entries, *sieves[:4])
        return programs, places.tolist(), sieved.tolist()

    def _most_books(self) -> int:
        sizes = [len(books) + (guard >= 0) for _, _, books, guard in self._panels]
        return max((sum(sizes[panel] for panel in profile) for profile in self._profiles), default=0)

    def _key_arrays(self, starts: Sequence[int], sieved: Sequence[int]) -> dict[str, Any]:
        urls = {origin for text in self._keys if (origin := _origin(text)) != text}
        everything = self._keys | {origin: () for origin in urls if origin not in self._keys}
        sizes: list[tuple[int, int]] = []
        said: list[tuple[int, int]] = []
        times: list[int] = []
        programs: list[int] = []
        for text, segments in everything.items():
            size = len(_origin(text))
            simple = 0
            if len(segments) == 1 and segments[0][0] == ALWAYS:
                begin, end = starts[segments[0][1]], sieved[segments[0][1]]
                simple = begin + 1 | min(end - begin, _MOST_WORDS) << 40
            sizes.append((size, len(text) - size))
            said.append((len(times) | len(segments) << 32 | int(text in urls) << 63, simple))
            for start, profile in segments:
                times.append(start)
                programs.append(starts[profile])
        key_text = "".join(everything).encode()
        seed = int.from_bytes(blake2b(key_text, digest_size=7).digest(), "little")
        slots, keys = key_table(
            np.frombuffer(key_text + _SLACK, np.uint8),
            np.array(sizes, np.int64).reshape(-1, 2),
            np.array(said, np.uint64).reshape(-1, 2),
            seed,
        )
        return {
            "seed": seed,
            "slots": slots,
            "keys": keys,
            "segment_from": np.array(times, np.int64),
            "segment_program": np.array(programs, np.int64),
        }


def _origin(text: str) -> str:
    slash = text.find("/", text.find("://") + 3)
    return text if slash < 0 else text[:slash]
