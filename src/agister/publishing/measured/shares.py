"""Counts what a corpus holds of each collection, in one streaming pass over screened Parquet files.

A URL counts once, however often it stands in the corpus, with the largest number that stands beside it; what is in no collection
is counted and reported, and gets nothing.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from agister.errors import AgisterError, InputError, UsageError
from agister.formats.url import parse, repair
from agister.levy.allocations.measured_sources import UNITS
from agister.publishing.measured.collections_file import CommonsCollections
from agister.rights import Outcome
from agister.screening.columns import column_of, is_text, readable
from agister.screening.readers import ParquetReader
from agister.screening.shards import Shard, shards_of
from agister.screening.url_column import find_url_column

#: Outcomes under which a row may be used, and counts: nothing else was used, or should have been.
COUNTED = (Outcome.PERMITTED, Outcome.LICENSED, Outcome.EXCEPTED, Outcome.UNKNOWN)
OUTCOME_COLUMN = "agister_outcome"
#: Most origins outside all collections that are remembered; beyond it the rarest are forgotten.
OUTSIDE = 200_000

# Scheme and authority of a plainly written URL: rows that share it share their origin, so each is parsed once.
_PLAIN = r"^(?P<head>[A-Za-z]+://[A-Za-z0-9.:\-]+)(?:[/?#][!-~]*)?$"
_MAPPED = pa.schema([("collection", pa.string()), ("language", pa.string()), ("url", pa.string()), ("n", pa.int64())])


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be counted."""

    unit: str
    """`items`, `tokens` or `bytes`."""
    count_column: str = ""
    """Column of whole numbers to add up; not needed for items."""
    url_column: str | None = None
    language_column: str = ""
    """Column of each row's language; otherwise the collection's."""
    outcomes: tuple[str, ...] = COUNTED
    unscreened: bool = False
    """The table was never screened: every row counts."""


@dataclass(slots=True, kw_only=True)
class Measured:
    """What was counted, and what was not."""

    question: Question
    strands: dict[str, dict[str, int]] = field(default_factory=dict)
    """Strand → collection → units, collections of the strand that have none included."""
    items: dict[str, int] = field(default_factory=dict)
    """Collection → distinct URLs."""
    inputs: dict[str, str] = field(default_factory=dict)
    """File → `sha256:` digest."""
    rows: int = 0
    not_counted: Counter[str] = field(default_factory=Counter)
    """Outcome → rows that do not count because of it."""
    repeated: int = 0
    """Rows whose URL stood in the corpus before."""
    without_count: int = 0
    unreadable: int = 0
    """Rows without a usable URL."""
    outside: int = 0
    """Rows in no collection."""
    outside_origins: Counter[str] = field(default_factory=Counter)
    """Origin in no collection → units, a URL as often as it stands there."""


def measure(inputs: Sequence[str], collections: CommonsCollections, question: Question) -> Measured:
    """Count the units of each collection. Raises `UsageError` where a column is missing or holds what cannot be counted."""
    if question.unit not in UNITS:
        raise UsageError(f"{question.unit!r} is no unit; allowed: {', '.join(UNITS)}")
    if question.unit != "items" and not question.count_column:
        raise UsageError(f"name the column of whole numbers that holds the {question.unit}: --count-column C")
    unknown = sorted(set(question.outcomes) - {str(outcome) for outcome in Outcome})
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no outcome; there are: {', '.join(Outcome)}")
    shards = [shard for address in inputs for shard in shards_of(address)[0]]
    found = Measured(question=question)
    for shard in shards:
        if shard.format != "parquet":
            raise UsageError(
                f"{shard.name} is no Parquet file: a key is measured from what `agister screen` writes as Parquet"
            )
        name = shard.name if shard.name not in found.inputs else f"{len(found.inputs)}-{shard.name}"
        found.inputs[name] = shard.digest()
    counted = _add_up(shards, collections, found)
    for item in collections.collections.values():
        found.items[item.id] = 0
        found.strands.setdefault(strand_of(collections, item.id, item.language), {})[item.id] = 0
    for name, language, items, units, repeated in counted:
        found.items[name] += items
        found.repeated += repeated
        strand = found.strands.setdefault(strand_of(collections, name, language), {})
        strand[name] = strand.get(name, 0) + int(units)
    return found


