"""The origins of a dataset and how many rows each has: what to collect, and what an index covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from agister.errors import UsageError
from agister.formats.url import parse
from agister.screening.columns import column_of, readable, type_of
from agister.screening.json_lines import LineReader
from agister.screening.readers import ParquetReader, open_reader
from agister.screening.screen import url_column_of
from agister.screening.shards import Shard, check_formats, shards_of
from agister.screening.url_column import listed, refuse_no_text
from agister.stores.statement_index import StatementIndex

# Scheme and authority of a plainly written URL: rows that share it share their origin, so each is parsed once.
_PLAIN = r"^(?P<head>[A-Za-z]+://[A-Za-z0-9.:\-]+)(?:[/?#][!-~]*)?$"


def count_origins(
    dataset: str,
    *,
    url_column: str | None = None,
    progress: Callable[[str, int], None] = lambda _stage, _amount: None,
) -> tuple[Counter[str], int]:
    """Rows by canonical origin, and the rows without a usable URL. Raises as `agister.screen` does for unusable input."""
    shards, _ = shards_of(dataset)
    check_formats(shards)
    column = url_column_of(shards[0], url_column, by_line=shards[0].format == "jsonl")
    origins: Counter[str] = Counter()
    unusable = 0
    for shard in shards:
        for batch in _batches(shard, column):
            urls = column_of(batch, column)
            unusable += _count(urls, origins)
            progress("screening", batch.num_rows)
    return origins, unusable


def _batches(shard: Shard, column: str) -> Iterator[pa.RecordBatch]:
    if shard.format == "jsonl":
        yield from LineReader(shard, column, None).batches()
        return
    reader = open_reader(shard, any_bytes=True)
    kind = type_of(reader.schema, column)
    if kind is None:
        raise UsageError(f"{shard.name} has no column {column!r}; it has: {listed(reader.schema.names)}")
    refuse_no_text(kind, column, shard.name)
    # Only that column: a dataset may carry its images.
    yield from reader.batches([column]) if isinstance(reader, ParquetReader) else reader.batches()


def _count(urls: pa.Array, origins: Counter[str]) -> int:
    text = readable(urls)
    heads = pc.struct_field(pc.extract_regex(text, _PLAIN), "head")
    unusable = 0
    for entry in pc.value_counts(heads.filter(pc.is_valid(heads))).to_pylist():
        unusable += _add(origins, entry["values"], entry["counts"])
    for url in text.filter(pc.is_null(heads)).to_pylist():
        unusable += _add(origins, url, 1)
    return unusable


def _add(origins: Counter[str], url: str | None, rows: int) -> int:
    asset = parse(url) if url else None
    if asset is None:
        return rows
    origins[asset.origin] += rows
    return 0


def without_observed(origins: Counter[str], index: StatementIndex) -> Counter[str]:
    """The origins of which an index has no site-wide observation."""
    seen = index.table("observations", ["origin", "read_as"])
    observed = set(pc.unique(seen.filter(pc.not_equal(seen["read_as"], ""))["origin"]).to_pylist())
    return Counter({origin: rows for origin, rows in origins.items() if origin not in observed})


def most_first(origins: Counter[str]) -> Iterable[tuple[str, int]]:
    """Origins with the most rows first; equal ones by name."""
    return sorted(origins.items(), key=lambda item: (-item[1], item[0]))
