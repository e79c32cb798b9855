"""One pass over the screened rows: everything that the report needs of them, in memory that does not grow with the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from agister.formats.url import parse
from agister.publishing.origin_counts import OriginCounts
from agister.publishing.screened_rows import ScreenedRows
from agister.screening.plan import OUTCOME_WORDS

_EXAMPLES_OF_A_KIND = 2
_EXAMPLES_WITHOUT_A_STATEMENT = 4
#: So many rows of a batch are looked at for them.
_NEAR = 1000
_BROKEN_URLS = 5
_SEED = 20_260_301


class Row(NamedTuple):
    """One screened row."""

    url: str | None
    outcome: str
    protocol: str | None
    statement: int | None
    time: int | None
    """Its own time (µs since 1970 UTC), where the run asked for it."""


@dataclass(slots=True)
class OutputPass:
    """What one pass found."""

    origins: OriginCounts
    statements: npt.NDArray[np.int64]
    """Rows by the number of the statement that decided them."""
    rows: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    sample: list[Row] = field(default_factory=list)
    """Rows drawn by `sample_positions`, in the order of the file."""
    examples: list[Row] = field(default_factory=list)
    """The first rows of each kind (outcome and protocol) that different statements decided; where none decided, of different
    origins."""
    broken: list[str] = field(default_factory=list)
    """Some of the texts that are no usable URL."""


def sample_positions(rows: int, size: int) -> npt.NDArray[np.int64]:
    """Positions of at most `size` rows, ascending: all of them, or drawn with a fixed seed, so always the same ones."""
    if rows <= size:
        return np.arange(rows)
    drawn: npt.NDArray[np.int64] = np.random.default_rng(_SEED).choice(rows, size, replace=False)
    return np.sort(drawn)


def read_output(
    batches: Iterable[ScreenedRows],
    *,
    protocols: tuple[str, ...],
    statements: int,
    positions: npt.NDArray[np.int64],
    origins: OriginCounts,
    progress: Callable[[int], None] = lambda _rows: None,
) -> OutputPass:
    """Read all rows once. `statements`: how many the index has."""
    found = OutputPass(origins=origins, statements=np.zeros(statements, np.int64))
    taken: dict[int, set[int | str]] = {}
    for batch in batches:
        found.origins.add(batch.urls, batch.outcome)
        codes = np.bincount(batch.outcome[batch.outcome >= 0], minlength=len(OUTCOME_WORDS))
        found.outcomes.update({word: int(n) for word, n in zip(OUTCOME_WORDS, codes, strict=True) if n})
        held = batch.statement[(batch.statement >= 0) & (batch.statement < statements)]
        found.statements += np.bincount(held, minlength=statements) if len(held) else 0
        count = len(batch.outcome)
        low, high = np.searchsorted(positions, [found.rows, found.rows + count])
        found.sample += _take(batch, positions[low:high] - found.rows, protocols)
        found.examples += _take(batch, _new_kinds(batch, taken), protocols)
        if len(found.broken) < _BROKEN_URLS:
            _broken(batch, found.broken)
        found.rows += count
        progress(found.rows)
    return found


def _take(batch: ScreenedRows, at: Iterable[int], protocols: tuple[str, ...]) -> list[Row]:
    return [
        Row(
            url=batch.urls[int(i)].as_py(),
            outcome=OUTCOME_WORDS[batch.outcome[i]],
            protocol=protocols[batch.protocol[i]] if batch.protocol[i] >= 0 else None,
            statement=int(batch.statement[i]) if batch.statement[i] >= 0 else None,
            time=None if batch.times is None else batch.times[int(i)].as_py(),
        )
        for i in at
    ]


def _new_kinds(batch: ScreenedRows, taken: dict[int, set[int | str]]) -> list[int]:
    """Rows of kinds of which there are too few examples yet."""
    kinds = batch.outcome.astype(np.int64) * 256 + batch.protocol.astype(np.int64) + 1
    found: list[int] = []
    for kind in np.unique(kinds).tolist():
        known = taken.setdefault(kind, set())
        rows = np.flatnonzero(kinds == kind)
        marks: list[tuple[int, int | str]]
        if kind % 256:
            wanted = _EXAMPLES_OF_A_KIND
            deciding, first = np.unique(batch.statement[rows], return_index=True) if len(known) < wanted else ((), ())
            marks = sorted((int(rows[at]), int(statement)) for statement, at in zip(deciding, first, strict=True))
        else:
            wanted = _EXAMPLES_WITHOUT_A_STATEMENT
            near = rows[:_NEAR].tolist() if len(known) < wanted else []
            marks = [(row, _origin(batch.urls[row].as_py())) for row in near]
        for row, mark in marks:
            if len(known) < wanted and mark not in known:
                known.add(mark)
                found.append(row)
    return sorted(found)


def _origin(url: str | None) -> str:
    asset = parse(url) if url else None
    return asset.origin if asset is not None else ""


def _broken(batch: ScreenedRows, broken: list[str]) -> None:
    unreadable = OUTCOME_WORDS.index("unreadable")
    for row in np.flatnonzero((batch.outcome == unreadable) & (batch.protocol < 0))[:1000].tolist():
        url = batch.urls[row].as_py()
        if url and url.strip() and url not in broken and parse(url) is None:
            broken.append(url)
        if len(broken) >= _BROKEN_URLS:
            return