def _add_up(
    shards: Sequence[Shard], collections: CommonsCollections, found: Measured
) -> list[tuple[str, str, int, int, int]]:
    """Collection, language, distinct URLs, units, and rows whose URL stood there before. Spills to disk, so memory is bounded."""
    refused: list[AgisterError] = []

    def stream() -> Iterator[pa.RecordBatch]:
        # What is raised while the database pulls rows reaches the caller as it was said.
        try:
            yield from _mapped(shards, collections, found)
        except AgisterError as error:
            refused.append(error)
            raise

    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        connection.execute("SET temp_directory = ?", [folder])
        connection.register("mapped", pa.RecordBatchReader.from_batches(_MAPPED, stream()))
        try:
            return connection.execute(
                "SELECT collection, language, count(*), sum(n), sum(times - 1) FROM ("
                " SELECT collection, url, min(language) AS language, max(n) AS n, count(*) AS times FROM mapped"
                " GROUP BY collection, url"
                ") GROUP BY collection, language ORDER BY collection, language"
            ).fetchall()
        except duckdb.Error as error:
            if refused:
                raise refused[0] from None
            raise InputError(f"the corpus cannot be added up: {str(error).splitlines()[0]}") from error


def strand_of(collections: CommonsCollections, collection: str, language: str) -> str:
    """`text/open-licensed/en`, of the parts that make strands; `all` where none does."""
    item = collections.collections[collection]
    parts: Mapping[str, str] = {"modality": item.modality, "licence": item.licence, "language": language}
    return "/".join(parts[part] for part in collections.by) or "all"


def _mapped(shards: Sequence[Shard], collections: CommonsCollections, found: Measured) -> Iterator[pa.RecordBatch]:
    """The rows that count and lie in a collection."""
    for shard in shards:
        reader = ParquetReader(shard)
        columns = _columns(reader.schema, shard.name, found.question)
        for batch in reader.batches(list(dict.fromkeys(columns.values()))):
            found.rows += batch.num_rows
            kept = _kept(batch, columns, found)
            if kept.num_rows:
                yield _in_collections(kept, columns, collections, found)


def _columns(schema: pa.Schema, file: str, question: Question) -> dict[str, str]:
    """What each column is needed for."""
    named = question.url_column
    if named is None and question.unscreened:
        named = next((name for name in ("url", "origin", "domain", "host") if name in schema.names), None)
    columns = {"url": find_url_column(schema, None, named)}
    if not question.unscreened:
        if OUTCOME_COLUMN not in schema.names:
            raise UsageError(
                f"{file} has no column {OUTCOME_COLUMN}: screen it first (agister screen), or say --unscreened so that every row counts"
            )
        columns["outcome"] = OUTCOME_COLUMN
    for use, name in (("n", question.count_column), ("language", question.language_column)):
        if not name:
            continue
        if name not in schema.names:
            raise UsageError(f"{file} has no column {name!r}; it has: {', '.join(schema.names[:20])}")
        columns[use] = name
    if "n" in columns and not pa.types.is_integer(schema.field(columns["n"]).type):
        kind = schema.field(columns["n"]).type
        raise UsageError(f"{file}: column {columns['n']!r} is {kind}; what is counted must be whole numbers")
    if "language" in columns and not is_text(schema.field(columns["language"]).type):
        raise UsageError(f"{file}: column {columns['language']!r} is no text: it cannot hold languages")
    return columns


