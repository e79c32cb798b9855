"""Rows by origin and outcome, in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from agister.formats.url import parse, repair
from agister.screening.plan import OUTCOME_WORDS

# Scheme and authority of a plainly written URL: rows that share it share their origin, so each is parsed once.
_PLAIN = r"^(?P<head>[A-Za-z]+://[A-Za-z0-9.:\-]+)(?:[/?#]|$)"


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginRow:
    """One origin of the dataset."""

    origin: str
    rows: int
    excluded: int
    outcomes: dict[str, int]


class OriginCounts:
    """Rows by origin and outcome. Beyond `limit` origins the smaller half is forgotten, and `floor` grows accordingly."""

    def __init__(self, kept: frozenset[str], repairs: tuple[str, ...] = (), limit: int = 1_000_000) -> None:
        self._excluded = np.array([word not in kept for word in OUTCOME_WORDS])
        self._repairs = repairs
        self._limit = limit
        self._places: dict[str, int] = {}
        self._counts = np.zeros((1024, len(OUTCOME_WORDS)), np.int64)
        self._heads: dict[str, str | None] = {}
        self.floor = 0
        """Each count may be too small by at most this many rows; 0: all counts are exact."""

    def __len__(self) -> int:
        return len(self._places)

    def add(self, urls: pa.Array, outcome: npt.NDArray[np.int8]) -> None:
        """Count a batch. Rows without a usable URL are nobody's."""
        heads = pc.struct_field(pc.extract_regex(urls, _PLAIN), "head")
        counted = pa.table({"head": heads, "outcome": pa.array(outcome)}).group_by(["head", "outcome"])
        groups = counted.aggregate([([], "count_all")])
        places = np.array([self._place(self._origin(head)) for head in groups["head"].to_pylist()], np.int64)
        codes, rows = groups["outcome"].to_numpy(), groups["count_all"].to_numpy()
        known = places >= 0
        np.add.at(self._counts, (places[known], codes[known]), rows[known])
        odd = np.flatnonzero(pc.and_(pc.is_null(heads), pc.is_valid(urls)).to_numpy(zero_copy_only=False))
        for url, code in zip(urls.take(pa.array(odd)).to_pylist(), outcome[odd].tolist(), strict=True):
            place = self._place(origin_of(url, self._repairs))
            if place >= 0:
                self._counts[place, code] += 1
        if len(self._places) > self._limit:
            self._forget()

    def _origin(self, head: str | None) -> str | None:
        if head is None:
            return None
        if head not in self._heads:
            if len(self._heads) >= self._limit:
                self._heads.clear()
            self._heads[head] = origin_of(head, self._repairs)
        return self._heads[head]

    def _place(self, origin: str | None) -> int:
        """The line of an origin in the table of counts, -1 where there is none."""
        if origin is None:
            return -1
        place = self._places.setdefault(origin, len(self._places))
        if place >= len(self._counts):
            self._counts = np.concatenate([self._counts, np.zeros_like(self._counts)])
        return place

    def _forget(self) -> None:
        totals = self._counts[: len(self._places)].sum(axis=1)
        border = int(np.partition(totals, len(totals) // 2)[len(totals) // 2])
        self.floor += border
        kept = {origin: place for origin, place in self._places.items() if totals[place] > border}
        counts = np.zeros((max(1024, 2 * len(kept)), len(OUTCOME_WORDS)), np.int64)
        counts[: len(kept)] = self._counts[list(kept.values())]
        self._places = {origin: place for place, origin in enumerate(kept)}
        self._counts = counts

    def origins(self) -> list[str]:
        """All origins counted, in the order in which they were first seen."""
        return list(self._places)

    def rows(self) -> npt.NDArray[np.int64]:
        """Rows of each of `origins()`."""
        found: npt.NDArray[np.int64] = self._counts[: len(self._places)].sum(axis=1)
        return found

    def top(self, limit: int, outcome: str | None = None) -> list[OriginRow]:
        """Origins with the most rows, most first, equal ones by name; or with the most rows of one outcome."""
        counts = self._counts[: len(self._places)]
        return self._most(counts.sum(axis=1) if outcome is None else counts[:, OUTCOME_WORDS.index(outcome)], limit)

    def top_excluded(self, limit: int) -> list[OriginRow]:
        """Origins with the most excluded rows."""
        return self._most(self._counts[: len(self._places)][:, self._excluded].sum(axis=1), limit)

    def _most(self, weight: npt.NDArray[np.int64], limit: int) -> list[OriginRow]:
        if not len(weight):
            return []
        least = int(np.partition(weight, -min(limit, len(weight)))[-min(limit, len(weight))])
        names = self.origins()
        places = [int(p) for p in np.flatnonzero(weight >= max(least, 1))]
        places.sort(key=lambda place: (-int(weight[place]), names[place]))
        return [self._row(names[place], place) for place in places[:limit]]

    def _row(self, origin: str, place: int) -> OriginRow:
        counts = self._counts[place]
        return OriginRow(
            origin=origin,
            rows=int(counts.sum()),
            excluded=int(counts[self._excluded].sum()),
            outcomes={word: int(n) for word, n in zip(OUTCOME_WORDS, counts, strict=True) if n},
        )


def origin_of(url: str, repairs: tuple[str, ...] = ()) -> str | None:
    """The canonical origin of a URL as screening reads it, or None."""
    asset = parse(url) or (parse(repair(url, repairs)) if repairs else None)
    return None if asset is None else asset.origin
