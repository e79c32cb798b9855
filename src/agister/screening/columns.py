"""Columns by the name that somebody gives: at the top of a table, or within structs (`metadata.url`); and their values as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from agister.errors import UsageError


def type_of(schema: pa.Schema, name: str) -> pa.DataType | None:
    """Type of the column of this name, or of the field that a dotted name leads to; None where there is none.

    Raises `UsageError` where several columns are called so.
    """
    path = _path(schema, name)
    if path is None:
        return None
    kind = schema.field(path[0]).type
    for place in path[1:]:
        kind = _stored(kind).field(place).type
    return _stored(kind)


def column_of(table: pa.RecordBatch | pa.Table, name: str) -> pa.Array | pa.ChunkedArray:
    """The column that `type_of` speaks of. Null where a struct above it is."""
    path = _path(table.schema, name)
    if path is None:
        raise UsageError(f"no column {name!r}")
    column = _storage(table.column(path[0]))
    for place in path[1:]:
        column = _storage(pc.struct_field(column, [place]))
    return column


def with_columns(batch: pa.RecordBatch, names: Iterable[str]) -> pa.RecordBatch:
    """A batch of only the columns at the top in which these are."""
    paths = [_path(batch.schema, name) for name in names]
    return batch.select(sorted({path[0] for path in paths if path is not None}))


def leaves(schema: pa.Schema) -> Iterator[tuple[str, pa.DataType]]:
    """Names and types of all columns that are no structs, those within structs by their dotted names."""
    for field in schema:
        yield from _leaves(field.name, _stored(field.type))


def is_text(kind: pa.DataType) -> bool:
    """Whether a column of this type can hold URLs. One without a single value has no type that would say so."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_binary_view(kind)
        or pa.types.is_null(kind)
    )


def plain(column: pa.Array) -> pa.Array:
    """Views, which Arrow cannot filter, as what they are views of; nulls of no type as text."""
    if pa.types.is_string_view(column.type):
        return column.cast(pa.large_string())
    if pa.types.is_null(column.type):
        return column.cast(pa.string())
    return column.cast(pa.large_binary()) if pa.types.is_binary_view(column.type) else column


def schema_without_views(schema: pa.Schema) -> pa.Schema:
    """A schema with views as what they are views of, as `plain` makes them."""
    wide = {pa.string_view(): pa.large_string(), pa.binary_view(): pa.large_binary()}
    return pa.schema([field.with_type(wide.get(field.type, field.type)) for field in schema], metadata=schema.metadata)


def octets(column: pa.Array) -> pa.Array:
    """The bytes of a column of text or bytes."""
    column = plain(column)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    wide = pa.types.is_large_string(column.type) or pa.types.is_large_binary(column.type)
    return column.view(pa.large_binary() if wide else pa.binary())


def readable(column: pa.Array) -> pa.Array:
    """Text that is UTF-8 throughout; bytes that are none are shown as such. Nothing promises that what a file calls text is."""
    found = octets(column)
    try:
        return found.cast(pa.large_string() if pa.types.is_large_binary(found.type) else pa.string())
    except pa.ArrowInvalid:
        return pa.array([v if v is None else v.decode("utf-8", "replace") for v in found.to_pylist()], pa.string())


def _path(fields: pa.Schema | pa.StructType, name: str) -> tuple[int, ...] | None:
    places = fields.get_all_field_indices(name)
    if len(places) > 1:
        raise UsageError(f"{len(places)} columns are called {name!r}: rename one, so that it is clear which is meant")
    if places:
        return (places[0],)
    for dot, letter in enumerate(name):
        if letter != ".":
            continue
        for place in fields.get_all_field_indices(name[:dot]):
            kind = _stored(fields.field(place).type)
            rest = _path(kind, name[dot + 1 :]) if pa.types.is_struct(kind) else None
            if rest is not None:
                return (place, *rest)
    return None


def _leaves(name: str, kind: pa.DataType) -> Iterator[tuple[str, pa.DataType]]:
    if not pa.types.is_struct(kind):
        yield name, kind
        return
    for place in range(kind.num_fields):
        field = kind.field(place)
        yield from _leaves(f"{name}.{field.name}", _stored(field.type))


def _stored(kind: pa.DataType) -> pa.DataType:
    return kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind


def _storage(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    if not isinstance(column.type, pa.BaseExtensionType):
        return column
    if isinstance(column, pa.ChunkedArray):
        return pa.chunked_array([chunk.storage for chunk in column.chunks], column.type.storage_type)
    return column.storage
