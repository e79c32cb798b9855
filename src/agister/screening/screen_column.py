"""A column of URLs under compiled rulebooks: what every engine calls. Safe from several threads at once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from agister.formats.url import parse
from agister.screening.compiled import Bytes, Integers, Numbers, Octets
from agister.screening.kernel import BLOCK, LATEST, ROOM, SET_ASIDE, UNUSABLE, screen_rows
from agister.screening.rulebooks import CompiledRulebooks, frozen

_NO_OCTETS: Octets = frozen(np.empty(0, np.uint8))
_NO_TIMES: Numbers = frozen(np.empty(0, np.int64))
_NAMES = tuple(field.name for field in fields(CompiledRulebooks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """One answer for each row."""

    outcome: Bytes
    """0 unknown, 1 permitted, 2 unreadable, 3 reserved (`agister.rights.RANK`), 4 unchecked, 5 no usable URL."""
    protocol: Bytes
    """Number of the protocol that decided, or -1."""
    statement: Integers
    """Number of the statement that decided, or -1."""


def screen_column(rulebooks: CompiledRulebooks, column: pa.Array | pa.ChunkedArray, times: Any = None) -> Screened:
    """Answers for a column of URLs. `times` (µs since 1970 UTC, or an Arrow timestamp column) ask for what held then,
    null and None for what holds last. Other types than strings are cast; what cannot be is no usable URL."""
    count = len(column)
    screened = Screened(
        outcome=np.empty(count, np.int8), protocol=np.empty(count, np.int8), statement=np.empty(count, np.int32)
    )
    moments = _moments(times)
    at = 0
    for chunk in column.chunks if isinstance(column, pa.ChunkedArray) else (column,):
        rows = slice(at, at + len(chunk))
        _screen_chunk(rulebooks, chunk, moments[rows] if moments.size else moments, screened, rows)
        at += len(chunk)
    return screened


def _screen_chunk(
    rulebooks: CompiledRulebooks, chunk: pa.Array, times: Numbers, screened: Screened, rows: slice
) -> None:
    outcome, protocol, statement = screened.outcome[rows], screened.protocol[rows], screened.statement[rows]
    text = _as_text(chunk)
    if text is None:
        outcome[:], protocol[:], statement[:] = UNUSABLE, -1, -1
        return
    offsets, octets, valid, valid_from = _buffers(text)
    aside = _run(rulebooks, offsets, octets, valid, valid_from, times, (outcome, protocol, statement))
    if not aside:
        return
    # The few that need the standard's parser: their canonical spelling goes through the same kernel.
    where = np.flatnonzero(outcome == SET_ASIDE)
    raw = octets.tobytes() if len(where) > 1000 else octets
    assets = [parse(bytes(raw[offsets[row] : offsets[row + 1]])) for row in where]
    again = [index for index, asset in enumerate(assets) if asset is not None]
    outcome[where] = UNUSABLE
    if not again:
        return
    spelled = pa.array([asset.url for asset in assets if asset is not None], pa.large_string())
    where = where[again]
    part: Any = (np.empty(len(where), np.int8), np.empty(len(where), np.int8), np.empty(len(where), np.int32))
    offsets, octets, valid, valid_from = _buffers(spelled)
    moments = frozen(times[where]) if times.size else times
    _run(rulebooks, offsets, octets, valid, valid_from, moments, part, canonical=True)
    outcome[where], protocol[where], statement[where] = part


def _run(
    rulebooks: CompiledRulebooks,
    offsets: Numbers,
    octets: Octets,
    valid: Octets,
    valid_from: int,
    times: Numbers,
    answers: tuple[Bytes, Bytes, Integers],
    *,
    canonical: bool = False,
) -> int:
    arguments: list[Any] = [getattr(rulebooks, name) for name in _NAMES]
    arguments += (offsets, octets, valid, valid_from, times, canonical, *_scratch(offsets, rulebooks.header))
    arguments += answers
    return screen_rows(*arguments)


def _scratch(offsets: Numbers, header: Numbers) -> list[Any]:
    """Room for one block of rows: origins, paths and a path in lower case, borders, pairs, what sieves let through, places,
    states."""
    ends = np.append(offsets[:-1:BLOCK], offsets[-1])
    block = int(np.diff(ends).max(initial=0))
    longest = int(np.diff(offsets).max(initial=0))
    # An octet of a path takes up to three; each text is followed by a zeroed word.
    sizes = (block + 16 * BLOCK + ROOM, 3 * block + 16 * BLOCK + ROOM, 3 * longest * int(header[2]) + ROOM)
    texts = [np.zeros(size, np.uint8) for size in sizes]
    border = np.empty(3 * longest + 8, np.int32)
    pairs, sifted = np.empty(257, np.uint8), np.empty(BLOCK * int(header[3]), np.uint64)
    places, states = np.empty((BLOCK, 8), np.int64), np.empty(BLOCK, np.uint64)
    return [*texts, border, pairs, sifted, places, states]


def _as_text(chunk: pa.Array) -> pa.Array | None:
    kind = chunk.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind):
        return chunk
    if pa.types.is_large_binary(kind):
        return chunk
    try:
        return pc.cast(chunk, pa.large_string())
    except pa.ArrowException:
        return None


def _buffers(text: pa.Array) -> tuple[Numbers, Octets, Octets, int]:
    """Offsets (64 bits), octets, validity bitmap (or nothing) and where it starts."""
    bitmap, positions, octets = text.buffers()
    wide = pa.types.is_large_string(text.type) or pa.types.is_large_binary(text.type)
    kind = np.int64 if wide else np.int32
    if positions is None or len(text) == 0:
        offsets: npt.NDArray[Any] = np.zeros(len(text) + 1, np.int64)
    else:
        offsets = np.frombuffer(positions, kind)[text.offset : text.offset + len(text) + 1]
    return (
        frozen(offsets.astype(np.int64, copy=False)),
        _NO_OCTETS if octets is None else frozen(np.frombuffer(octets, np.uint8)),
        _NO_OCTETS if bitmap is None or text.null_count == 0 else frozen(np.frombuffer(bitmap, np.uint8)),
        text.offset,
    )


def _moments(times: Any) -> Numbers:
    if times is None:
        return _NO_TIMES
    if isinstance(times, pa.ChunkedArray):
        times = times.combine_chunks()
    if isinstance(times, pa.Array):
        if pa.types.is_timestamp(times.type) or pa.types.is_date(times.type):
            times = pc.cast(times, pa.timestamp("us"), safe=False).cast(pa.int64())
        times = pc.fill_null(pc.cast(times, pa.int64()), LATEST).to_numpy(zero_copy_only=False)
    return np.asarray(frozen(np.asarray(times, np.int64)))