def _kept(batch: pa.RecordBatch, columns: Mapping[str, str], found: Measured) -> pa.RecordBatch:
    if "outcome" in columns:
        outcomes = batch.column(columns["outcome"]).cast(pa.string())
        counts = pc.is_in(outcomes, pa.array([str(item) for item in found.question.outcomes], pa.string()))
        for entry in pc.value_counts(outcomes.filter(pc.invert(counts))).to_pylist():
            found.not_counted[entry["values"] or "none"] += entry["counts"]
        batch = batch.filter(counts)
    if "n" in columns:
        numbers = batch.column(columns["n"])
        if batch.num_rows and (pc.min(numbers).as_py() or 0) < 0:
            raise InputError(f"column {columns['n']!r} holds a negative number: nothing is counted")
        found.without_count += numbers.null_count
        batch = batch.filter(pc.is_valid(numbers))
    return batch


def _in_collections(
    batch: pa.RecordBatch, columns: Mapping[str, str], collections: CommonsCollections, found: Measured
) -> pa.RecordBatch:
    urls = readable(column_of(batch, columns["url"])).cast(pa.string())
    units = _units(batch, columns)
    names = _names(urls, units, collections, found)
    inside = pc.is_valid(names)
    names, urls = names.filter(inside), pc.replace_substring_regex(urls.filter(inside), "#.*$", "")
    own = {item.id: item.language for item in collections.collections.values()}
    encoded = names.dictionary_encode()
    languages = pa.array([own[name] for name in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)
    if "language" in columns:
        languages = pc.coalesce(batch.column(columns["language"]).filter(inside).cast(pa.string()), languages)
    return pa.RecordBatch.from_arrays([names, languages, urls, units.filter(inside)], schema=_MAPPED)


def _units(batch: pa.RecordBatch, columns: Mapping[str, str]) -> pa.Array:
    if "n" not in columns:
        return pa.array([1] * batch.num_rows, pa.int64())
    try:
        return batch.column(columns["n"]).cast(pa.int64())
    except pa.ArrowInvalid as error:
        raise InputError(f"column {columns['n']!r} holds a number that is too large to count") from error


def _names(urls: pa.Array, units: pa.Array, collections: CommonsCollections, found: Measured) -> pa.Array:
    """The collection of each URL, null where it is in none."""
    encoded = pc.struct_field(pc.extract_regex(urls, _PLAIN), "head").dictionary_encode()
    origins: list[str] = []
    whole: list[str | None] = []
    single: list[bool] = []
    for head in encoded.dictionary.to_pylist():
        asset = parse(head)
        rules = collections.places.of_origin(asset.origin) if asset is not None else ()
        by_path = asset is None or bool(rules and rules[0][0].path)
        origins.append(asset.origin if asset is not None else "")
        whole.append(rules[0][1] if rules and not by_path else None)
        single.append(by_path)
    alone = pc.fill_null(pa.array(single, pa.bool_()).take(encoded.indices), True)
    names = pa.array(whole, pa.string()).take(encoded.indices)
    outside: Counter[str] = Counter()
    ones = []
    for url, number in zip(urls.filter(alone).to_pylist(), units.filter(alone).to_pylist(), strict=True):
        origin, name = _one(url, collections, found)
        ones.append(name)
        if origin and name is None:
            found.outside += 1
            outside[origin] += number
    rest = pc.and_(pc.invert(alone), pc.is_null(names))
    left = pa.table({"head": encoded.indices.filter(rest), "n": units.filter(rest)})
    for row in left.group_by("head").aggregate([("n", "sum"), ("n", "count")]).to_pylist():
        found.outside += row["n_count"]
        outside[origins[row["head"]]] += row["n_sum"]
    found.outside_origins.update(outside)
    if len(found.outside_origins) > OUTSIDE:
        found.outside_origins = Counter(dict(found.outside_origins.most_common(OUTSIDE // 2)))
    return pc.replace_with_mask(names, alone, pa.array(ones, pa.string()))


def _one(url: str | None, collections: CommonsCollections, found: Measured) -> tuple[str, str | None]:
    """Origin and collection of a URL that is looked at as a whole; no origin where it is none."""
    text = url or ""
    asset = parse(repair(text, ("missing-scheme",)) if found.question.unscreened else text)
    if asset is None:
        found.unreadable += 1
        return "", None
    return asset.origin, collections.places.of_asset(asset) or None
